package org.radloom.gpuops.agatston;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Volume;

/**
 * Finds the islands of dense voxels, slice by slice.
 *
 * <p>A voxel is a candidate if its HU is at least the threshold and, where labels are given, its
 * label is not 0. Candidates of one slice with the same label that touch are one island; slices
 * never join. Implementations agree bit for bit, in order too: by slice, then by {@link
 * Island#first}.
 *
 * <p>HU of 16-bit voxels: values and counts are added as 64-bit integers, scaled and rounded (half
 * up) once at the end. HU of float voxels: each is taken to 1/65536 HU ({@code Math.round(hu *
 * 65536.0)}), added as a 64-bit integer, rounded once at the end; so the order of adding never
 * shows.
 *
 * <p>Not thread-safe; use one per worker thread.
 */
public interface IslandFinder extends AutoCloseable {
  /** More islands of the least size than this are no anatomy, and are refused. */
  int MAX_ISLANDS = 1_000_000;

  /**
   * Returns the islands of at least {@code minVoxels} voxels.
   *
   * @param volume one frame
   * @param labels of the same shape, or null for none
   * @param thresholdHu least HU of a candidate, finite
   * @param connectivity which voxels touch
   * @param minVoxels at least 1
   * @throws TooManyIslandsException if there are more than {@link #MAX_ISLANDS}
   */
  List<Island> find(
      Volume volume,
      @Nullable Labels labels,
      double thresholdHu,
      Connectivity connectivity,
      int minVoxels)
      throws TooManyIslandsException;

  @Override
  void close();
}
