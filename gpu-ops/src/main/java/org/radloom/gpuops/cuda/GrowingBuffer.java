package org.radloom.gpuops.cuda;

/** Memory of a device that is kept from one chunk to the next and made larger where needed. */
public final class GrowingBuffer implements AutoCloseable {
  private final Device device;
  private DeviceBuffer buffer = DeviceBuffer.NONE;

  /** Makes an empty one. */
  public GrowingBuffer(Device device) {
    this.device = device;
  }

  /** Returns memory of at least so many bytes; what it held may be lost. */
  public DeviceBuffer atLeast(long bytes) {
    if (buffer.bytes() < bytes) {
      close();
      buffer = device.allocate(bytes);
    }
    return buffer;
  }

  @Override
  public void close() {
    DeviceBuffer old = buffer;
    buffer = DeviceBuffer.NONE;
    old.close();
  }
}
