package org.radloom.gpuops.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

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
  private final ExecutorService threads;

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
    this.threads = Executors.newCachedThreadPool(Lanes::daemon);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "device-lane");
    thread.setDaemon(true);
    return thread;
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
      run(chunks, work);
    } catch (CompletionException e) {
      closeAfter(e.getCause() instanceof RuntimeException cause ? cause : e);
    } catch (RuntimeException e) {
      closeAfter(e);
    }
  }

  private void run(int chunks, Work<L> work) {
    AtomicInteger next = new AtomicInteger();
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (L lane : lanes.subList(1, Math.min(lanes.size(), chunks))) {
      running.add(CompletableFuture.runAsync(() -> takeChunks(lane, next, chunks, work), threads));
    }
    running.add(
        CompletableFuture.runAsync(
            () -> takeChunks(lanes.get(0), next, chunks, work), Runnable::run));
    CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new)).join();
  }

  private static <L> void takeChunks(L lane, AtomicInteger next, int chunks, Work<L> work) {
    try {
      for (int chunk = next.getAndIncrement(); chunk < chunks; chunk = next.getAndIncrement()) {
        work.run(lane, chunk);
      }
    } catch (RuntimeException | Error e) {
      next.set(chunks);
      throw e;
    }
  }

  private void closeAfter(RuntimeException failure) {
    try {
      closeLanes();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
    throw failure;
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

  /** Gives the lanes back; idle threads end by themselves. New lanes come with the next study. */
  @Override
  public void close() {
    closeLanes();
  }
}
