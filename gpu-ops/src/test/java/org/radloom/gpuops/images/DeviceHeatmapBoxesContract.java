package org.radloom.gpuops.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radloom.gpuops.cuda.Device;

/** A device's boxes of heatmaps are the CPU's, bit for bit; subclasses say which device. */
abstract class DeviceHeatmapBoxesContract extends HeatmapBoxesContract {
  private static final double[] SHARES = {0, 0.3, 0.5, 0.77, 1};

  abstract Device newDevice();

  @Override
  final HeatmapBoxes newBoxes() {
    return new CudaHeatmapBoxes(newDevice());
  }

  /** Few levels make plateaus and ties, many make peaks. */
  @Property(tries = 150, seed = "20261122")
  void findsInNoiseWhatTheCpuFinds(
      @ForAll @IntRange(min = 1, max = 45) int width,
      @ForAll @IntRange(min = 1, max = 45) int height,
      @ForAll @IntRange(min = 2, max = 200) int levels,
      @ForAll @IntRange(min = 1, max = 60) int most,
      @ForAll @IntRange(max = 4) int share,
      @ForAll long seed) {
    Random random = new Random(seed);
    float[] pixels = new float[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(levels) / (levels - 1f);
    }
    assertAgrees(new Image(width, height, pixels), random.nextFloat() + 0.01f, SHARES[share], most);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5000, 1", "1, 5000", "131, 67"})
  void takesAnyShapeColdOrHotAllOver(int width, int height) {
    float[] pixels = new float[width * height];
    for (float value : new float[] {0.1f, 0.5f, 0.9f}) {
      Arrays.fill(pixels, value);
      assertAgrees(new Image(width, height, pixels), 0.5f, 0.5, 10);
    }
  }

  /** Each region ends where an earlier one of its component begins, also around it. */
  @Test
  void givesEachPeakOfALandscapeItsOwn() {
    int side = 90;
    float[] pixels = new float[side * side];
    for (int i = 0; i < pixels.length; i++) {
      double x = i % side / 7.0;
      double y = Math.floorDiv(i, side) / 5.0;
      pixels[i] = (float) (0.55 + 0.25 * Math.sin(x) * Math.cos(y) + 0.2 * Math.sin(0.37 * x * y));
    }
    for (double share : SHARES) {
      assertAgrees(new Image(side, side, pixels), 0.2f, share, 1000);
    }
  }

  @Test
  void leavesOutWhatIsNoNumberOrHasNoEnd() {
    float[] pixels = new float[19 * 11];
    Random random = new Random(8);
    float[] strange = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0.0f, 1, 0.7f};
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = strange[random.nextInt(strange.length)];
    }
    for (double share : SHARES) {
      assertAgrees(new Image(19, 11, pixels), 0.5f, share, 50);
      assertAgrees(new Image(19, 11, pixels), Float.MIN_VALUE, share, 50);
    }
  }

  private void assertAgrees(Image heatmap, float threshold, double share, int most) {
    try (HeatmapBoxes device = newBoxes();
        HeatmapBoxes cpu = new CpuHeatmapBoxes()) {
      assertThat(device.find(heatmap, 2, threshold, share, most))
          .isEqualTo(cpu.find(heatmap, 2, threshold, share, most));
    }
  }
}
