package org.radloom.gpuops.images;

import java.util.List;

/**
 * Makes boxes of a heatmap: one around each peak.
 *
 * <p>A peak is a pixel of at least the threshold that no neighbour exceeds. From the highest on, of
 * equal ones in reading order, each that lies in no earlier region takes the pixels connected to
 * it, by edges or corners, that reach both the threshold and a share of the peak, and that no
 * earlier region took. The box encloses them; its score is the peak. With a share of 0 a region is
 * all that hangs together above the threshold; with 0.5 it is the width at half height, and peaks
 * with a valley below half of the higher one are apart. What is no number is below every threshold.
 *
 * <p>Implementations agree bit for bit. Not thread-safe; use one per worker thread.
 */
public interface HeatmapBoxes extends AutoCloseable {

  /**
   * Returns the boxes, the highest first.
   *
   * @param heatmap finite where it matters
   * @param category of the boxes, >= 0
   * @param threshold least value of a pixel in a region, finite and > 0
   * @param share of its peak that a pixel of a region reaches, 0 to 1
   * @param most how many boxes at most, > 0
   */
  List<ScoredBox> find(Image heatmap, int category, float threshold, double share, int most);

  @Override
  void close();
}
