package org.radloom.gpuops.images;

import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;

/**
 * Brings volumes to the spacing that a model takes.
 *
 * <p>The new grid begins at the same outer corner as the old one, has exactly the spacing asked for
 * and the nearest number of voxels that fills the old extent (half rounded up, at least one); its
 * placement says where that is, so a mask of it still lies right. Beyond the outermost centres the
 * outermost voxel is repeated. Nothing is smoothed before a volume is made coarser.
 *
 * <p>Implementations agree bit for bit: all is computed in double and rounded to float once. Not
 * thread-safe; use one per worker thread.
 */
public interface VolumeResampler extends AutoCloseable {
  /** The most voxels of a resampled volume. */
  int MAX_VOXELS = 1 << 28;

  /**
   * Returns a volume at a spacing, trilinear between the centres of voxels.
   *
   * @param volume one frame
   * @param dxMm distance between voxel centres along x, mm, finite and > 0
   * @param dyMm along y
   * @param dzMm between slices
   * @throws IllegalArgumentException if it would have more than {@link #MAX_VOXELS} voxels
   */
  Volume resample(Volume volume, double dxMm, double dyMm, double dzMm);

  /**
   * Returns labels on the grid of a space that begins at the same outer corner, such as one that
   * this made or one to go back to: the label of the nearest voxel centre, of two the later.
   */
  Labels resample(Labels labels, Space target);

  @Override
  void close();
}
