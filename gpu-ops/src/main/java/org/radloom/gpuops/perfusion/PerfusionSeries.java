package org.radloom.gpuops.perfusion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Volume;

/**
 * A head through which contrast passes.
 *
 * @param volume its frames
 * @param frameTimesSeconds when each frame was taken, strictly increasing
 * @param baselineFrames how many of the first frames come before the bolus, > 0
 * @param mask which voxels to map, or null for all
 */
public record PerfusionSeries(
    Volume volume, List<Double> frameTimesSeconds, int baselineFrames, @Nullable Labels mask) {
  /** Checks the shapes and times against each other. */
  public PerfusionSeries {
    frameTimesSeconds = List.copyOf(frameTimesSeconds);
    if (frameTimesSeconds.size() != volume.frames()) {
      throw new IllegalArgumentException(
          "there must be a time for each of %d frames, but there are %d"
              .formatted(volume.frames(), frameTimesSeconds.size()));
    }
    for (int i = 0; i < frameTimesSeconds.size(); i++) {
      double time = frameTimesSeconds.get(i);
      if (!Double.isFinite(time) || (i > 0 && !(time > frameTimesSeconds.get(i - 1)))) {
        throw new IllegalArgumentException(
            "frame times must increase, but number %d (%s s) does not".formatted(i + 1, time));
      }
    }
    if (baselineFrames < 1 || baselineFrames >= volume.frames()) {
      throw new IllegalArgumentException(
          "baselineFrames must be 1 to %d, but was: %d"
              .formatted(volume.frames() - 1, baselineFrames));
    }
    if (mask != null && !mask.space().hasShapeOf(volume.space())) {
      throw new IllegalArgumentException(
          "the mask must be %s, but is: %s"
              .formatted(volume.space().shape(), mask.space().shape()));
    }
  }
}
