package org.radloom.scoring;

import org.radloom.gpuops.backend.Backend;
import org.radloom.gpuops.images.BoxSuppressor;
import org.radloom.gpuops.images.HeatmapBoxes;
import org.radloom.gpuops.images.ImageResizer;
import org.radloom.gpuops.images.LargestComponent;
import org.radloom.gpuops.images.VolumeResampler;

/**
 * What is done to images before a model sees them, and to its answers after, on the machine that
 * the user chose. Not thread-safe; use one per worker thread.
 *
 * @param resampler brings volumes to a model's spacing, and masks back
 * @param resizer brings pictures to a model's size
 * @param largest keeps the largest part of a chamber
 * @param heatmapBoxes makes boxes of a heatmap
 * @param suppressor keeps one of many boxes of the same thing
 */
record ImageSteps(
    VolumeResampler resampler,
    ImageResizer resizer,
    LargestComponent largest,
    HeatmapBoxes heatmapBoxes,
    BoxSuppressor suppressor)
    implements AutoCloseable {

  /** Makes them for one worker thread; memory of a device is taken with the first image. */
  static ImageSteps on(Backend backend) {
    return new ImageSteps(
        backend.newVolumeResampler(1),
        backend.newImageResizer(1),
        backend.newLargestComponent(),
        backend.newHeatmapBoxes(),
        backend.newBoxSuppressor());
  }

  @Override
  public void close() {
    resampler.close();
    resizer.close();
    largest.close();
    heatmapBoxes.close();
    suppressor.close();
  }
}
