package org.radloom.volumemaps.bench;

import java.util.concurrent.atomic.DoubleAdder;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.DeviceBuffer;
import org.radloom.gpuops.cuda.DeviceStream;
import org.radloom.gpuops.cuda.Kernel;
import org.radloom.gpuops.cuda.PinnedBuffer;

/** A device that adds up how long its kernels ran, by the device's own clock. */
final class TimedDevice implements Device {
  private final Device device;
  private final DoubleAdder seconds = new DoubleAdder();

  TimedDevice(Device device) {
    this.device = device;
  }

  /** Returns the seconds of all kernels since the last call. */
  double kernelSeconds() {
    return seconds.sumThenReset();
  }

  @Override
  public String name() {
    return device.name();
  }

  @Override
  public int multiprocessors() {
    return device.multiprocessors();
  }

  @Override
  public int sharedBytesPerBlock() {
    return device.sharedBytesPerBlock();
  }

  @Override
  public Kernel kernel(String module, String name) {
    return device.kernel(module, name);
  }

  @Override
  public DeviceBuffer allocate(long bytes) {
    return device.allocate(bytes);
  }

  @Override
  public PinnedBuffer allocatePinned(int bytes) {
    return device.allocatePinned(bytes);
  }

  @Override
  public DeviceStream newStream() {
    return new TimedStream(device.newStream());
  }

  /** The device is somebody else's. */
  @Override
  public void close() {}

  /** Waits for each kernel; only copies and kernels of other streams may overlap with it. */
  private final class TimedStream implements DeviceStream {
    private final DeviceStream stream;

    TimedStream(DeviceStream stream) {
      this.stream = stream;
    }

    @Override
    public void launch(
        Kernel kernel, int blocks, int threads, int sharedBytes, Object... arguments) {
      try (Mark before = stream.mark()) {
        stream.launch(kernel, blocks, threads, sharedBytes, arguments);
        try (Mark after = stream.mark()) {
          stream.synchronize();
          seconds.add(before.secondsUntil(after));
        }
      }
    }

    @Override
    public void copyIn(
        DeviceBuffer to, long toOffset, PinnedBuffer from, long fromOffset, long bytes) {
      stream.copyIn(to, toOffset, from, fromOffset, bytes);
    }

    @Override
    public void copyOut(
        PinnedBuffer to, long toOffset, DeviceBuffer from, long fromOffset, long bytes) {
      stream.copyOut(to, toOffset, from, fromOffset, bytes);
    }

    @Override
    public void clear(DeviceBuffer buffer, long bytes) {
      stream.clear(buffer, bytes);
    }

    @Override
    public Mark mark() {
      return stream.mark();
    }

    @Override
    public void synchronize() {
      stream.synchronize();
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
