package org.radloom.gpuops.images;

import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.EmulatedDevice;
import org.radloom.gpuops.cuda.OnEmulatedDevice;

/** The sources of the kernels, and all that surrounds them, on a device made of the CPU. */
@OnEmulatedDevice
final class EmulatedImageResizerTest extends DeviceImageResizerContract {
  @Override
  Device newDevice() {
    return new EmulatedDevice();
  }
}
