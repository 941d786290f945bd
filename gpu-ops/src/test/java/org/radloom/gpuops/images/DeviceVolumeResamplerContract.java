package org.radloom.gpuops.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** A device's volumes are the CPU's, bit for bit; subclasses say which device. */
abstract class DeviceVolumeResamplerContract {
  /** So few that most chunks are of one or two slices. */
  private static final int SMALL_CHUNK = 500;

  private static final Space SPACE = Space.of(17, 13, 11, 0.7, 0.9, 2.5);

  abstract Device newDevice();

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "0.31, 0.47, 0.8", "3, 2, 9", "0.7, 0.9, 2.5", "50, 50, 50"})
  void resamplesAsTheCpuDoes(double dx, double dy, double dz) {
    for (Volume volume : new Volume[] {stored(), real()}) {
      Volume expected = new CpuVolumeResampler(1).resample(volume, dx, dy, dz);
      try (var resampler = new CudaVolumeResampler(newDevice(), 3, SMALL_CHUNK)) {
        Volume resampled = resampler.resample(volume, dx, dy, dz);

        assertThat(resampled.space()).isEqualTo(expected.space());
        assertThat(values(resampled)).isEqualTo(values(expected));
      }
      try (var resampler = new CudaVolumeResampler(newDevice(), 1)) {
        assertThat(values(resampler.resample(volume, dx, dy, dz))).isEqualTo(values(expected));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "0.31, 0.47, 0.8", "3, 2, 9"})
  void givesLabelsTheNearestAsTheCpuDoes(double dx, double dy, double dz) {
    byte[] values = new byte[SPACE.voxels()];
    new Random(3).nextBytes(values);
    Labels labels = new Labels(SPACE, values);
    Space target = new CpuVolumeResampler(1).resample(real(), dx, dy, dz).space();
    Labels expected = new CpuVolumeResampler(1).resample(labels, target);

    try (var resampler = new CudaVolumeResampler(newDevice(), 2, SMALL_CHUNK)) {
      assertThat(resampler.resample(labels, target).values()).isEqualTo(expected.values());
      assertThat(resampler.resample(expected, SPACE).values())
          .isEqualTo(new CpuVolumeResampler(1).resample(expected, SPACE).values());
    }
  }

  @Test
  void takesVolumesThatStagingMemoryDoesNotHold() {
    // 300 x 300 x 60 floats are 21.6 MB, received in two pieces where one chunk holds all.
    Space space = Space.of(150, 150, 30, 1, 1, 1);
    float[] noise = new float[space.voxels()];
    Random random = new Random(5);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextFloat() * 3000 - 1000;
    }
    Volume volume = new Volume(space, 1, new Voxels.Real(noise));

    try (var resampler = new CudaVolumeResampler(newDevice(), 1, 1 << 26)) {
      assertThat(values(resampler.resample(volume, 0.5, 0.5, 0.5)))
          .isEqualTo(values(new CpuVolumeResampler(2).resample(volume, 0.5, 0.5, 0.5)));
    }
  }

  private static Volume stored() {
    short[] values = new short[SPACE.voxels()];
    Random random = new Random(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) random.nextInt();
    }
    return new Volume(SPACE, 1, new Voxels.Stored(values, 0.37, -1024.3));
  }

  private static Volume real() {
    float[] values = new float[SPACE.voxels()];
    Random random = new Random(2);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 3000 - 1000;
    }
    return new Volume(SPACE, 1, new Voxels.Real(values));
  }

  private static float[] values(Volume volume) {
    return ((Voxels.Real) volume.voxels()).values();
  }
}
