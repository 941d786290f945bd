package org.radloom.gpuops.images;

import org.junit.jupiter.api.condition.EnabledIf;
import org.radloom.gpuops.cuda.Cuda;
import org.radloom.gpuops.cuda.Device;

/** The kernels on a GPU. */
@EnabledIf("org.radloom.gpuops.cuda.Cuda#isAvailable")
final class CudaVolumeResamplerTest extends DeviceVolumeResamplerContract {
  @Override
  Device newDevice() {
    return Cuda.device().orElseThrow();
  }
}
