package org.radloom.gpuops.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.gpuops.cuda.Device;

/** A device's pictures are the CPU's, bit for bit; subclasses say which device. */
abstract class DeviceImageResizerContract extends ImageResizerContract {
  /** So few that most chunks are of a few rows. */
  private static final int SMALL_CHUNK = 100;

  private static final IntensityWindow WINDOW = new IntensityWindow(0.31, 1.7);

  private final CpuImageResizer cpu = new CpuImageResizer();

  abstract Device newDevice();

  @Override
  final ImageResizer newResizer() {
    return new CudaImageResizer(newDevice(), 2);
  }

  @Property(tries = 120, seed = "20261122")
  void resizesAndShrinksNoiseAsTheCpuDoes(
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 60) int newWidth,
      @ForAll @IntRange(min = 1, max = 60) int newHeight,
      @ForAll boolean windowed,
      @ForAll long seed) {
    Image image = noise(width, height, seed);
    IntensityWindow window = windowed ? WINDOW : null;
    int smallerWidth = Math.min(width, newWidth);
    int smallerHeight = Math.min(height, newHeight);
    try (ImageResizer device = new CudaImageResizer(newDevice(), 3, SMALL_CHUNK)) {
      assertThat(device.resize(image, newWidth, newHeight, window).pixels())
          .isEqualTo(cpu.resize(image, newWidth, newHeight, window).pixels());
      assertThat(device.shrink(image, smallerWidth, smallerHeight, window).pixels())
          .isEqualTo(cpu.shrink(image, smallerWidth, smallerHeight, window).pixels());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3000", "3000, 1", "500, 40"})
  void takesPicturesThatNeedManyChunksOrOne(int width, int height) {
    Image image = noise(width, height, 4);
    for (int chunk : new int[] {1, SMALL_CHUNK, 1 << 22}) {
      try (ImageResizer device = new CudaImageResizer(newDevice(), 2, chunk)) {
        assertThat(device.resize(image, 77, 13).pixels())
            .isEqualTo(cpu.resize(image, 77, 13).pixels());
        assertThat(device.shrink(image, Math.min(7, width), Math.min(11, height)).pixels())
            .isEqualTo(cpu.shrink(image, Math.min(7, width), Math.min(11, height)).pixels());
      }
    }
  }

  /** Not rounded once too often, and not fused: the ends of what floats and doubles hold. */
  @ParameterizedTest
  @ValueSource(floats = {Float.MAX_VALUE, Float.MIN_VALUE, Float.NaN, Float.POSITIVE_INFINITY})
  void extremesComeOutAsOnTheCpu(float extreme) {
    float[] pixels = noise(9, 7, 2).pixels();
    for (int i = 0; i < pixels.length; i += 5) {
      pixels[i] = i % 2 == 0 ? extreme : -extreme;
    }
    Image image = new Image(9, 7, pixels);
    try (ImageResizer device = newResizer()) {
      for (IntensityWindow window :
          new IntensityWindow[] {null, WINDOW, new IntensityWindow(1e300, 1e-300)}) {
        assertThat(device.resize(image, 20, 5, window).pixels())
            .isEqualTo(cpu.resize(image, 20, 5, window).pixels());
        assertThat(device.shrink(image, 4, 3, window).pixels())
            .isEqualTo(cpu.shrink(image, 4, 3, window).pixels());
      }
    }
  }

  @Test
  void takesPicturesThatStagingMemoryDoesNotHold() {
    // 2100 x 2100 floats are 17.6 MB, sent in two pieces where one chunk holds all.
    Image image = noise(2100, 2100, 6);
    try (ImageResizer device = new CudaImageResizer(newDevice(), 1, 1 << 26)) {
      assertThat(device.shrink(image, 300, 299).pixels())
          .isEqualTo(cpu.shrink(image, 300, 299).pixels());
      assertThat(device.resize(image, 2099, 2101).pixels())
          .isEqualTo(cpu.resize(image, 2099, 2101).pixels());
    }
  }

  private static Image noise(int width, int height, long seed) {
    Random random = new Random(seed);
    float[] pixels = new float[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(5) - 2));
    }
    return new Image(width, height, pixels);
  }
}
