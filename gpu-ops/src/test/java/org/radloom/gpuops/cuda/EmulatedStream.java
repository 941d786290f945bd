package org.radloom.gpuops.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.radloom.gpuops.cuda.EmulatedDevice.EmulatedBuffer;
import org.radloom.gpuops.cuda.EmulatedDevice.EmulatedKernel;

/** A queue of work that lies until the host waits for it. */
final class EmulatedStream implements DeviceStream {
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
  public void launch(Kernel kernel, int blocks, int threads, int sharedBytes, Object... arguments) {
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
      boolean turned = device.turnRound();
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
