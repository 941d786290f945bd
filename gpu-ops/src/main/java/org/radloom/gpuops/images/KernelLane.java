package org.radloom.gpuops.images;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.DeviceBuffer;
import org.radloom.gpuops.cuda.GrowingBuffer;
import org.radloom.gpuops.cuda.Kernel;
import org.radloom.gpuops.cuda.Lanes;
import org.radloom.gpuops.cuda.Staging;

/**
 * The stream and memory in which one thread runs the kernels of a module. Its buffers have numbers,
 * from 0, and stay from one piece of work to the next.
 */
final class KernelLane implements Lanes.Lane {
  private static final int STAGING_BYTES = 16 << 20;
  private static final int BLOCK_THREADS = 256;

  /** Every thread strides, so a few full waves are enough. */
  private static final int BLOCKS_A_MULTIPROCESSOR = 32;

  private final Device device;
  private final String module;
  private final int mostBlocks;
  private final Staging staging;
  private final List<GrowingBuffer> buffers = new ArrayList<>();
  private final Map<String, Kernel> kernels = new HashMap<>();

  /**
   * Makes one.
   *
   * @param module name of the .cu file, without its ending
   */
  KernelLane(Device device, String module) {
    this.device = device;
    this.module = module;
    this.mostBlocks = BLOCKS_A_MULTIPROCESSOR * device.multiprocessors();
    this.staging = new Staging(device, STAGING_BYTES);
  }

  /** Returns a buffer of at least so many bytes; what it held may be lost. */
  DeviceBuffer buffer(int number, long bytes) {
    while (buffers.size() <= number) {
      buffers.add(new GrowingBuffer(device));
    }
    return buffers.get(number).atLeast(bytes);
  }

  /** Queues that a buffer is 0 as far as that many bytes, and returns it. */
  DeviceBuffer cleared(int number, long bytes) {
    DeviceBuffer buffer = buffer(number, bytes);
    staging.stream().clear(buffer, bytes);
    return buffer;
  }

  /** Queues a copy of {@code count} values into a buffer, and returns that. */
  DeviceBuffer send(int number, short[] values, int from, int count) {
    DeviceBuffer to = buffer(number, (long) count * Short.BYTES);
    staging.send(values, from, count, to, 0);
    return to;
  }

  /** Queues a copy of {@code count} values into a buffer, and returns that. */
  DeviceBuffer send(int number, float[] values, int from, int count) {
    DeviceBuffer to = buffer(number, (long) count * Float.BYTES);
    staging.send(values, from, count, to, 0);
    return to;
  }

  /** Queues a copy of {@code count} values into a buffer, and returns that. */
  DeviceBuffer send(int number, byte[] values, int from, int count) {
    DeviceBuffer to = buffer(number, count);
    staging.send(values, from, count, to, 0);
    return to;
  }

  /** Queues a copy of all values into a buffer, and returns that. */
  DeviceBuffer send(int number, int[] values) {
    DeviceBuffer to = buffer(number, (long) values.length * Integer.BYTES);
    staging.send(values, 0, values.length, to, 0);
    return to;
  }

  /** Queues a copy of all values into a buffer, and returns that. */
  DeviceBuffer send(int number, double[] values) {
    DeviceBuffer to = buffer(number, (long) values.length * Double.BYTES);
    staging.send(values, 0, values.length, to, 0);
    return to;
  }

  /**
   * Queues a kernel.
   *
   * @param items of work that its threads share, > 0
   */
  void launch(String kernel, long items, Object... arguments) {
    int blocks = (int) Math.min(mostBlocks, (items - 1) / BLOCK_THREADS + 1);
    Kernel function = kernels.computeIfAbsent(kernel, name -> device.kernel(module, name));
    staging.stream().launch(function, blocks, BLOCK_THREADS, 0, arguments);
  }

  /** Waits for all that is queued, and copies the first {@code count} values out. */
  void receive(DeviceBuffer from, float[] to, int start, int count) {
    int most = STAGING_BYTES / Float.BYTES;
    for (int done = 0; done < count; done += most) {
      int piece = Math.min(most, count - done);
      staging
          .receive(from, (long) done * Float.BYTES, piece * Float.BYTES)
          .asFloatBuffer()
          .get(to, start + done, piece);
    }
  }

  /** Waits for all that is queued, and copies the first {@code count} values out. */
  void receive(DeviceBuffer from, byte[] to, int start, int count) {
    for (int done = 0; done < count; ) {
      int piece = Math.min(STAGING_BYTES, count - done);
      staging.receive(from, done, piece).get(to, start + done, piece);
      done += piece;
    }
  }

  /** Waits for all that is queued, and returns the first {@code count} values. */
  int[] receive(DeviceBuffer from, int count) {
    int[] to = new int[count];
    int most = STAGING_BYTES / Integer.BYTES;
    for (int done = 0; done < count; done += most) {
      int piece = Math.min(most, count - done);
      ByteBuffer bytes = staging.receive(from, (long) done * Integer.BYTES, piece * Integer.BYTES);
      bytes.asIntBuffer().get(to, done, piece);
    }
    return to;
  }

  @Override
  public void close() {
    staging.close();
    buffers.forEach(GrowingBuffer::close);
  }
}
