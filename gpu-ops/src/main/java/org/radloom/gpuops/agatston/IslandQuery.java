package org.radloom.gpuops.agatston;

import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Volume;

/**
 * What an {@link IslandFinder} is asked, checked once for all of them; the parameters are those of
 * {@link IslandFinder#find}.
 */
record IslandQuery(
    Volume volume,
    @Nullable Labels labels,
    double thresholdHu,
    Connectivity connectivity,
    int minVoxels) {

  IslandQuery {
    if (volume.frames() != 1) {
      throw new IllegalArgumentException(
          "the volume must have one frame, but has: " + volume.frames());
    }
    if (labels != null && !labels.space().hasShapeOf(volume.space())) {
      throw new IllegalArgumentException(
          "the labels must be %s, but are: %s"
              .formatted(volume.space().shape(), labels.space().shape()));
    }
    if (!Double.isFinite(thresholdHu)) {
      throw new IllegalArgumentException("thresholdHu must be finite, but was: " + thresholdHu);
    }
    if (minVoxels < 1) {
      throw new IllegalArgumentException("minVoxels must be > 0, but was: " + minVoxels);
    }
  }
}
