package org.radloom.gpuops.agatston;

import org.radloom.gpuops.volume.Voxels;

/**
 * Walks a volume from run to run: unbroken stretches of candidates with one label inside one row.
 * What depends on how voxels are held is here; all else about islands is not. Not thread-safe.
 */
abstract sealed class DenseRuns permits StoredRuns, RealRuns {
  /** Returns one for the query's kind of voxels. */
  static DenseRuns of(IslandQuery query) {
    if (query.volume().voxels() instanceof Voxels.Stored stored) {
      return new StoredRuns(stored, query);
    }
    return new RealRuns((Voxels.Real) query.volume().voxels(), query);
  }

  /** Returns the first candidate in {@code [from, to)}, or {@code to} if there is none. */
  abstract int next(int from, int to);

  /**
   * Walks the run that starts with candidate {@code from} and lies in {@code [from, to)}; returns
   * the index after its last voxel. {@link #sum} and {@link #peak} tell of it until the next call.
   */
  abstract int walk(int from, int to);

  /** Returns the values of the walked run added up, in the held unit. */
  abstract long sum();

  /** Returns the largest value of the walked run, in the held unit; a float holds any short. */
  abstract float peak();

  /** Returns the HU of a {@link #peak}. */
  abstract double peakHu(float peak);

  /** Returns the HU of the {@link #sum} of {@code voxels} voxels. */
  abstract long sumHu(long sum, int voxels);
}
