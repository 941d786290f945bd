package org.radloom.gpuops.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Size and intensities of pictures. */
final class ImagePreparationTest {
  private final ImageResizer resizer = new CpuImageResizer();

  @Test
  void resizesBetweenTheCentresOfPixels() {
    Image image = new Image(2, 2, new float[] {0, 10, 20, 30});

    // New centres at -0.25 (the end), 0.25, 0.75 and 1.25 (the end) old pixels, both ways.
    assertThat(resizer.resize(image, 4, 4).pixels())
        .containsExactly(
            0, 2.5f, 7.5f, 10, //
            5, 7.5f, 12.5f, 15, //
            15, 17.5f, 22.5f, 25, //
            20, 22.5f, 27.5f, 30);
    assertThat(resizer.resize(image, 1, 1).pixels()).containsExactly(15);
    assertThat(resizer.resize(image, 1, 2).pixels()).containsExactly(5, 25);
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

    assertThat(resizer.resize(new Image(width, height, pixels), width, height).pixels())
        .isEqualTo(pixels);
    assertThat(resizer.resize(new Image(width, height, even), newWidth, 7).pixels())
        .containsOnly(0.3f);
  }

  @Test
  void windowsBringValuesToOne() {
    // 40 +- 200 HU: -160 is 0, 240 is 1; 140 is (140 + 160) / 400.
    IntensityWindow window = new IntensityWindow(40, 400);

    assertThat(window.of(new float[] {-160, 40, 140, 240})).containsExactly(0, 0.5f, 0.75f, 1);
    assertThat(
            window.of(
                new float[] {
                  -1024, 3000, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY
                }))
        .containsExactly(0, 1, 0, 0, 1);
  }

  @Test
  void windowsHaveAWidth() {
    assertThatThrownBy(() -> new IntensityWindow(0, 0)).hasMessageContaining("width");
    assertThatThrownBy(() -> new IntensityWindow(Double.NaN, 1)).hasMessageContaining("centre");
  }

  @Test
  void normalisesToMeanAndDeviation() {
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 40 / 8 = 5; squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32; 32 / 8
    // = 4, deviation 2.
    float[] values = {2, 4, 4, 4, 5, 5, 7, 9};

    Normalisation normalisation = Normalisation.of(values);

    assertThat(normalisation).isEqualTo(new Normalisation(5, 2));
    assertThat(normalisation.apply(values)).containsExactly(-1.5f, -0.5f, -0.5f, -0.5f, 0, 0, 1, 2);
    assertThat(new Normalisation(0.5, 0.25).apply(new float[] {1})[0]).isCloseTo(2, within(1e-6f));
  }

  @Test
  void anEvenImageHasNothingToNormalise() {
    float[] even = {7, 7, 7};

    assertThat(Normalisation.of(even).apply(even)).containsExactly(0, 0, 0);
    assertThatThrownBy(() -> Normalisation.of(new float[0])).hasMessageContaining("values");
    assertThatThrownBy(() -> new Normalisation(0, -1)).hasMessageContaining("deviation");
  }

  @Test
  void imagesHaveTheirPixels() {
    assertThatThrownBy(() -> new Image(2, 2, new float[3])).hasMessageContaining("4 pixels");
    assertThatThrownBy(() -> resizer.resize(new Image(1, 1, new float[1]), 1 << 20, 1 << 20))
        .hasMessageContaining("at most");
    assertThatThrownBy(() -> resizer.resize(new Image(1, 1, new float[1]), 0, 1))
        .hasMessageContaining("> 0");
  }
}
