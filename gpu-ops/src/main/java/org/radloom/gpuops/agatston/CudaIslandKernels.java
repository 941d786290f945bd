package org.radloom.gpuops.agatston;

import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.Kernel;

/** The kernels of agatston.cu for one kind of voxels. */
record CudaIslandKernels(Kernel find, Kernel join, Kernel number, Kernel measure, Kernel keep) {

  /** Returns those of 16-bit voxels. */
  static CudaIslandKernels ofStored(Device device) {
    return of(device, "short");
  }

  /** Returns those of float voxels. */
  static CudaIslandKernels ofReal(Device device) {
    return of(device, "float");
  }

  private static CudaIslandKernels of(Device device, String kind) {
    return new CudaIslandKernels(
        device.kernel("agatston", "find_candidates_" + kind),
        device.kernel("agatston", "join_neighbours_" + kind),
        device.kernel("agatston", "number_islands"),
        device.kernel("agatston", "measure_islands_" + kind),
        device.kernel("agatston", "keep_islands"));
  }
}
