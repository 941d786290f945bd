package org.radloom.gpuops.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.images.LargestComponent.Connectivity;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;

/** A device's largest component is the CPU's, bit for bit; subclasses say which device. */
abstract class DeviceLargestComponentContract extends LargestComponentContract {
  abstract Device newDevice();

  @Override
  final LargestComponent newLargest() {
    return new CudaLargestComponent(newDevice());
  }

  /**
   * Around a density of 0.31 (faces) and 0.1 (corners), where parts begin to reach through all of a
   * volume, their shapes are the most twisted.
   */
  @Property(tries = 120, seed = "20261122")
  void keepsOfNoiseWhatTheCpuKeeps(
      @ForAll @IntRange(min = 1, max = 40) int nx,
      @ForAll @IntRange(min = 1, max = 25) int ny,
      @ForAll @IntRange(min = 1, max = 12) int nz,
      @ForAll @IntRange(max = 10) int tenths,
      @ForAll Connectivity connectivity,
      @ForAll long seed) {
    assertAgrees(noise(nx, ny, nz, tenths / 10.0, 7, seed), 7, connectivity);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "4099, 1, 1",
    "1, 4099, 1",
    "1, 1, 4099",
    "8, 1, 17",
    "7, 9, 11",
    "257, 3, 1",
  })
  void takesAnyShapeFullOrNearlyEmpty(int nx, int ny, int nz) {
    for (double density : new double[] {0, 0.001, 0.5, 0.999, 1}) {
      for (Connectivity connectivity : Connectivity.values()) {
        assertAgrees(noise(nx, ny, nz, density, 255, 5), 255, connectivity);
      }
    }
  }

  @Test
  void keepsTheFirstOfManyEquallyLargeParts() {
    // Every other voxel of a row, and of rows that do not touch: all parts have one voxel.
    Space space = Space.of(31, 9, 5, 1, 1, 1);
    byte[] values = new byte[space.voxels()];
    for (int i = 0; i < values.length; i++) {
      int x = i % 31;
      int y = i / 31 % 9;
      int z = i / 279;
      values[i] = (byte) (x % 2 == 1 && y % 2 == 1 && z % 2 == 1 ? 3 : 0);
    }
    byte[] expected = new byte[space.voxels()];
    expected[279 + 31 + 1] = 3;

    try (LargestComponent largest = newLargest()) {
      assertThat(largest.keep(new Labels(space, values), 3, Connectivity.TWENTY_SIX).values())
          .isEqualTo(expected);
    }
  }

  @Test
  void followsAPathThroughAllOfAVolume() {
    // Rows that are joined at alternating ends, in slices that are: one part, as long as can be.
    Space space = Space.of(33, 33, 9, 1, 1, 1);
    byte[] values = new byte[space.voxels()];
    for (int i = 0; i < values.length; i++) {
      int x = i % 33;
      int y = i / 33 % 33;
      int z = i / 1089;
      boolean row = y % 2 == 0 || x == (y % 4 == 1 ? 32 : 0);
      values[i] =
          (byte) (z % 2 == 0 ? (row ? 1 : 0) : (x == 0 && y == (z % 4 == 1 ? 32 : 0) ? 1 : 0));
    }
    Labels labels = new Labels(space, values);

    try (LargestComponent largest = newLargest()) {
      assertThat(largest.keep(labels, 1, Connectivity.SIX).values()).isEqualTo(values);
    }
    assertAgrees(labels, 1, Connectivity.TWENTY_SIX);
  }

  private void assertAgrees(Labels labels, int label, Connectivity connectivity) {
    try (LargestComponent device = newLargest();
        LargestComponent cpu = new CpuLargestComponent()) {
      byte[] before = labels.values().clone();
      assertThat(device.keep(labels, label, connectivity).values())
          .isEqualTo(cpu.keep(labels, label, connectivity).values());
      assertThat(labels.values()).isEqualTo(before);
    }
  }

  private static Labels noise(int nx, int ny, int nz, double density, int label, long seed) {
    Space space = Space.of(nx, ny, nz, 1, 1, 1);
    Random random = new Random(seed);
    byte[] values = new byte[space.voxels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) (random.nextDouble() < density ? label : random.nextInt(3));
    }
    return new Labels(space, values);
  }
}
