package org.radloom.gpuops.cuda;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
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
  private final AtomicBoolean backwards = new AtomicBoolean();

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

  private record EmulatedKernel(String name, Function function) implements Kernel {}

  private record EmulatedBuffer(EmulatedDevice device, Memory memory, long bytes)
      implements DeviceBuffer {
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

  private static final class EmulatedStream implements DeviceStream {
    private final EmulatedDevice device;
    private final Queue<Runnable> queue = new ArrayDeque<>();

    EmulatedStream(EmulatedDevice device) {
      this.device = device;
    }

    @Override
    public void copyIn(
        DeviceBuffer to, long toOffset, PinnedBuffer from, long fromOffset, long bytes) {
      EmulatedBuffer buffer = (EmulatedBuffer) to;
      buffer.check(toOffset, bytes);
      queue.add(
          () ->
              buffer
                  .memory()
                  .getByteBuffer(toOffset, bytes)
                  .put(0, from.view(), (int) fromOffset, (int) bytes));
    }

    @Override
    public void copyOut(
        PinnedBuffer to, long toOffset, DeviceBuffer from, long fromOffset, long bytes) {
      EmulatedBuffer buffer = (EmulatedBuffer) from;
      buffer.check(fromOffset, bytes);
      queue.add(
          () ->
              to.view()
                  .put(
                      (int) toOffset,
                      buffer.memory().getByteBuffer(fromOffset, bytes),
                      0,
                      (int) bytes));
    }

    @Override
    public void clear(DeviceBuffer buffer, long bytes) {
      EmulatedBuffer emulated = (EmulatedBuffer) buffer;
      emulated.check(0, bytes);
      queue.add(() -> emulated.memory().setMemory(0, bytes, (byte) 0));
    }

    @Override
    public void launch(
        Kernel kernel, int blocks, int threads, int sharedBytes, Object... arguments) {
      if (blocks < 1 || threads < 1 || threads > 1024) {
        throw new DeviceException("%d x %d threads can't run".formatted(blocks, threads));
      }
      if (sharedBytes > device.sharedBytesPerBlock()) {
        throw new DeviceException("no block has %d shared bytes".formatted(sharedBytes));
      }
      queue.add(() -> run((EmulatedKernel) kernel, blocks, threads, sharedBytes, arguments));
    }

    private void run(
        EmulatedKernel kernel, int blocks, int threads, int sharedBytes, Object... arguments) {
      List<Memory> values = new ArrayList<>();
      try (Memory pointers = new Memory((long) arguments.length * Long.BYTES)) {
        for (Object argument : arguments) {
          Memory value = new Memory(Long.BYTES);
          set(value, argument);
          pointers.setPointer((long) values.size() * Long.BYTES, value);
          values.add(value);
        }
        boolean turned = device.backwards.getAndSet(!device.backwards.get());
        kernel
            .function()
            .invokeVoid(
                new Object[] {blocks, threads, sharedBytes, turned ? 1 : 0, (Pointer) pointers});
      } finally {
        values.forEach(Memory::close);
      }
    }

    private static void set(Memory value, Object argument) {
      if (argument == DeviceBuffer.NONE) {
        value.setPointer(0, Pointer.NULL);
      } else if (argument instanceof EmulatedBuffer buffer) {
        value.setPointer(0, buffer.memory());
      } else if (argument instanceof Short number) {
        value.setShort(0, number);
      } else if (argument instanceof Integer number) {
        value.setInt(0, number);
      } else if (argument instanceof Long number) {
        value.setLong(0, number);
      } else if (argument instanceof Float number) {
        value.setFloat(0, number);
      } else if (argument instanceof Double number) {
        value.setDouble(0, number);
      } else {
        throw new IllegalArgumentException("no kernel takes a " + argument.getClass());
      }
    }

    @Override
    public Mark mark() {
      EmulatedMark mark = new EmulatedMark();
      queue.add(() -> mark.nanos.set(System.nanoTime()));
      return mark;
    }

    @Override
    public void synchronize() {
      while (!queue.isEmpty()) {
        queue.remove().run();
      }
    }

    @Override
    public void close() {}
  }

  private static final class EmulatedMark implements DeviceStream.Mark {
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public double secondsUntil(DeviceStream.Mark later) {
      return (((EmulatedMark) later).nanos.get() - nanos.get()) / 1e9;
    }

    @Override
    public void close() {}
  }
}
