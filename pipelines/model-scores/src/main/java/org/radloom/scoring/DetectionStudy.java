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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.radloom.files.Digests;
import org.radloom.gpuops.images.Image;
import org.radloom.gpuops.images.ScoredBox;
import org.radloom.gpuops.mammography.BiRads;
import org.radloom.gpuops.nifti.NiftiWriter;
import org.radloom.gpuops.volume.Space;
import org.radloom.models.PredictionException;
import org.radloom.models.Task;
import org.radloom.scoring.ScoreSidecar.ImageEntry;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.input.RejectedStudyException;
import org.radloom.volumemaps.output.ResultJson;
import org.radloom.volumemaps.output.StagedStudy;
import org.radloom.volumemaps.output.StudyStore;
import org.radloom.volumemaps.output.UnwritableResultException;

/** Lesions in the images of a study. One picture is in memory at a time. */
final class DetectionStudy {
  private final LesionDetector detector;
  private final long maxPixels;
  private final ScoreSidecar sidecar;
  private final ScoreEvents events;

  DetectionStudy(
      LesionDetector detector, long maxPixels, ScoreSidecar sidecar, ScoreEvents events) {
    this.detector = detector;
    this.maxPixels = maxPixels;
    this.sidecar = sidecar;
    this.events = events;
  }

  /** What is kept of a picture once it is on the model's grid and in its place. */
  private record Written(
      ImageEntry entry,
      LesionDetector.Prepared prepared,
      String sha256,
      double pixelMm,
      double windowCenter,
      double windowWidth) {}

  /**
   * Computes it.
   *
   * @param files where the images are, by name
   * @param at the time of each image's event
   */
  StudyParts compute(Map<String, Path> files, Map<String, Instant> at, StagedStudy staged)
      throws IOException, RejectedStudyException, UnwritableResultException, PredictionException {
    List<Written> written = new ArrayList<>();
    for (ImageEntry entry : sidecar.images()) {
      written.add(write(entry, Objects.requireNonNull(files.get(entry.file())), staged));
    }
    List<LesionDetector.Reading> readings =
        detector.read(written.stream().map(Written::prepared).toList());
    ArrayNode images = ResultJson.array();
    double highest = 0;
    int lesions = 0;
    for (int i = 0; i < written.size(); i++) {
      Written image = written.get(i);
      LesionDetector.Reading reading = readings.get(i);
      writeHeat(image, reading.heat(), staged);
      ArrayNode boxes = ResultJson.array();
      for (ScoredBox box : reading.boxes()) {
        boxes.add(lesion(box));
        highest = Math.max(highest, box.score());
        lesions++;
      }
      images.add(described(image, boxes));
      events.add(
          event(image, reading, boxes, Objects.requireNonNull(at.get(image.entry().file()))));
    }
    return parts(images, lesions, highest);
  }

  private Written write(ImageEntry entry, Path file, StagedStudy staged)
      throws IOException, RejectedStudyException, UnwritableResultException {
    GreyPicture picture = PictureReader.read(file, entry, maxPixels);
    LesionDetector.Prepared prepared = detector.prepare(picture, InputFolder.shown(entry.file()));
    String[] sha256 = new String[1];
    staged.write(
        entry.name() + ".png",
        target -> {
          GreyPng.write(target, picture);
          sha256[0] = Digests.sha256Hex(target);
        });
    double xMm = picture.xMm() == null ? 1 : picture.xMm();
    double yMm = picture.yMm() == null ? 1 : picture.yMm();
    staged.write(
        entry.name() + ".nii.gz",
        target ->
            NiftiWriter.writeUnsigned(
                target,
                Space.of(picture.width(), picture.height(), 1, xMm, yMm, 1),
                picture.grey()));
    double white = picture.white() == null ? Math.max(1, picture.brightest()) : picture.white();
    Double center = entry.windowCenter();
    Double width = entry.windowWidth();
    return new Written(
        entry,
        prepared,
        sha256[0],
        xMm,
        center == null ? white / 2 : center,
        width == null ? white : width);
  }

