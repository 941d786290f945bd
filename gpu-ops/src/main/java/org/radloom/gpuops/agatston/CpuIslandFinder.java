package org.radloom.gpuops.agatston;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.parallel.SharedWork;
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

  /**
   * Makes one.
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
    List<SliceSweep> sweeps =
        Stream.generate(() -> new SliceSweep(query, found))
            .limit(Math.min(threads, slices))
            .toList();
    List<IntConsumer> workers = new ArrayList<>();
    for (SliceSweep sweep : sweeps) {
      workers.add(
          slice -> {
            if (found.get() <= MAX_ISLANDS) {
              sweep.sweep(slice);
            }
          });
    }
    SharedWork.run(slices, workers);
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

  /** Nothing is held from one volume to the next. */
  @Override
  public void close() {}
}
