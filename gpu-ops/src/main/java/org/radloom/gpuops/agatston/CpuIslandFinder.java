package org.radloom.gpuops.agatston;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Volume;

/**
 * Finds islands on the CPU, and defines which ones are right. Threads take slices from a counter;
 * the result does not depend on how many there are.
 *
 * <p>Cost: the volume is read once. Beyond the islands found, memory is a few arrays as long as two
 * rows for each thread.
 */
public final class CpuIslandFinder implements IslandFinder {
  private final int threads;
  private @Nullable ExecutorService workers;

  /**
   * Makes one; threads start with the first volume of several slices.
   *
   * @param threads how many work on a volume, > 0; with 1, the caller's does
   */
  public CpuIslandFinder(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be > 0, but was: " + threads);
    }
    this.threads = threads;
  }

  @Override
  public List<Island> find(
      Volume volume,
      @Nullable Labels labels,
      double thresholdHu,
      Connectivity connectivity,
      int minVoxels)
      throws TooManyIslandsException {
    var query = new IslandQuery(volume, labels, thresholdHu, connectivity, minVoxels);
    int slices = volume.space().nz();
    var found = new AtomicInteger();
    var nextSlice = new AtomicInteger();
    List<SliceSweep> sweeps =
        Stream.generate(() -> new SliceSweep(query, found))
            .limit(Math.min(threads, slices))
            .toList();
    List<Runnable> work = new ArrayList<>();
    for (SliceSweep sweep : sweeps) {
      work.add(
          () -> {
            int slice = nextSlice.getAndIncrement();
            while (slice < slices && found.get() <= MAX_ISLANDS) {
              sweep.sweep(slice);
              slice = nextSlice.getAndIncrement();
            }
          });
    }
    runAll(work);
    if (found.get() > MAX_ISLANDS) {
      throw new TooManyIslandsException(MAX_ISLANDS);
    }
    return inSliceOrder(sweeps);
  }

  /** Returns the islands of all sweeps; each has its slices in order. */
  private static List<Island> inSliceOrder(List<SliceSweep> sweeps) {
    if (sweeps.size() == 1) {
      return sweeps.get(0).islands();
    }
    List<Island> islands = new ArrayList<>();
    for (SliceSweep sweep : sweeps) {
      islands.addAll(sweep.islands());
    }
    islands.sort(Comparator.comparingInt(Island::slice));
    return islands;
  }

  private void runAll(List<Runnable> work) {
    if (work.size() == 1) {
      work.get(0).run();
      return;
    }
    try {
      for (Future<Object> done :
          workers().invokeAll(work.stream().map(Executors::callable).toList())) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while islands were looked for", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("islands could not be looked for", e.getCause());
    }
  }

  private ExecutorService workers() {
    if (workers == null) {
      workers = Executors.newFixedThreadPool(threads, CpuIslandFinder::daemon);
    }
    return workers;
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "island-finder");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    if (workers != null) {
      workers.shutdownNow();
      workers = null;
    }
  }
}