  private static void writeHeat(Written image, Image heat, StagedStudy staged)
      throws UnwritableResultException {
    double mm = image.pixelMm() * image.prepared().imageWidth() / heat.width();
    String name = image.entry().name() + "_heat";
    staged.write(name + ".png", file -> GreyPng.writeShares(file, heat));
    staged.write(
        name + ".nii.gz",
        file ->
            NiftiWriter.write(
                file, Space.of(heat.width(), heat.height(), 1, mm, mm, 1), heat.pixels()));
  }

  private ObjectNode lesion(ScoredBox box) {
    ObjectNode lesion =
        ResultJson.object()
            .put("category", detector.model().metadata().classes().get(box.category()));
    lesion.set("bbox", ScoreEvents.box(box.x(), box.y(), box.width(), box.height()));
    lesion.set("score", ResultJson.number(box.score()));
    return lesion;
  }

  private static ObjectNode described(Written image, ArrayNode boxes) {
    ImageEntry entry = image.entry();
    ObjectNode json = ResultJson.object().put("file", entry.name() + ".nii.gz");
    json.put("picture", entry.name() + ".png");
    json.put("laterality", entry.laterality()).put("view", entry.view());
    json.put("flipHorizontal", entry.flipHorizontal());
    ObjectNode window = json.putObject("window");
    window.set("center", ResultJson.number(image.windowCenter()));
    window.set("width", ResultJson.number(image.windowWidth()));
    json.put("heatmap", entry.name() + "_heat.nii.gz");
    json.put("heatmapPicture", entry.name() + "_heat.png");
    json.set("lesions", boxes);
    return json;
  }

  private ObjectNode event(
      Written image, LesionDetector.Reading reading, ArrayNode boxes, Instant at) {
    String uri =
        "%s/%s.png".formatted(StudyStore.relativeFolder(sidecar.study()), image.entry().name());
    ObjectNode event =
        events.event(
            image.entry().name(),
            uri,
            image.sha256(),
            image.prepared().imageWidth(),
            image.prepared().imageHeight(),
            at,
            reading.latencyMs());
    double highest = reading.boxes().isEmpty() ? 0 : reading.boxes().get(0).score();
    event.set("confidence", ResultJson.number(highest));
    event.set("detections", boxes.deepCopy());
    event.set("inputStatistics", image.prepared().values().toJson());
    return event;
  }

  private StudyParts parts(ArrayNode images, int lesions, double highest) {
    boolean mammogram = detector.model().task() == Task.MAMMOGRAPHY;
    boolean hangs =
        mammogram
            && sidecar.images().stream()
                .allMatch(image -> image.laterality() != null && image.view() != null);
    ObjectNode units =
        ResultJson.object()
            .put("image", "grey level")
            .put("heatmap", "confidence, 0 to 1")
            .put("bbox", "pixels from the top left: x, y, width, height")
            .put("score", "confidence, 0 to 1");
    ObjectNode summary = ResultJson.object();
    if (mammogram) {
      BiRads biRads = BiRads.ofConfidence(highest);
      summary.put("biRads", biRads.category()).put("biRadsName", biRads.words());
    }
    summary.put("lesions", lesions);
    summary.set("highestConfidence", ResultJson.number(highest));
    ObjectNode details = ResultJson.object();
    details.set("images", images);
    details.set("hanging", hanging());
    return new StudyParts(
        hangs ? ScoreOp.MAMMOGRAPHY.code() : ScoreOp.DETECT.code(),
        units,
        List.of(),
        summary,
        details);
  }

  /** A row a view, the right breast first, as one looks at the patient. */
  private ArrayNode hanging() {
    Map<String, List<Integer>> rows = new TreeMap<>();
    for (String side : List.of("R", "L")) {
      for (int i = 0; i < sidecar.images().size(); i++) {
        @Nullable String view = sidecar.images().get(i).view();
        if (view != null && side.equals(sidecar.images().get(i).laterality())) {
          rows.computeIfAbsent(view, each -> new ArrayList<>()).add(i);
        }
      }
    }
    ArrayNode hanging = ResultJson.array();
    rows.values().forEach(row -> row.forEach(hanging.addArray()::add));
    return hanging;
  }
}
