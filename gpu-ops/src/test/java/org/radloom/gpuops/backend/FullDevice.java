package org.radloom.gpuops.backend;

import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.DeviceBuffer;
import org.radloom.gpuops.cuda.DeviceException;
import org.radloom.gpuops.cuda.DeviceStream;
import org.radloom.gpuops.cuda.Kernel;
import org.radloom.gpuops.cuda.PinnedBuffer;

/** A device whose memory others have taken. */
final class FullDevice implements Device {
  @Override
  public String name() {
    return "full";
  }

  @Override
  public int multiprocessors() {
    return 1;
  }

  @Override
  public int sharedBytesPerBlock() {
    return 48 << 10;
  }

  @Override
  public Kernel kernel(String module, String name) {
    return () -> name;
  }

  @Override
  public DeviceBuffer allocate(long bytes) {
    throw new DeviceException("no room for %,d bytes".formatted(bytes));
  }

  @Override
  public PinnedBuffer allocatePinned(int bytes) {
    throw new DeviceException("no room for %,d bytes".formatted(bytes));
  }

  @Override
  public DeviceStream newStream() {
    return new IdleStream();
  }

  @Override
  public void close() {}

  private static final class IdleStream implements DeviceStream {
    @Override
    public void copyIn(
        DeviceBuffer to, long toOffset, PinnedBuffer from, long fromOffset, long bytes) {
      throw new DeviceException("nothing to copy to");
    }

    @Override
    public void copyOut(
        PinnedBuffer to, long toOffset, DeviceBuffer from, long fromOffset, long bytes) {
      throw new DeviceException("nothing to copy from");
    }

    @Override
    public void clear(DeviceBuffer buffer, long bytes) {
      throw new DeviceException("nothing to clear");
    }

    @Override
    public void launch(
        Kernel kernel, int blocks, int threads, int sharedBytes, Object... arguments) {
      throw new DeviceException("nothing to work on");
    }

    @Override
    public Mark mark() {
      throw new DeviceException("no clock");
    }

    @Override
    public void synchronize() {}

    @Override
    public void close() {}
  }
}
