package org.radloom.gpuops.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What every {@link ImageResizer} must do; subclasses say which one. */
abstract class ImageResizerContract {

  /** Returns a new one. */
  abstract ImageResizer newResizer();

  private Image resize(Image image, int width, int height) {
    try (ImageResizer resizer = newResizer()) {
      return resizer.resize(image, width, height);
    }
  }

  private Image shrink(Image image, int width, int height) {
    try (ImageResizer resizer = newResizer()) {
      return resizer.shrink(image, width, height);
    }
  }

  @Test
  void resizesBetweenTheCentresOfPixels() {
    Image image = new Image(2, 2, new float[] {0, 10, 20, 30});

    // New centres at -0.25 (the end), 0.25, 0.75 and 1.25 (the end) old pixels, both ways.
    assertThat(resize(image, 4, 4).pixels())
        .containsExactly(
            0, 2.5f, 7.5f, 10, //
            5, 7.5f, 12.5f, 15, //
            15, 17.5f, 22.5f, 25, //
            20, 22.5f, 27.5f, 30);
    assertThat(resize(image, 1, 1).pixels()).containsExactly(15);
    assertThat(resize(image, 1, 2).pixels()).containsExactly(5, 25);
  }

  @Property(tries = 100, seed = "20261122")
  void leavesAnImageOfTheSameSizeAsItIsAndAnEvenOneEven(
      @ForAll @IntRange(min = 1, max = 20) int width,
      @ForAll @IntRange(min = 1, max = 20) int height,
      @ForAll @IntRange(min = 1, max = 30) int newWidth) {
    float[] pixels = new float[width * height];
    float[] even = new float[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i * 0.37f;
      even[i] = 0.3f;
    }

    assertThat(resize(new Image(width, height, pixels), width, height).pixels()).isEqualTo(pixels);
    assertThat(resize(new Image(width, height, even), newWidth, 7).pixels()).containsOnly(0.3f);
  }

  @Test
  void shrinksToTheMeanOfTheAreaThatAPixelCovers() {
    Image image = new Image(3, 2, new float[] {0, 6, 12, 2, 8, 14});

    // All six: 42 / 6. Three columns to two: (0 + 6 / 2) / 1.5 = 2 and (6 / 2 + 12) / 1.5 = 10.
    assertThat(shrink(image, 1, 1).pixels()).containsExactly(7);
    assertThat(shrink(image, 2, 2).pixels()).containsExactly(2, 10, 4, 12);
    assertThat(shrink(image, 3, 1).pixels()).containsExactly(1, 7, 13);
    assertThat(shrink(image, 3, 2).pixels()).containsExactly(image.pixels());
  }

  @Test
  void bringsNewPixelsToAWindow() {
    Image image = new Image(2, 1, new float[] {0, 30});
    IntensityWindow window = new IntensityWindow(10, 20);

    // Resized 0, 7.5, 22.5, 30 and shrunk 15; from 0 to 20 that is 0, 0.375, 1, 1 and 0.75.
    try (ImageResizer resizer = newResizer()) {
      assertThat(resizer.resize(image, 4, 1, window).pixels()).containsExactly(0, 0.375f, 1, 1);
      assertThat(resizer.shrink(image, 1, 1, window).pixels()).containsExactly(0.75f);
    }
  }

  @Test
  void refusesSizesThatCannotBe() {
    Image image = new Image(1, 1, new float[1]);

    assertThatThrownBy(() -> resize(image, 1 << 20, 1 << 20)).hasMessageContaining("at most");
    assertThatThrownBy(() -> resize(image, 0, 1)).hasMessageContaining("> 0");
    assertThatThrownBy(() -> shrink(image, 0, 1)).hasMessageContaining("> 0");
    assertThatThrownBy(() -> shrink(image, 1, 2)).hasMessageContaining("1 x 2");
  }
}
