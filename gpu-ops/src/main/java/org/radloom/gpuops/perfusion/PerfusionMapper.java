package org.radloom.gpuops.perfusion;

/**
 * Computes the maps of a study voxel by voxel.
 *
 * <p>Implementations agree within the bound that their contract test derives; the CPU one says what
 * is right. Not thread-safe; use one per worker thread.
 */
public interface PerfusionMapper extends AutoCloseable {

  /**
   * Returns the maps.
   *
   * @param series frames in HU with their times
   * @param inflow arterial input in HU above its baseline, one value a frame at the series' times,
   *     already scaled by the venous output; area under it > 0
   * @param options method and constants
   */
  PerfusionMaps map(PerfusionSeries series, double[] inflow, PerfusionOptions options);

  @Override
  void close();
}
