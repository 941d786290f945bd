package org.radloom.gpuops.cuda;

import java.nio.ByteBuffer;

/**
 * Carries arrays to and from a device by way of pinned memory, in pieces: the device copies from
 * there while the program goes on, which it can't from an array that the garbage collector moves.
 */
public final class Staging implements AutoCloseable {
  private final DeviceStream stream;
  private final PinnedBuffer pinned;
  private int used;

  /**
   * Makes one.
   *
   * @param bytes of pinned memory, a multiple of 8; what is sent between two waits of the stream
   *     should fit
   */
  public Staging(Device device, DeviceStream stream, int bytes) {
    this.stream = stream;
    this.pinned = device.allocatePinned(bytes);
  }

  /** Puts elements of an array into a buffer, from its start. */
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

  private void send(int count, int size, DeviceBuffer to, long offset, Put put) {
    int done = 0;
    while (done < count) {
      int piece = Math.min(count - done, room(size));
      put.put(slice(used, piece * size), done, piece);
      stream.copyIn(to, offset + (long) done * size, pinned, used, (long) piece * size);
      used += (piece * size + 7) / 8 * 8;
      done += piece;
    }
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
    pinned.close();
  }
}
