package org.radloom.gpuops.cuda;

/**
 * A queue of copies and launches: run in the order given, some time before {@link #synchronize()}
 * returns. Queues know nothing of each other. Until then host memory given to a copy must stay as
 * it is.
 */
public interface DeviceStream extends AutoCloseable {

  /** Copies {@code bytes} from one offset to the other, both in bytes. */
  void copyIn(DeviceBuffer to, long toOffset, PinnedBuffer from, long fromOffset, long bytes);

  /** Copies {@code bytes} from one offset to the other, both in bytes. */
  void copyOut(PinnedBuffer to, long toOffset, DeviceBuffer from, long fromOffset, long bytes);

  /** Sets the first {@code bytes} to 0. */
  void clear(DeviceBuffer buffer, long bytes);

  /**
   * Runs a kernel.
   *
   * @param blocks > 0
   * @param threads a block, 1 to 1024
   * @param sharedBytes dynamic shared memory of a block
   * @param arguments as the kernel declares them: {@link DeviceBuffer}, Short, Integer, Long,
   *     Float, Double
   */
  void launch(Kernel kernel, int blocks, int threads, int sharedBytes, Object... arguments);

  /** Notes the device's time between what was queued before and after. */
  Mark mark();

  /** Waits for everything that was queued. */
  void synchronize();

  @Override
  void close();

  /** A moment on the device, known once its stream has been synchronized. */
  interface Mark extends AutoCloseable {
    /** Returns the seconds between this and a later mark of the same stream. */
    double secondsUntil(Mark later);

    @Override
    void close();
  }
}
