package org.radloom.volumemaps.study;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.agatston.Agatston;
import org.radloom.gpuops.agatston.AgatstonOptions;
import org.radloom.gpuops.agatston.Artery;
import org.radloom.gpuops.agatston.CalciumScore;
import org.radloom.gpuops.agatston.TooManyIslandsException;
import org.radloom.gpuops.backend.BackendIslandFinder;
import org.radloom.gpuops.nifti.NiftiWriter;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Volume;
import org.radloom.volumemaps.input.Companion;
import org.radloom.volumemaps.input.RejectReason;
import org.radloom.volumemaps.input.RejectedStudyException;
import org.radloom.volumemaps.output.ResultJson;
import org.radloom.volumemaps.output.StagedStudy;
import org.radloom.volumemaps.output.UnwritableResultException;

/** Scores the calcium of one volume. */
final class CalciumStudy {
  private final BackendIslandFinder finder;
  private final AgatstonOptions options;
  private final MapsSettings.Volumes volumes;

  CalciumStudy(BackendIslandFinder finder, AgatstonOptions options, MapsSettings.Volumes volumes) {
    this.finder = finder;
    this.options = options;
    this.volumes = volumes;
  }

  /** Returns what the score depends on. */
  static ObjectNode options(AgatstonOptions options) {
    ObjectNode json = ResultJson.object();
    json.put("connectivity", options.connectivity().neighbours());
    json.set("thresholdHu", ResultJson.number(options.thresholdHu()));
    json.set("minAreaMm2", ResultJson.number(options.minAreaMm2()));
    json.put("minVoxels", options.minVoxels());
    json.put("massCalibrationMgPerMm3Hu", options.massCalibration());
    return json;
  }

  StudyResult compute(StudyVolumes inputs, StagedStudy staged)
      throws RejectedStudyException, UnwritableResultException, IOException {
    Volume volume = inputs.volume();
    requireOneFrame(volume, inputs);
    Labels labels = inputs.labels(Companion.ARTERY_LABELS);
    requireArteries(labels, inputs);
    CalciumScore score = score(volume, labels, inputs);
    staged.write("calcium.json", CalciumJson.of(score));
    if (volumes == MapsSettings.Volumes.COPIED) {
      staged.write("volume.nii.gz", file -> NiftiWriter.write(file, volume));
      if (labels != null) {
        staged.write("labels.nii.gz", file -> NiftiWriter.write(file, labels));
      }
    }
    return new StudyResult(
        volume.space(),
        volume.frames(),
        CalciumJson.units(),
        flags(score),
        finder.ranOn(),
        CalciumJson.summary(score));
  }

  private static void requireOneFrame(Volume volume, StudyVolumes inputs)
      throws RejectedStudyException {
    if (volume.frames() != 1) {
      throw new RejectedStudyException(
          RejectReason.SEVERAL_FRAMES,
          "a calcium score is of one frame, but there are %d (file %s)"
              .formatted(volume.frames(), inputs.volumeName()));
    }
    if (volume.space().nz() == 1) {
      throw new RejectedStudyException(
          RejectReason.ONE_SLICE,
          "a calcium score needs the distance between slices, but there is one slice (file %s)"
              .formatted(inputs.volumeName()));
    }
  }

  private static void requireArteries(@Nullable Labels labels, StudyVolumes inputs)
      throws RejectedStudyException {
    if (labels == null) {
      return;
    }
    for (byte value : labels.values()) {
      int label = Byte.toUnsignedInt(value);
      if (label != 0 && Artery.ofLabel(label).isEmpty()) {
        throw new RejectedStudyException(
            RejectReason.UNKNOWN_LABEL,
            "artery labels must be 0 to 4, but there is: %d (file %s)"
                .formatted(label, inputs.name(Companion.ARTERY_LABELS)));
      }
    }
  }

  private CalciumScore score(Volume volume, @Nullable Labels labels, StudyVolumes inputs)
      throws RejectedStudyException {
    try {
      return Agatston.score(finder, volume, labels, inputs.kvp(), options);
    } catch (TooManyIslandsException e) {
      throw new RejectedStudyException(
          RejectReason.TOO_MANY_ISLANDS,
          "%s (file %s)".formatted(e.getMessage(), inputs.volumeName()));
    } catch (IllegalArgumentException e) {
      // Labels and frames are checked above: what is left are sizes and sums beyond any patient's.
      throw new RejectedStudyException(
          RejectReason.OUT_OF_RANGE, "%s (file %s)".formatted(e.getMessage(), inputs.volumeName()));
    }
  }

  private static List<String> flags(CalciumScore score) {
    return score.flags().stream().map(flag -> flag.name().toLowerCase(Locale.ROOT)).toList();
  }
}
