package org.radloom.gpuops.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Numbered pieces of work that threads share: each takes the next piece until there is none, so
 * that none waits while another has pieces left.
 *
 * <p>Threads are daemons, taken when they are needed; idle ones end by themselves.
 */
public final class SharedWork {
  private static final int IDLE_SECONDS = 10;

  private static final ExecutorService THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          SharedWork::daemon);

  private SharedWork() {}

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "radloom-worker");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Does each piece once and returns when every thread is done, so that what workers wrote can be
   * read. After a failure, or where the calling thread is interrupted (it stays so), no further
   * piece is begun.
   *
   * @param pieces how many; they are numbered from 0
   * @param workers at least one, each used by one thread; the calling thread uses the first
   * @throws RuntimeException the first failure, as it was thrown
   * @throws IllegalStateException if the calling thread is interrupted
   */
  public static void run(int pieces, List<? extends IntConsumer> workers) {
    AtomicInteger next = new AtomicInteger();
    List<CompletableFuture<Void>> running = new ArrayList<>();
    for (IntConsumer worker : workers.subList(1, workers.size())) {
      running.add(CompletableFuture.runAsync(() -> takePieces(next, pieces, worker), THREADS));
    }
    running.add(
        CompletableFuture.runAsync(() -> takePieces(next, pieces, workers.get(0)), Runnable::run));
    try {
      CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw e;
    }
  }

  private static void takePieces(AtomicInteger next, int pieces, IntConsumer worker) {
    try {
      for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
        if (Thread.currentThread().isInterrupted()) {
          throw new IllegalStateException(
              "interrupted before piece %d of %d".formatted(piece + 1, pieces));
        }
        worker.accept(piece);
      }
    } catch (RuntimeException | Error e) {
      next.set(pieces);
      throw e;
    }
  }
}
