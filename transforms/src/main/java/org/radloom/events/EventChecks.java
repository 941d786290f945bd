package org.radloom.events;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.radloom.schemas.Annotation;
import org.radloom.schemas.Consent;
import org.radloom.schemas.Correction;
import org.radloom.schemas.Detection;
import org.radloom.schemas.GroundTruth;
import org.radloom.schemas.Inference;
import org.radloom.schemas.InputStatistics;
import org.radloom.schemas.ModelRef;
import org.radloom.schemas.Rle;
import org.radloom.schemas.Segment;
import org.radloom.schemas.Segmentation;
import org.radloom.schemas.Transcription;
import org.radloom.vision.Outlines;

/**
 * What a field may hold, whichever way the event came in. Every check throws {@link
 * InvalidEventException} with the path of the first field at fault.
 */
public final class EventChecks {
  /** Longest id, name or category, in characters. */
  static final int MAX_NAME_LENGTH = 1024;

  /** Most detections, annotations or labels of one event. */
  static final int MAX_ITEMS = 10_000;

  /** Greatest image side, pixels: the limit of PNG viewers and of mask arithmetic in ints. */
  static final int MAX_SIDE_PIXELS = 65_535;

  /** Most pixels of an image or mask: what masks can hold, see {@code RleMask}. */
  static final int MAX_PIXELS = 1 << 28;

  /** What RFC 3339 can say: years of four digits, a day more on either side for the offset. */
  private static final Instant FIRST_TIME = Instant.parse("-0001-12-31T00:00:00Z");

  private static final Instant LAST_TIME = Instant.parse("+10000-01-01T23:59:59.999999Z");

