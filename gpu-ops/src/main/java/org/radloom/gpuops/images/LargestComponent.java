package org.radloom.gpuops.images;

import org.radloom.gpuops.volume.Labels;

/**
 * Keeps the largest connected part of a label in a volume, in three dimensions; of equally large
 * ones that whose first voxel comes first in memory. For a mask with islands that cannot be there.
 *
 * <p>Implementations agree bit for bit. Not thread-safe; use one per worker thread.
 */
public interface LargestComponent extends AutoCloseable {

  /** Which voxels touch. */
  enum Connectivity {
    /** By faces. */
    SIX,
    /** By faces, edges and corners. */
    TWENTY_SIX
  }

  /**
   * Returns the labels with all other parts of one label set to 0; other labels stay.
   *
   * @param label which, 1 to 255
   */
  Labels keep(Labels labels, int label, Connectivity connectivity);

  @Override
  void close();
}
