package org.radloom.gpuops.agatston;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.Lanes;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;

/**
 * Finds islands on a device, the same as {@link CpuIslandFinder} bit for bit.
 *
 * <p>Chunks of whole slices go through a few {@link CudaIslandLane lanes}, so that copying one
 * overlaps with computing another. Device memory is bounded by the chunk, not by the volume: about
 * 10 bytes a voxel of a chunk where few are dense, up to 50 where all are.
 *
 * <p>Fails with {@link org.radloom.gpuops.cuda.DeviceException}; it may be asked again after that.
 */
public final class CudaIslandFinder implements IslandFinder {
  /** Large enough to keep a device busy, small enough that three lanes fit on a small one. */
  private static final int CHUNK_VOXELS = 4 << 20;

  private final int chunkVoxels;
  private final Lanes<CudaIslandLane> lanes;

  /**
   * Makes one; memory is taken with the first volume.
   *
   * @param threads how many work on a volume, > 0; two or three keep copies and kernels overlapped
   */
  public CudaIslandFinder(Device device, int threads) {
    this(device, threads, CHUNK_VOXELS);
  }

  CudaIslandFinder(Device device, int threads, int chunkVoxels) {
    this.chunkVoxels = chunkVoxels;
    this.lanes = new Lanes<>(threads, () -> new CudaIslandLane(device));
  }

  @Override
  public List<Island> find(
      Volume volume,
      @Nullable Labels labels,
      double thresholdHu,
      Connectivity connectivity,
      int minVoxels)
      throws TooManyIslandsException {
    IslandQuery query = new IslandQuery(volume, labels, thresholdHu, connectivity, minVoxels);
    Space space = volume.space();
    int slicesAChunk = Math.max(1, chunkVoxels / space.sliceVoxels());
    int chunks = (space.nz() - 1) / slicesAChunk + 1;
    AtomicInteger found = new AtomicInteger();
    List<Island> islands = Collections.synchronizedList(new ArrayList<>());
    lanes.forEachChunk(
        chunks,
        (lane, chunk) -> {
          int slice = chunk * slicesAChunk;
          if (found.get() <= MAX_ISLANDS) {
            int slices = Math.min(slicesAChunk, space.nz() - slice);
            islands.addAll(lane.find(new CudaIslandChunk(query, slice, slices), found));
          }
        });
    if (found.get() > MAX_ISLANDS) {
      throw new TooManyIslandsException(MAX_ISLANDS);
    }
    islands.sort(Comparator.comparingInt(Island::slice).thenComparingInt(Island::first));
    return List.copyOf(islands);
  }

  /**
   * Returns how long the kernels take for a volume that lies on the device as a whole, s: the best
   * of {@code repeats}. For benchmarks: it needs all of the volume's memory on the device at once.
   */
  public double secondsOnDevice(
      Volume volume,
      @Nullable Labels labels,
      double thresholdHu,
      Connectivity connectivity,
      int minVoxels,
      int repeats) {
    IslandQuery query = new IslandQuery(volume, labels, thresholdHu, connectivity, minVoxels);
    double[] seconds = new double[1];
    lanes.forEachChunk(
        1,
        (lane, chunk) ->
            seconds[0] =
                lane.secondsOnDevice(new CudaIslandChunk(query, 0, volume.space().nz()), repeats));
    return seconds[0];
  }

  @Override
  public void close() {
    lanes.close();
  }
}
