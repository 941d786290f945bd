package org.radloom.scoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.radloom.files.Digests;
import org.radloom.gpuops.cardiac.CardiacFunction;
import org.radloom.gpuops.images.Image;
import org.radloom.gpuops.images.IntensityWindow;
import org.radloom.gpuops.nifti.NiftiReader;
import org.radloom.gpuops.nifti.NiftiWriter;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;
import org.radloom.models.PredictionException;
import org.radloom.scoring.ScoreSidecar.PhaseEntry;
import org.radloom.vision.Box;
import org.radloom.vision.RleMask;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.RejectReason;
import org.radloom.volumemaps.input.RejectedStudyException;
import org.radloom.volumemaps.output.ResultJson;
import org.radloom.volumemaps.output.StagedStudy;
import org.radloom.volumemaps.output.StudyStore;
import org.radloom.volumemaps.output.UnwritableResultException;

/** Chambers of a heart at two times. One volume is in memory at a time. */
final class CardiacStudy {
  private static final String LEFT_VENTRICLE = "left_ventricle";
  private static final String VOLUME_ENDING = ".nii.gz";

  /** What shows blood with contrast medium beside muscle, HU. */
  private static final IntensityWindow SHOWN = new IntensityWindow(200, 700);

  private final HeartSegmenter segmenter;
  private final long maxVoxels;
  private final boolean copyVolumes;
  private final ScoreSidecar sidecar;
  private final ScoreEvents events;

  CardiacStudy(
      HeartSegmenter segmenter, ScoreSettings settings, ScoreSidecar sidecar, ScoreEvents events) {
    this.segmenter = segmenter;
    this.maxVoxels = settings.maxVoxels();
    this.copyVolumes = settings.copyVolumes();
    this.sidecar = sidecar;
    this.events = events;
  }

  /** What is kept of a volume: the slice with most of the ventricle, and numbers. */
  private record Phase(
      PhaseEntry entry,
      int slice,
      RleMask mask,
      String sha256,
      List<Double> chambersMl,
      double confidence,
      double latencyMs,
      InputValues values) {}

  /**
   * Computes it.
   *
   * @param files where the volumes are, by name
   * @param at the time of each volume's event
   */
  StudyParts compute(Map<String, Path> files, Map<String, Instant> at, StagedStudy staged)
      throws IOException, RejectedStudyException, UnwritableResultException, PredictionException {
    List<Phase> phases = new ArrayList<>();
    for (PhaseEntry entry : sidecar.phases()) {
      phases.add(phase(entry, Objects.requireNonNull(files.get(entry.file())), staged));
    }
    int ventricle = ventricle();
    CardiacFunction function =
        new CardiacFunction(
            phases.get(0).chambersMl().get(ventricle), phases.get(1).chambersMl().get(ventricle));
    if (function.endDiastolicMl() == 0) {
      throw new RejectedStudyException(
          "no_blood_pool",
          "the model marks no %s at end diastole (file %s)"
              .formatted(category(ventricle), InputFolder.shown(sidecar.phases().get(0).file())));
    }
    double ejected = rounded(function.ejectionFractionPercent());
    for (Phase phase : phases) {
      events.add(
          event(phase, ventricle, ejected, Objects.requireNonNull(at.get(phase.entry().file()))));
    }
    return parts(phases, function, ejected);
  }

  private Phase phase(PhaseEntry entry, Path file, StagedStudy staged)
      throws IOException, RejectedStudyException, UnwritableResultException, PredictionException {
    String name = InputFolder.shown(entry.file());
    Volume volume = NiftiReader.read(file, Float.BYTES * maxVoxels);
    HeartSegmenter.Chambers chambers = segmenter.segment(volume, name);
    Labels labels = chambers.labels();
    if (copyVolumes) {
      staged.write(entry.name() + VOLUME_ENDING, target -> NiftiWriter.write(target, volume));
    }
    staged.write(
        entry.name() + "_mask.nii.gz", target -> NiftiWriter.write(target, ofInt16(labels)));
    int label = ventricle() + 1;
    int slice = fullestSlice(labels, label);
    Image shown = slice(volume, slice);
    String[] sha256 = new String[1];
    staged.write(
        entry.name() + ".png",
        target -> {
          GreyPng.writeShares(target, shown);
          sha256[0] = Digests.sha256Hex(target);
        });
    List<Double> ml = new ArrayList<>();
    for (int i = 1; i <= segmenter.model().metadata().classes().size(); i++) {
      ml.add(CardiacFunction.chamberMl(labels, i));
    }
    return new Phase(
        entry,
        slice,
        mask(labels, slice, label),
        sha256[0],
        ml,
        chambers.confidence(),
        chambers.latencyMs(),
        chambers.values());
  }

