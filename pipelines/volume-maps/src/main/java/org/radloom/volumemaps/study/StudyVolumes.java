package org.radloom.volumemaps.study;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.dicom.DicomSeries;
import org.radloom.gpuops.dicom.DicomSeriesReader;
import org.radloom.gpuops.nifti.NiftiReader;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.volumemaps.input.Companion;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.RejectReason;
import org.radloom.volumemaps.input.RejectedStudyException;
import org.radloom.volumemaps.input.Sidecar;

/** The volume of a study in memory, with what its sidecar and its headers say. */
final class StudyVolumes {
  // What no CT has: such numbers are in another unit, or damaged, and would scale every result.
  private static final double LEAST_SPACING_MM = 0.001;
  private static final double MOST_SPACING_MM = 1000;
  private static final double LEAST_STEP_SECONDS = 0.001;
  private static final double MOST_SPAN_SECONDS = 3600;

  private final Sidecar sidecar;
  private final String volumeName;
  private final Map<Companion, InputFile> companions;
  private final long maxBytes;
  private final Volume volume;
  private final List<Double> headerTimesSeconds;
  private final OptionalDouble headerKvp;

  private StudyVolumes(
      Sidecar sidecar,
      String volumeName,
      Map<Companion, InputFile> companions,
      long maxBytes,
      Volume volume,
      List<Double> headerTimesSeconds,
      OptionalDouble headerKvp) {
    this.sidecar = sidecar;
    this.volumeName = volumeName;
    this.companions = companions;
    this.maxBytes = maxBytes;
    this.volume = volume;
    this.headerTimesSeconds = headerTimesSeconds;
    this.headerKvp = headerKvp;
  }

  /**
   * Reads the volume.
   *
   * @param companions label volumes, read when they are asked for
   * @param maxBytes how many bytes the voxels of any file may take in memory
   */
  static StudyVolumes read(
      Sidecar sidecar, InputFile volume, Map<Companion, InputFile> companions, long maxBytes)
      throws IOException, RejectedStudyException {
    String name = InputFolder.shown(volume.name());
    if (Files.isDirectory(volume.path())) {
      DicomSeries series = DicomSeriesReader.read(volume.path(), maxBytes);
      return new StudyVolumes(
          sidecar,
          name,
          companions,
          maxBytes,
          ofAScanner(series.volume(), name),
          series.frameTimesSeconds(),
          series.kvp());
    }
    // A NIfTI file says neither when its frames were taken nor with which voltage.
    return new StudyVolumes(
        sidecar,
        name,
        companions,
        maxBytes,
        ofAScanner(NiftiReader.read(volume.path(), maxBytes), name),
        List.of(),
        OptionalDouble.empty());
  }

  private static Volume ofAScanner(Volume volume, String name) throws RejectedStudyException {
    Space space = volume.space();
    for (double mm : new double[] {space.dxMm(), space.dyMm(), space.incrementMm()}) {
      if (!(mm >= LEAST_SPACING_MM && mm <= MOST_SPACING_MM)) {
        throw new RejectedStudyException(
            RejectReason.BAD_SPACING,
            "voxels must be %s to %s mm apart, but were: %s (file %s)"
                .formatted(LEAST_SPACING_MM, MOST_SPACING_MM, mm, name));
      }
    }
    return volume;
  }

  Sidecar sidecar() {
    return sidecar;
  }

  Volume volume() {
    return volume;
  }

  /** Returns the name of the volume's file, for messages. */
  String volumeName() {
    return volumeName;
  }

  /** Returns the tube voltage, kV; null if neither the sidecar nor the headers say it. */
  @Nullable Double kvp() {
    if (sidecar.kvp() != null) {
      return sidecar.kvp();
    }
    return headerKvp.isPresent() ? (Double) headerKvp.getAsDouble() : null;
  }

  /** Returns when each frame was taken, strictly increasing, one time a frame. */
  List<Double> frameTimesSeconds() throws RejectedStudyException {
    List<Double> times = sidecar.frameTimesSeconds();
    if (times == null) {
      times = headerTimesSeconds;
    }
    if (times.size() != volume.frames()) {
      throw new RejectedStudyException(
          RejectReason.BAD_FRAME_TIMES,
          "there must be a time for each of %d frames, but there are %d (file %s)"
              .formatted(volume.frames(), times.size(), volumeName));
    }
    requireSeconds(times);
    return times;
  }

  private void requireSeconds(List<Double> times) throws RejectedStudyException {
    double span = times.get(times.size() - 1) - times.get(0);
    double step = span;
    for (int frame = 1; frame < times.size(); frame++) {
      step = Math.min(step, times.get(frame) - times.get(frame - 1));
    }
    if (!(step >= LEAST_STEP_SECONDS && span <= MOST_SPAN_SECONDS)) {
      throw new RejectedStudyException(
          RejectReason.BAD_FRAME_TIMES,
          "frames must be at least %s s apart and fill at most %s s, but were: %s s and %s s (file %s)"
              .formatted(LEAST_STEP_SECONDS, MOST_SPAN_SECONDS, step, span, volumeName));
    }
  }

  /** Returns the file name of a label volume, for messages. */
  String name(Companion companion) {
    InputFile file = companions.get(companion);
    return file == null ? "" : InputFolder.shown(file.name());
  }

  /** Returns a label volume of the volume's shape and place; null if the sidecar names none. */
  @Nullable Labels labels(Companion companion) throws IOException, RejectedStudyException {
    InputFile file = companions.get(companion);
    if (file == null) {
      return null;
    }
    // Before anything larger than the volume is read.
    Space space = NiftiReader.extent(file.path()).space();
    if (!space.hasShapeOf(volume.space())) {
      throw new RejectedStudyException(
          RejectReason.SHAPE_MISMATCH,
          "%s must be %s as the volume, but is: %s (file %s)"
              .formatted(
                  companion.field(), volume.space().shape(), space.shape(), name(companion)));
    }
    if (!SamePlace.of(volume.space(), space)) {
      throw new RejectedStudyException(
          RejectReason.PLACE_MISMATCH,
          "%s must lie where the volume lies, but its affine says otherwise (file %s)"
              .formatted(companion.field(), name(companion)));
    }
    return NiftiReader.readLabels(file.path(), maxBytes);
  }
}
