package org.radloom.gpuops.cuda;

import java.nio.ByteBuffer;

/**
 * Carries arrays to and from a device by way of pinned memory, in pieces: the device copies from
 * there while the program goes on, which it can't from an array that the garbage collector moves.
 */
public final class Staging implements AutoCloseable {
  private static final int ALIGNED_BYTES = 8;

  private final DeviceStream stream;
  private final PinnedBuffer pinned;
  private int used;

  /**
   * Makes one with a stream of its own.
   *
   * @param bytes of pinned memory, a multiple of 8; what is sent between two waits of the stream
   *     should fit
   */
  public Staging(Device device, int bytes) {
    this.stream = device.newStream();
    try {
      this.pinned = device.allocatePinned(bytes);
    } catch (RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /** Returns the stream that it copies on, for what is to be done with the copies. */
  public DeviceStream stream() {
    return stream;
  }

  /** Puts elements of an array, or of its row of that number, into a buffer, from its start. */
  private interface Put {
    void put(ByteBuffer to, int from, int count);
  }

  /** Queues a copy of {@code count} values to {@code offset}, bytes. */
  public void send(short[] values, int from, int count, DeviceBuffer to, long offset) {
    send(
        count,
        Short.BYTES,
        to,
        offset,
        (piece, start, size) -> piece.asShortBuffer().put(values, from + start, size));
  }

  /** Queues a copy of {@code count} values to {@code offset}, bytes. */
  public void send(float[] values, int from, int count, DeviceBuffer to, long offset) {
    send(
        count,
        Float.BYTES,
        to,
        offset,
        (piece, start, size) -> piece.asFloatBuffer().put(values, from + start, size));
  }

  /** Queues a copy of {@code count} values to {@code offset}, bytes. */
  public void send(int[] values, int from, int count, DeviceBuffer to, long offset) {
    send(
        count,
        Integer.BYTES,
        to,
        offset,
        (piece, start, size) -> piece.asIntBuffer().put(values, from + start, size));
  }

  /** Queues a copy of {@code count} values to {@code offset}, bytes. */
  public void send(byte[] values, int from, int count, DeviceBuffer to, long offset) {
    send(
        count,
        Byte.BYTES,
        to,
        offset,
        (piece, start, size) -> piece.put(values, from + start, size));
  }

  /** Queues a copy of {@code count} values to {@code offset}, bytes. */
  public void send(double[] values, int from, int count, DeviceBuffer to, long offset) {
    send(
        count,
        Double.BYTES,
        to,
        offset,
        (piece, start, size) -> piece.asDoubleBuffer().put(values, from + start, size));
  }

  /**
   * Queues a copy of {@code rows} rows of {@code count} values, {@code apart} from the start of one
   * to the next, to the start of a buffer without gaps.
   */
  public void sendRows(short[] values, int from, int count, int apart, int rows, DeviceBuffer to) {
    sendRows(
        count,
        Short.BYTES,
        rows,
        to,
        (piece, row, size) -> piece.asShortBuffer().put(values, from + row * apart, size));
  }

  /** The same for floats. */
  public void sendRows(float[] values, int from, int count, int apart, int rows, DeviceBuffer to) {
    sendRows(
        count,
        Float.BYTES,
        rows,
        to,
        (piece, row, size) -> piece.asFloatBuffer().put(values, from + row * apart, size));
  }

  private void sendRows(int count, int size, int rows, DeviceBuffer to, Put put) {
    int rowBytes = Math.multiplyExact(count, size);
    int done = 0;
    while (done < rows) {
      int most = room(rowBytes);
      if (most == 0) {
        throw new IllegalArgumentException(
            "rows may have at most %d bytes, but have: %d"
                .formatted(pinned.view().capacity(), rowBytes));
      }
      int batch = Math.min(rows - done, most);
      for (int row = 0; row < batch; row++) {
        put.put(slice(used + row * rowBytes, rowBytes), done + row, count);
      }
      copyIn(to, (long) done * rowBytes, batch * rowBytes);
      done += batch;
    }
  }

  private void send(int count, int size, DeviceBuffer to, long offset, Put put) {
    int done = 0;
    while (done < count) {
      int piece = Math.min(count - done, room(size));
      put.put(slice(used, piece * size), done, piece);
      copyIn(to, offset + (long) done * size, piece * size);
      done += piece;
    }
  }

  /** Queues a copy of what was put behind all else. */
  private void copyIn(DeviceBuffer to, long offset, int bytes) {
    stream.copyIn(to, offset, pinned, used, bytes);
    used += (bytes + ALIGNED_BYTES - 1) / ALIGNED_BYTES * ALIGNED_BYTES;
  }

  /** Returns how many elements fit behind what is queued, after a wait if none do. */
  private int room(int size) {
    if (pinned.view().capacity() - used < size) {
      synchronize();
    }
    return (pinned.view().capacity() - used) / size;
  }

  /** Copies bytes at {@code offset} out, and waits for them. */
  public ByteBuffer receive(DeviceBuffer from, long offset, int bytes) {
    synchronize();
    if (bytes > pinned.view().capacity()) {
      throw new IllegalArgumentException(
          "at most %d bytes may be asked for, but were: %d"
              .formatted(pinned.view().capacity(), bytes));
    }
    stream.copyOut(pinned, 0, from, offset, bytes);
    synchronize();
    return slice(0, bytes);
  }

  /** Waits for all that is queued on the stream. */
  public void synchronize() {
    stream.synchronize();
    used = 0;
  }

  private ByteBuffer slice(int at, int bytes) {
    ByteBuffer view = pinned.view();
    return view.slice(at, bytes).order(view.order());
  }

  @Override
  public void close() {
    try (stream) {
      pinned.close();
    }
  }
}
