package org.radloom.gpuops.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.radloom.gpuops.parallel.SharedWork;

/**
 * Threads that share the chunks of a study. Each has a lane of its own: a stream and memory. While
 * one waits for its chunk to be copied, another's is computed and a third's is put together, so
 * copies and computations overlap without any lane knowing of another.
 *
 * @param <L> stream and memory of one thread
 */
public final class Lanes<L extends Lanes.Lane> implements AutoCloseable {
  private final int most;
  private final Supplier<L> newLane;
  private final List<L> lanes = new ArrayList<>();

  /** Stream and memory of one thread. */
  public interface Lane extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * What is done with a chunk, given its number.
   *
   * @param <L> the lane to do it in
   */
  public interface Work<L> {
    /** Does it, and leaves nothing queued behind. */
    void run(L lane, int chunk);
  }

  /**
   * Makes none yet: they come with the first study, as many as it has chunks.
   *
   * @param most how many at most, > 0; the calling thread is one of them
   */
  public Lanes(int most, Supplier<L> newLane) {
    if (most < 1) {
      throw new IllegalArgumentException("there must be at least 1 lane, but was: " + most);
    }
    this.most = most;
    this.newLane = newLane;
  }

  /**
   * Does all chunks and returns when every thread is done. The first failure ends the work and is
   * thrown; then the lanes and their memory are given back, as nobody knows what is left in them.
   *
   * @param chunks how many, > 0
   */
  public void forEachChunk(int chunks, Work<L> work) {
    try {
      while (lanes.size() < Math.min(most, chunks)) {
        lanes.add(newLane.get());
      }
      List<IntConsumer> workers = new ArrayList<>();
      for (L lane : lanes.subList(0, Math.min(lanes.size(), chunks))) {
        workers.add(chunk -> work.run(lane, chunk));
      }
      SharedWork.run(chunks, workers);
    } catch (RuntimeException | Error e) {
      closeAfter(e);
      throw e;
    }
  }

  private void closeAfter(Throwable failure) {
    try {
      closeLanes();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void closeLanes() {
    List<RuntimeException> failures = new ArrayList<>();
    for (L lane : lanes) {
      try {
        lane.close();
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    lanes.clear();
    if (!failures.isEmpty()) {
      throw failures.get(0); // One speaks for all: a device that is lost frees nothing.
    }
  }

  /** Gives the lanes back. New ones come with the next study. */
  @Override
  public void close() {
    closeLanes();
  }
}
