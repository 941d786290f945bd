package org.radloom.gpuops.dicom;

import java.util.List;
import java.util.OptionalDouble;
import org.radloom.gpuops.volume.Volume;

/**
 * A series of CT slices as one volume, and what its headers say beside.
 *
 * @param volume x along the columns, y along the rows, z along the normal of the slices
 * @param frameTimesSeconds when each frame was taken: one number a frame, from 0, strictly
 *     increasing, each the mean over the frame's slices
 * @param kvp tube voltage, kV, > 0, the same for all slices that name it; empty if not all do
 * @param incrementSource where the volume's increment comes from
 */
public record DicomSeries(
    Volume volume,
    List<Double> frameTimesSeconds,
    OptionalDouble kvp,
    IncrementSource incrementSource) {
  /** Checks the count of the times. */
  public DicomSeries {
    frameTimesSeconds = List.copyOf(frameTimesSeconds);
    if (frameTimesSeconds.size() != volume.frames()) {
      throw new IllegalArgumentException(
          "there must be a time for each of %d frames, but there are %d"
              .formatted(volume.frames(), frameTimesSeconds.size()));
    }
  }
}