  /**
   * Checks a volume by its header, and returns how many bytes it takes with all that is made of it.
   */
  long bytes(Path file, String name) throws IOException, RejectedStudyException {
    var extent = NiftiReader.extent(file);
    double most = Math.max(extent.frameVoxels(), 1);
    if (extent.frames() != 1) {
      throw new RejectedStudyException(
          RejectReason.SEVERAL_FRAMES,
          "a phase must be one frame, but has %d (file %s)".formatted(extent.frames(), name));
    }
    if (most <= maxVoxels) {
      most = Math.max(most, segmenter.voxels(extent.space()));
    }
    if (most > maxVoxels) {
      throw new RejectedStudyException(
          RejectReason.TOO_LARGE,
          "a volume must have at most %,d voxels, here and for the model, but has %,.0f (file %s)"
              .formatted(maxVoxels, most, name));
    }
    // Two volumes, the input, two outputs and labels twice; what the engine needs beside them.
    return (long) (most * Float.BYTES * (8 + segmenter.model().metadata().classes().size()));
  }

  /** The class whose volumes make the ejection fraction: the left ventricle, or the first. */
  private int ventricle() {
    return Math.max(0, segmenter.model().metadata().classes().indexOf(LEFT_VENTRICLE));
  }

  private String category(int index) {
    return segmenter.model().metadata().classes().get(index);
  }

  private static Volume ofInt16(Labels labels) {
    short[] values = new short[labels.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) (labels.values()[i] & 0xFF);
    }
    return new Volume(labels.space(), 1, new Voxels.Stored(values, 1, 0));
  }

  private static int fullestSlice(Labels labels, int label) {
    Space space = labels.space();
    int best = 0;
    int most = -1;
    for (int z = 0; z < space.nz(); z++) {
      int marked = 0;
      for (int i = z * space.sliceVoxels(); i < (z + 1) * space.sliceVoxels(); i++) {
        marked += (labels.values()[i] & 0xFF) == label ? 1 : 0;
      }
      if (marked > most) {
        most = marked;
        best = z;
      }
    }
    return best;
  }

  private static Image slice(Volume volume, int z) {
    Space space = volume.space();
    float[] shares = new float[space.sliceVoxels()];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = SHOWN.of(volume.voxels().hu(z * shares.length + i));
    }
    return new Image(space.nx(), space.ny(), shares);
  }

  private static RleMask mask(Labels labels, int z, int label) {
    Space space = labels.space();
    boolean[] inside = new boolean[space.sliceVoxels()];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = (labels.values()[z * inside.length + i] & 0xFF) == label;
    }
    return RleMask.encode(space.ny(), space.nx(), inside);
  }

  private ObjectNode event(Phase phase, int ventricle, double ejected, Instant at) {
    RleMask mask = phase.mask();
    String uri =
        "%s/%s.png".formatted(StudyStore.relativeFolder(sidecar.study()), phase.entry().name());
    ObjectNode event =
        events.event(
            phase.entry().name(),
            uri,
            phase.sha256(),
            mask.width(),
            mask.height(),
            at,
            phase.latencyMs());
    event.set("confidence", ResultJson.number(phase.confidence()));
    ArrayNode detections = event.putArray("detections");
    if (mask.area() > 0) {
      Box box = mask.boundingBox();
      ObjectNode detection = detections.addObject().put("category", category(ventricle));
      detection.set("bbox", ScoreEvents.box(box.x(), box.y(), box.width(), box.height()));
      detection.set("score", ResultJson.number(phase.confidence()));
      ObjectNode outline = detection.putObject("segmentation");
      ArrayNode counts = outline.putArray("counts");
      for (int run = 0; run < mask.runs(); run++) {
        counts.add(mask.run(run));
      }
      outline.putArray("size").add(mask.height()).add(mask.width());
    }
    event.set("inputStatistics", phase.values().toJson());
    event
        .putObject("labels")
        .put("phase", phase.entry().name())
        .put("slice", String.valueOf(phase.slice()))
        .put("volumeMl", String.valueOf(rounded(phase.chambersMl().get(ventricle))))
        .put("ejectionFractionPercent", String.valueOf(ejected));
    return event;
  }

  private StudyParts parts(List<Phase> phases, CardiacFunction function, double ejected) {
    ObjectNode units =
        ResultJson.object()
            .put("mask", "class, 0 for none")
            .put("attenuation", "HU")
            .put("volume", "ml")
            .put("ejectionFraction", "%")
            .put("slice", "index from 0");
    ObjectNode summary = ResultJson.object();
    summary.set("endDiastolicMl", ResultJson.number(rounded(function.endDiastolicMl())));
    summary.set("endSystolicMl", ResultJson.number(rounded(function.endSystolicMl())));
    summary.set("ejectionFractionPercent", ResultJson.number(ejected));
    ObjectNode details = ResultJson.object();
    ArrayNode list = details.putArray("phases");
    for (Phase phase : phases) {
      ObjectNode json = list.addObject().put("phase", phase.entry().name());
      if (copyVolumes) {
        json.put("volume", phase.entry().name() + VOLUME_ENDING);
      }
      json.put("mask", phase.entry().name() + "_mask.nii.gz");
      json.put("picture", phase.entry().name() + ".png").put("slice", phase.slice());
      ObjectNode chambers = json.putObject("chambersMl");
      for (int i = 0; i < phase.chambersMl().size(); i++) {
        chambers.set(category(i), ResultJson.number(rounded(phase.chambersMl().get(i))));
      }
    }
    List<String> flags =
        function.strokeMl() < 0 ? List.of("end_systole_exceeds_end_diastole") : List.of();
    return new StudyParts(ScoreOp.CARDIAC.code(), units, flags, summary, details);
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
