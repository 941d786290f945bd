package org.radloom.gpuops.cuda;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A device made of the CPU: the kernels' own sources, translated by g++ when the first is asked
 * for. It is as unhelpful as a device may be. Memory starts as garbage and is watched at its end;
 * nothing queued happens before {@link DeviceStream#synchronize()}; and every other launch runs its
 * blocks backwards.
 */
public final class EmulatedDevice implements Device {
  private static final int WATCHED_BYTES = 64;
  private static final byte GARBAGE = (byte) 0xA5;

  private final long memoryBytes;
  private final AtomicLong usedBytes = new AtomicLong();
  private final AtomicLong turns = new AtomicLong();

  /** Makes one of 2 GiB. */
  public EmulatedDevice() {
    this(2L << 30);
  }

  /** Makes one with so much memory. */
  public EmulatedDevice(long memoryBytes) {
    this.memoryBytes = memoryBytes;
  }

  /** Returns whether g++ is there to make one. */
  public static boolean isAvailable() throws IOException, InterruptedException {
    return EmulatedKernels.canBeBuilt();
  }

  /** Returns whether a launch runs its threads backwards: every other one. */
  boolean turnRound() {
    return turns.getAndIncrement() % 2 == 1;
  }

  /** Returns how much is allocated and not freed, bytes. */
  public long usedBytes() {
    return usedBytes.get();
  }

  @Override
  public String name() {
    return "emulated";
  }

  @Override
  public int multiprocessors() {
    return 2;
  }

  @Override
  public int sharedBytesPerBlock() {
    return 64 << 10;
  }

  @Override
  public Kernel kernel(String module, String name) {
    return new EmulatedKernel(name, EmulatedKernels.library().getFunction("emulate_" + name));
  }

  @Override
  public DeviceBuffer allocate(long bytes) {
    if (usedBytes.addAndGet(bytes) > memoryBytes) {
      usedBytes.addAndGet(-bytes);
      throw new DeviceException("allocation of %,d bytes failed: out of memory".formatted(bytes));
    }
    Memory memory = new Memory(bytes + WATCHED_BYTES);
    memory.setMemory(0, bytes + WATCHED_BYTES, GARBAGE);
    return new EmulatedBuffer(this, memory, bytes);
  }

  @Override
  public PinnedBuffer allocatePinned(int bytes) {
    return new EmulatedPinned(ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
  }

  @Override
  public DeviceStream newStream() {
    return new EmulatedStream(this);
  }

  @Override
  public void close() {}

  record EmulatedKernel(String name, Function function) implements Kernel {}

  record EmulatedBuffer(EmulatedDevice device, Memory memory, long bytes) implements DeviceBuffer {
    void check(long offset, long count) {
      if (offset < 0 || count < 0 || offset + count > bytes) {
        throw new DeviceException(
            "%d bytes at %d are outside of %d".formatted(count, offset, bytes));
      }
    }

    @Override
    public void close() {
      for (byte watched : memory.getByteArray(bytes, WATCHED_BYTES)) {
        if (watched != GARBAGE) {
          throw new AssertionError("a kernel wrote behind %d bytes".formatted(bytes));
        }
      }
      memory.close();
      device.usedBytes.addAndGet(-bytes);
    }
  }

  private record EmulatedPinned(ByteBuffer view) implements PinnedBuffer {
    @Override
    public void close() {}
  }
}
