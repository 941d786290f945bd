package org.radloom.gpuops.agatston;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.DeviceBuffer;
import org.radloom.gpuops.cuda.DeviceException;
import org.radloom.gpuops.cuda.DeviceStream;
import org.radloom.gpuops.cuda.GrowingBuffer;
import org.radloom.gpuops.cuda.Lanes;
import org.radloom.gpuops.cuda.Staging;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Voxels;

/** The stream and memory in which one thread finds islands, one chunk of slices after another. */
final class CudaIslandLane implements Lanes.Lane {
  // As in agatston.cu.
  private static final int LISTS = 64;
  private static final int APART = 32;
  private static final int KEPT = LISTS * APART;
  private static final int COUNTS_BYTES = (KEPT + 1) * Integer.BYTES;

  private static final int STAGING_BYTES = 16 << 20;

  /** Lists hold a sixteenth of a chunk at first: more than bone and contrast in a thorax. */
  private static final int VOXELS_A_CANDIDATE = 16;

  private static final int LEAST_CAPACITY = 1024;
  private static final int LEAST_KEPT = 1 << 16;

  private final CudaIslandKernels ofStored;
  private final CudaIslandKernels ofReal;
  private final int blocks;
  private final DeviceStream stream;
  private final Staging staging;
  private final GrowingBuffer values;
  private final GrowingBuffer labels;
  private final GrowingBuffer parents;
  private final GrowingBuffer candidates;
  private final GrowingBuffer islands;
  private final GrowingBuffer kept;
  private final GrowingBuffer counts;

  CudaIslandLane(Device device) {
    ofStored = CudaIslandKernels.ofStored(device);
    ofReal = CudaIslandKernels.ofReal(device);
    // Each thread strides, so a few full waves of blocks are enough; each list has as many of them.
    blocks = (8 * device.multiprocessors() / LISTS + 1) * LISTS;
    staging = new Staging(device, STAGING_BYTES);
    stream = staging.stream();
    values = new GrowingBuffer(device);
    labels = new GrowingBuffer(device);
    parents = new GrowingBuffer(device);
    candidates = new GrowingBuffer(device);
    islands = new GrowingBuffer(device);
    kept = new GrowingBuffer(device);
    counts = new GrowingBuffer(device);
  }

  /**
   * Returns the chunk's islands in any order and counts them; once there are more than allowed,
   * they are counted only.
   */
  List<Island> find(CudaIslandChunk chunk, AtomicInteger found) {
    if (chunk.isHopeless()) {
      return List.of();
    }
    send(chunk);
    int capacity = usualCapacity(chunk);
    int keptCapacity = LEAST_KEPT;
    while (true) {
      queue(chunk, capacity, keptCapacity);
      ByteBuffer counted = receiveCounts();
      int longest = longestList(counted);
      int keptCount = counted.getInt(KEPT * Integer.BYTES);
      if (longest > capacity) {
        capacity = longest;
      } else if (keptCount > keptCapacity && keptCount <= IslandFinder.MAX_ISLANDS) {
        keptCapacity = keptCount;
      } else {
        return found.addAndGet(keptCount) > IslandFinder.MAX_ISLANDS
            ? List.of()
            : receive(chunk, keptCount);
      }
    }
  }

  private static int usualCapacity(CudaIslandChunk chunk) {
    return Math.max(LEAST_CAPACITY, chunk.voxels() / VOXELS_A_CANDIDATE / LISTS);
  }

  private void send(CudaIslandChunk chunk) {
    int voxels = chunk.voxels();
    if (chunk.voxelValues() instanceof Voxels.Stored stored) {
      DeviceBuffer to = values.atLeast((long) voxels * Short.BYTES);
      staging.send(stored.stored(), chunk.firstVoxel(), voxels, to, 0);
    } else if (chunk.voxelValues() instanceof Voxels.Real real) {
      DeviceBuffer to = values.atLeast((long) voxels * Float.BYTES);
      staging.send(real.values(), chunk.firstVoxel(), voxels, to, 0);
    }
    Labels given = chunk.query().labels();
    if (given != null) {
      staging.send(given.values(), chunk.firstVoxel(), voxels, labels.atLeast(voxels), 0);
    }
  }

  private void queue(CudaIslandChunk chunk, int capacity, int keptCapacity) {
    if ((long) LISTS * capacity > Integer.MAX_VALUE) {
      throw new DeviceException(
          "%d x %d voxels are too many for a slice on the device"
              .formatted(chunk.space().nx(), chunk.space().ny()));
    }
    CudaIslandKernels kernels = chunk.voxelValues() instanceof Voxels.Stored ? ofStored : ofReal;
    long places = (long) LISTS * capacity;
    kernels.queue(
        stream,
        blocks,
        chunk,
        new CudaIslandKernels.Memory(
            values.atLeast(0),
            chunk.query().labels() == null ? DeviceBuffer.NONE : labels.atLeast(0),
            parents.atLeast((long) chunk.voxels() * Integer.BYTES),
            candidates.atLeast(places * Integer.BYTES),
            capacity,
            islands.atLeast(places * CudaIslandChunk.ISLAND_BYTES),
            kept.atLeast((long) keptCapacity * CudaIslandChunk.ISLAND_BYTES),
            keptCapacity,
            counts.atLeast(COUNTS_BYTES)));
  }

  /** Returns seconds on the device for all that {@link #find} does between copies: the best. */
  double secondsOnDevice(CudaIslandChunk chunk, int repeats) {
    send(chunk);
    int capacity = usualCapacity(chunk);
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < repeats; i++) {
      try (DeviceStream.Mark before = stream.mark()) {
        queue(chunk, capacity, LEAST_KEPT);
        try (DeviceStream.Mark after = stream.mark()) {
          staging.synchronize();
          best = Math.min(best, before.secondsUntil(after));
        }
      }
    }
    if (longestList(receiveCounts()) > capacity) {
      throw new IllegalArgumentException("so many dense voxels take more than one attempt");
    }
    return best;
  }

  private ByteBuffer receiveCounts() {
    return staging.receive(counts.atLeast(0), 0, COUNTS_BYTES);
  }

  private static int longestList(ByteBuffer counted) {
    int longest = 0;
    for (int list = 0; list < LISTS; list++) {
      longest = Math.max(longest, counted.getInt(list * APART * Integer.BYTES));
    }
    return longest;
  }

  private List<Island> receive(CudaIslandChunk chunk, int count) {
    List<Island> found = new ArrayList<>(count);
    int most = STAGING_BYTES / CudaIslandChunk.ISLAND_BYTES;
    while (found.size() < count) {
      int piece = Math.min(most, count - found.size());
      ByteBuffer bytes =
          staging.receive(
              kept.atLeast(0),
              (long) found.size() * CudaIslandChunk.ISLAND_BYTES,
              piece * CudaIslandChunk.ISLAND_BYTES);
      for (int i = 0; i < piece; i++) {
        found.add(chunk.read(bytes));
      }
    }
    return found;
  }

  @Override
  public void close() {
    staging.close();
    values.close();
    labels.close();
    parents.close();
    candidates.close();
    islands.close();
    kept.close();
    counts.close();
  }
}
