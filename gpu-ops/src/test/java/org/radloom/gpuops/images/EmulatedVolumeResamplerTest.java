package org.radloom.gpuops.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.EmulatedDevice;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** The sources of the kernels, and all that surrounds them, on a device made of the CPU. */
@Tag("slow")
@EnabledIf("org.radloom.gpuops.cuda.EmulatedDevice#isAvailable")
final class EmulatedVolumeResamplerTest extends DeviceVolumeResamplerContract {
  @Override
  Device newDevice() {
    return new EmulatedDevice();
  }

  @Test
  void leavesNothingOnTheDevice() {
    EmulatedDevice device = new EmulatedDevice();
    Space space = Space.of(5, 4, 3, 1, 1, 1);
    Volume volume = new Volume(space, 1, new Voxels.Real(new float[space.voxels()]));
    try (var resampler = new CudaVolumeResampler(device, 2, 10)) {
      resampler.resample(volume, 0.5, 0.5, 0.5);
      assertThat(device.usedBytes()).isPositive();
    }
    assertThat(device.usedBytes()).isZero();
  }
}
