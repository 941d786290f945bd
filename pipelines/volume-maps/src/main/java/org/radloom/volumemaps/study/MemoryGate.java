package org.radloom.volumemaps.study;

import java.util.concurrent.Semaphore;
import org.radloom.volumemaps.input.RejectReason;
import org.radloom.volumemaps.input.RejectedStudyException;

/**
 * Lets studies into memory only as many at a time as fit. One for the whole process, whatever the
 * number of its tasks; first come, first served, so that a large study gets its turn.
 */
public final class MemoryGate {
  /** What is left for Flink, Beam, buffers and the gaps between large arrays. */
  private static final double STUDIES_SHARE = 0.75;

  private static final long MEBIBYTE = 1 << 20;

  private static final MemoryGate OF_THIS_PROCESS =
      new MemoryGate((long) (STUDIES_SHARE * Runtime.getRuntime().maxMemory()));

  private final int mebibytes;
  private final Semaphore free;

  MemoryGate(long bytes) {
    mebibytes = (int) Math.min(Integer.MAX_VALUE, bytes / MEBIBYTE);
    free = new Semaphore(mebibytes, true);
  }

  /** Returns the one of this process. */
  public static MemoryGate ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /** Memory that is a study's until it is closed. */
  public interface Reservation extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Checks that there can ever be that much.
   *
   * @param name of the study's volume, for the message
   */
  public void requireFits(long bytes, String name) throws RejectedStudyException {
    long needed = mebibytes(bytes);
    if (needed > mebibytes) {
      throw new RejectedStudyException(
          RejectReason.TOO_LARGE,
          "the study needs about %,d MiB, but may use %,d MiB; a larger heap helps (file %s)"
              .formatted(needed, mebibytes, name));
    }
  }

  /**
   * Waits until there is that much.
   *
   * @param name of the study's volume, for the message
   * @throws RejectedStudyException if there never will be
   */
  public Reservation reserve(long bytes, String name)
      throws RejectedStudyException, InterruptedException {
    requireFits(bytes, name);
    int needed = (int) mebibytes(bytes);
    free.acquire(needed);
    return () -> free.release(needed);
  }

  private static long mebibytes(long bytes) {
    return bytes / MEBIBYTE + 1;
  }
}
