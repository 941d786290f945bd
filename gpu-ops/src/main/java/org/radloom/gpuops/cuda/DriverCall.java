package org.radloom.gpuops.cuda;

import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;

/** What a call of the CUDA driver returned. */
final class DriverCall {
  private DriverCall() {}

  /**
   * Throws unless the call went well.
   *
   * @param call its name and what it was asked for, for example {@code cuMemAlloc of 64 bytes}
   * @param result what it returned
   */
  static void check(String call, int result) {
    if (result == CUresult.CUDA_SUCCESS) {
      return;
    }
    String[] reason = new String[1];
    JCudaDriver.cuGetErrorString(result, reason);
    throw new DeviceException(
        "%s failed: %s (%s)".formatted(call, CUresult.stringFor(result), reason[0]));
  }
}
