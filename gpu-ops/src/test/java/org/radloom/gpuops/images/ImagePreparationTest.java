package org.radloom.gpuops.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Intensities of pictures. */
final class ImagePreparationTest {
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
  }
}
