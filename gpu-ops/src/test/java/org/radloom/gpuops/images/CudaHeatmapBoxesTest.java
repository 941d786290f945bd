package org.radloom.gpuops.images;

import org.radloom.gpuops.cuda.Cuda;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.OnGpu;

/** The kernels on a GPU. */
@OnGpu
final class CudaHeatmapBoxesTest extends DeviceHeatmapBoxesContract {
  @Override
  Device newDevice() {
    return Cuda.device().orElseThrow();
  }
}