  private static final double BOX_SLACK_PIXELS = 1e-6;
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}");

  private EventChecks() {}

  static void check(Transcription event) throws InvalidEventException {
    EventType type = EventType.TRANSCRIPTION;
    name(type, "id", event.getId());
    name(type, "patientId", event.getPatientId());
    optionalName(type, "studyId", event.getStudyId());
    name(type, "userId", event.getUserId());
    time(type, "recordedAt", event.getRecordedAt());
    require(LANGUAGE.matcher(event.getLanguage()).matches(), type, "language");
    optionalName(type, "audioUri", event.getAudioUri());
    sha256(type, "audioSha256", event.getAudioSha256());
    Double duration = event.getDurationSeconds();
    require(duration == null || (duration > 0 && duration <= 1e6), type, "durationSeconds");
    share(type, "confidence", event.getConfidence());
    model(type, event.getModel());
    List<Segment> segments = event.getSegments();
    if (segments != null) {
      for (int i = 0; i < segments.size(); i++) {
        segment(segments.get(i), i);
      }
    }
  }

  static void check(Correction event) throws InvalidEventException {
    EventType type = EventType.CORRECTION;
    name(type, "id", event.getId());
    name(type, "transcriptionId", event.getTranscriptionId());
    name(type, "userId", event.getUserId());
    time(type, "correctedAt", event.getCorrectedAt());
  }

  static void check(Inference event) throws InvalidEventException {
    EventType type = EventType.INFERENCE;
    name(type, "id", event.getId());
    name(type, "patientId", event.getPatientId());
    optionalName(type, "studyId", event.getStudyId());
    model(type, event.getModel());
    time(type, "at", event.getAt());
    name(type, "imageUri", event.getImageUri());
    sha256(type, "imageSha256", event.getImageSha256());
    int width = event.getImageWidth();
    int height = event.getImageHeight();
    require(width > 0 && width <= MAX_SIDE_PIXELS, type, "imageWidth");
    require(height > 0 && height <= MAX_SIDE_PIXELS, type, "imageHeight");
    require((long) width * height <= MAX_PIXELS, type, "imageHeight");
    share(type, "confidence", event.getConfidence());
    Double latency = event.getLatencyMs();
    require(latency == null || (latency >= 0 && latency < 1e12), type, "latencyMs");
    InputStatistics input = event.getInputStatistics();
    if (input != null) {
      double deviation = input.getStandardDeviation();
      require(Math.abs(input.getMean()) < 1e12, type, "inputStatistics.mean");
      require(deviation >= 0 && deviation < 1e12, type, "inputStatistics.standardDeviation");
    }
    List<Detection> detections = event.getDetections();
    if (detections != null) {
      require(detections.size() <= MAX_ITEMS, type, "detections");
      for (int i = 0; i < detections.size(); i++) {
        Detection detection = detections.get(i);
        String path = "detections[" + i + "]";
        name(type, path + ".category", detection.getCategory());
        box(type, path + ".bbox", detection.getBbox(), width, height);
        share(type, path + ".score", detection.getScore());
        outline(type, path + ".segmentation", detection.getSegmentation(), width, height);
        mask(type, path + ".segmentation", detection.getSegmentation(), width, height);
      }
    }
    labels(type, event.getLabels());
  }

  static void check(GroundTruth event) throws InvalidEventException {
    EventType type = EventType.GROUND_TRUTH;
    name(type, "id", event.getId());
    name(type, "inferenceId", event.getInferenceId());
    name(type, "readerId", event.getReaderId());
    time(type, "readAt", event.getReadAt());
    checkAnnotations(event, MAX_SIDE_PIXELS, MAX_SIDE_PIXELS, Fit.WITHIN);
    labels(type, event.getLabels());
  }

  static void check(Consent event) throws InvalidEventException {
    name(EventType.CONSENT, "patientId", event.getPatientId());
    time(EventType.CONSENT, "at", event.getAt());
  }

  /** How a mask's size relates to the given size. */
  private enum Fit {
    WITHIN,
    EXACT
  }

  /**
   * Checks that a reader's annotations lie inside the image of the inference they belong to.
   *
   * @param width columns of the image, pixels
   * @param height rows of the image, pixels
   */
  public static void checkAnnotations(GroundTruth event, int width, int height)
      throws InvalidEventException {
    checkAnnotations(event, width, height, Fit.EXACT);
  }

  private static void checkAnnotations(GroundTruth event, int width, int height, Fit fit)
      throws InvalidEventException {
    EventType type = EventType.GROUND_TRUTH;
    List<Annotation> annotations = event.getAnnotations();
    if (annotations == null) {
      return;
    }
    require(annotations.size() <= MAX_ITEMS, type, "annotations");
    for (int i = 0; i < annotations.size(); i++) {
      Annotation annotation = annotations.get(i);
      String path = "annotations[" + i + "]";
      name(type, path + ".category", annotation.getCategory());
      box(type, path + ".bbox", annotation.getBbox(), width, height);
      Segmentation outline = annotation.getSegmentation();
      Rle rle = outline == null ? null : outline.getRle();
      if (fit == Fit.WITHIN && rle != null) {
        require(rle.getWidth() <= width && rle.getHeight() <= height, type, path + ".segmentation");
        outline(type, path + ".segmentation", outline, rle.getWidth(), rle.getHeight());
      } else {
        outline(type, path + ".segmentation", outline, width, height);
      }
      if (fit == Fit.EXACT) {
        mask(type, path + ".segmentation", outline, width, height);
      }
    }
  }

  private static void segment(Segment segment, int index) throws InvalidEventException {
    if (!(segment.getStart() >= 0 && segment.getStart() < 1e7)) {
      throw invalid(EventType.TRANSCRIPTION, "segments[%d].start".formatted(index));
    }
    if (!(segment.getEnd() >= segment.getStart() && segment.getEnd() < 1e7)) {
      throw invalid(EventType.TRANSCRIPTION, "segments[%d].end".formatted(index));
    }
    Double logProb = segment.getAvgLogprob();
    Double noSpeech = segment.getNoSpeechProb();
    Double ratio = segment.getCompressionRatio();
    Double temperature = segment.getTemperature();
    if (logProb != null && !(logProb <= 0 && Double.isFinite(logProb))) {
      throw invalid(EventType.TRANSCRIPTION, "segments[%d].avgLogprob".formatted(index));
    }
    if (noSpeech != null && !(noSpeech >= 0 && noSpeech <= 1)) {
      throw invalid(EventType.TRANSCRIPTION, "segments[%d].noSpeechProb".formatted(index));
    }
    if (ratio != null && !(ratio > 0 && Double.isFinite(ratio))) {
      throw invalid(EventType.TRANSCRIPTION, "segments[%d].compressionRatio".formatted(index));
    }
    if (temperature != null && !(temperature >= 0 && Double.isFinite(temperature))) {
      throw invalid(EventType.TRANSCRIPTION, "segments[%d].temperature".formatted(index));
    }
  }

  private static void model(EventType type, ModelRef model) throws InvalidEventException {
    name(type, "model.name", model.getName());
    name(type, "model.version", model.getVersion());
    sha256(type, "model.sha256", model.getSha256());
  }

  private static void labels(EventType type, @Nullable Map<String, String> labels)
      throws InvalidEventException {
    if (labels == null) {
      return;
    }
    require(labels.size() <= MAX_ITEMS, type, "labels");
    for (var label : labels.entrySet()) {
      require(
          !label.getKey().isEmpty()
              && label.getKey().length() <= MAX_NAME_LENGTH
              && label.getValue().length() <= MAX_NAME_LENGTH,
          type,
          "labels");
    }
  }

  private static void box(EventType type, String path, List<Double> box, int width, int height)
      throws InvalidEventException {
    require(box.size() == 4, type, path);
    double x = box.get(0);
    double y = box.get(1);
    double w = box.get(2);
    double h = box.get(3);
    require(
        x >= 0
            && y >= 0
            && w > 0
            && h > 0
            && x + w <= width + BOX_SLACK_PIXELS
            && y + h <= height + BOX_SLACK_PIXELS,
        type,
        path);
  }

  private static void outline(
      EventType type, String path, @Nullable Segmentation outline, int width, int height)
      throws InvalidEventException {
    if (outline == null) {
      return;
    }
    List<List<Double>> polygons = outline.getPolygons();
    Rle rle = outline.getRle();
    require((polygons == null) != (rle == null), type, path);
    if (rle != null) {
      require(rle.getWidth() == width && rle.getHeight() == height, type, path);
      require(width > 0 && height > 0 && (long) width * height <= MAX_PIXELS, type, path);
      long sum = 0;
      for (int run : rle.getCounts()) {
        require(run >= 0, type, path);
        sum += run;
      }
      require(sum == (long) width * height, type, path);
    }
    if (polygons != null) {
      require(!polygons.isEmpty(), type, path);
      for (List<Double> polygon : polygons) {
        require(polygon.size() >= 6 && polygon.size() % 2 == 0, type, path);
        for (int i = 0; i < polygon.size(); i++) {
          double most = (i % 2 == 0 ? width : height) + BOX_SLACK_PIXELS;
          require(polygon.get(i) >= -BOX_SLACK_PIXELS && polygon.get(i) <= most, type, path);
        }
      }
    }
  }

  /** Checks that a mask can be made of the outline; needs the true size of the image. */
  private static void mask(
      EventType type, String path, @Nullable Segmentation outline, int width, int height)
      throws InvalidEventException {
    if (outline == null) {
      return;
    }
    try {
      Outlines.requireValid(outline, width, height);
    } catch (IllegalArgumentException e) {
      throw invalid(type, path);
    }
  }

  private static void sha256(EventType type, String path, @Nullable String digest)
      throws InvalidEventException {
    if (digest == null) {
      return;
    }
    boolean hex = digest.length() == 64;
    for (int i = 0; hex && i < 64; i++) {
      char c = digest.charAt(i);
      hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    require(hex, type, path);
  }

  private static void share(EventType type, String path, @Nullable Double value)
      throws InvalidEventException {
    require(value == null || (value >= 0 && value <= 1), type, path);
  }

  private static void name(EventType type, String path, String value) throws InvalidEventException {
    if (value.isBlank()) {
      throw new InvalidEventException(type, RejectReason.MISSING_FIELD, path);
    }
    require(value.length() <= MAX_NAME_LENGTH, type, path);
  }

  private static void time(EventType type, String path, Instant value)
      throws InvalidEventException {
    require(!value.isBefore(FIRST_TIME) && !value.isAfter(LAST_TIME), type, path);
  }

  private static void optionalName(EventType type, String path, @Nullable String value)
      throws InvalidEventException {
    if (value != null) {
      name(type, path, value);
    }
  }

  private static void require(boolean holds, EventType type, String path)
      throws InvalidEventException {
    if (!holds) {
      throw invalid(type, path);
    }
  }

  private static InvalidEventException invalid(EventType type, String path) {
    return new InvalidEventException(type, RejectReason.INVALID_VALUE, path);
  }

  /** Returns a digest in lower case, which is how events and records hold it. */
  static String lowerCaseDigest(String digest) {
    return digest.toLowerCase(Locale.ROOT);
  }
}
