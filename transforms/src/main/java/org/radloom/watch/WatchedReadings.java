package org.radloom.watch;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.radloom.agreement.ConfusionMatrix;
import org.radloom.agreement.DetectionOutcomes;
import org.radloom.agreement.OverlapSums;
import org.radloom.agreement.SmallestNames;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.schemas.Annotation;
import org.radloom.schemas.Detection;
import org.radloom.schemas.InferenceRecord;
import org.radloom.schemas.InputStatistics;
import org.radloom.schemas.Task;
import org.radloom.statistics.Calibration;
import org.radloom.statistics.ExactSum;
import org.radloom.statistics.LatencySketch;
import org.radloom.statistics.Mergeable;
import org.radloom.statistics.RoundedNumbers;
import org.radloom.statistics.ScoredOutcomes;
import org.radloom.vision.DetectionMatch;
import org.radloom.vision.ImageTasks;
import org.radloom.vision.MatchRule;
import org.radloom.vision.Overlap;

/**
 * All that is kept of the readings of one version of a model: no reading, only counts, exact sums
 * and bins. Bounded by some megabytes, whatever comes. Not thread-safe.
 */
public final class WatchedReadings implements Mergeable<WatchedReadings> {
  /** The most categories, and the most named findings, that are told apart. */
  public static final int MOST_NAMES = 32;

  /** Stands for the value that one side does not give. */
  static final String NO_VALUE = "(none)";

  private static final int FORMAT = 1;
  private static final MatchRule BY_OVERLAP = MatchRule.iouAtLeast(0.5);
  private static final MatchRule BY_CENTRE = MatchRule.centreInBox();

  private long records;
  private long right;
  private ExactSum accuracy = new ExactSum();
  private Calibration calibration = new Calibration();
  private ScoredOutcomes confidences = new ScoredOutcomes();
  private LatencySketch latencies = new LatencySketch();
  private RoundedNumbers inputMeans = new RoundedNumbers();
  private RoundedNumbers inputDeviations = new RoundedNumbers();
  private RoundedNumbers imageSizes = new RoundedNumbers();
  private long images;
  private DetectionOutcomes detections = new DetectionOutcomes();
  private DetectionOutcomes centres = new DetectionOutcomes();
  private ScoredOutcomes findings = new ScoredOutcomes();
  private final SmallestNames<DetectionOutcomes> byCategory =
      new SmallestNames<>(MOST_NAMES, DetectionOutcomes::new);
  private final SmallestNames<OverlapSums> overlaps =
      new SmallestNames<>(MOST_NAMES, OverlapSums::new);
  private long labelsCompared;
  private long labelsAgreed;
  private final SmallestNames<ConfusionMatrix> labels =
      new SmallestNames<>(MOST_NAMES, ConfusionMatrix::new);

  /**
   * Takes a reading.
   *
   * @param minAccuracy a reading is right if its accuracy exceeds it
   */
  public void add(InferenceRecord reading, double minAccuracy) {
    boolean isRight = reading.getAccuracy() > minAccuracy;
    records++;
    right += isRight ? 1 : 0;
    accuracy.add(reading.getAccuracy());
    Double confidence = reading.getConfidence();
    if (confidence != null) {
      calibration.add(confidence, isRight);
      confidences.add(confidence, isRight);
    }
    Double latency = reading.getLatencyMs();
    if (latency != null) {
      latencies.add(latency);
    }
    InputStatistics input = reading.getInputStatistics();
    if (input != null) {
      inputMeans.add(input.getMean());
      inputDeviations.add(input.getStandardDeviation());
    }
    imageSizes.add((double) reading.getImageWidth() * reading.getImageHeight());
    switch (reading.getTask()) {
      case mammography, lesion_detection -> addDetections(reading);
      case cardiac_segmentation -> addOverlaps(reading);
      case perfusion, calcium -> {
        // Their findings are named: below, as any other's.
      }
    }
    addLabels(reading.getTask(), reading.getPredictedLabels(), reading.getLabels());
  }

  private void addDetections(InferenceRecord reading) {
    List<Detection> predicted = reading.getDetections();
    List<Annotation> truth = reading.getAnnotations();
    images++;
    detections.addTruths(truth.size());
    centres.addTruths(truth.size());
    for (Annotation object : truth) {
      DetectionOutcomes category = byCategory.of(object.getCategory());
      if (category != null) {
        category.addTruths(1);
      }
    }
    for (DetectionMatch.Found found : DetectionMatch.of(predicted, truth, BY_OVERLAP)) {
      detections.addFound(found.score(), found.matched());
      DetectionOutcomes category = byCategory.of(found.category());
      if (category != null) {
        category.addFound(found.score(), found.matched());
      }
    }
    for (DetectionMatch.Found found : DetectionMatch.of(predicted, truth, BY_CENTRE)) {
      centres.addFound(found.score(), found.matched());
    }
    double highest = predicted.stream().mapToDouble(Detection::getScore).max().orElse(0);
    findings.add(highest, !truth.isEmpty());
  }

  private void addOverlaps(InferenceRecord reading) {
    Overlap.byCategory(
            reading.getDetections(),
            reading.getAnnotations(),
            reading.getImageWidth(),
            reading.getImageHeight())
        .forEach(
            (name, overlap) -> {
              OverlapSums category = overlaps.of(name);
              if (category != null) {
                category.add(overlap);
              }
            });
  }

  /** Who outlines objects says nothing of the other labels: there, those of the truth alone. */
  private void addLabels(Task task, Map<String, String> predicted, Map<String, String> truth) {
    Set<String> names = new TreeSet<>(truth.keySet());
    if (!ImageTasks.contains(task)) {
      names.addAll(predicted.keySet());
    }
    for (String name : names) {
      String wanted = truth.getOrDefault(name, NO_VALUE);
      String found = predicted.getOrDefault(name, NO_VALUE);
      labelsCompared++;
      labelsAgreed += wanted.equals(found) ? 1 : 0;
      ConfusionMatrix label = labels.of(name);
      if (label != null) {
        label.add(wanted, found);
      }
    }
  }

  @Override
  public void merge(WatchedReadings other) {
    records += other.records;
    right += other.right;
    accuracy.merge(other.accuracy);
    calibration.merge(other.calibration);
    confidences.merge(other.confidences);
    latencies.merge(other.latencies);
    inputMeans.merge(other.inputMeans);
    inputDeviations.merge(other.inputDeviations);
    imageSizes.merge(other.imageSizes);
    images += other.images;
    detections.merge(other.detections);
    centres.merge(other.centres);
    findings.merge(other.findings);
    byCategory.merge(other.byCategory);
    overlaps.merge(other.overlaps);
    labelsCompared += other.labelsCompared;
    labelsAgreed += other.labelsAgreed;
    labels.merge(other.labels);
  }

  /** Returns how many readings there are. */
  public long records() {
    return records;
  }

  /** Returns how many of them are right. */
  public long right() {
    return right;
  }

  /** Returns the mean accuracy, 0 to 1, or NaN without readings. */
  public double meanAccuracy() {
    return accuracy.value() / records;
  }

  /** Returns how far the confidences can be trusted. */
  public Calibration calibration() {
    return calibration;
  }

  /** Returns the confidences, positive where the reading is right. */
  public ScoredOutcomes confidences() {
    return confidences;
  }

  /** Returns how long the model took. */
  public LatencySketch latencies() {
    return latencies;
  }

  /** Returns the means of the pixel values that the model got, of readings that say so. */
  public RoundedNumbers inputMeans() {
    return inputMeans;
  }

  /** Returns the standard deviations of those pixel values. */
  public RoundedNumbers inputDeviations() {
    return inputDeviations;
  }

  /** Returns columns x rows of each image. */
  public RoundedNumbers imageSizes() {
    return imageSizes;
  }

  /** Returns the images of detection tasks. */
  public long images() {
    return images;
  }

  /** Returns what was found, matched by overlap at IoU >= 0.5, all categories together. */
  public DetectionOutcomes detections() {
    return detections;
  }

  /** Returns what was found, matched by centres in boxes, all categories together. */
  public DetectionOutcomes centres() {
    return centres;
  }

  /** Returns the highest score of each image, positive where there is something to find. */
  public ScoredOutcomes findings() {
    return findings;
  }

  /** Returns what was found, matched by overlap, by category. */
  public SmallestNames<DetectionOutcomes> byCategory() {
    return byCategory;
  }

  /** Returns how masks overlap, by category. */
  public SmallestNames<OverlapSums> overlaps() {
    return overlaps;
  }

  /** Returns the share of named findings whose values are equal, 0 to 1, or NaN without any. */
  public double labelAccuracy() {
    return labelsAgreed / (double) labelsCompared;
  }

  /** Returns the named findings' values, truth against prediction. */
  public SmallestNames<ConfusionMatrix> labels() {
    return labels;
  }

  @Override
  public void put(RowWriter row) {
    row.putByte(FORMAT).putCount(records).putCount(right);
    accuracy.put(row);
    calibration.put(row);
    confidences.put(row);
    latencies.put(row);
    inputMeans.put(row);
    inputDeviations.put(row);
    imageSizes.put(row);
    row.putCount(images);
    detections.put(row);
    centres.put(row);
    findings.put(row);
    byCategory.put(row);
    overlaps.put(row);
    row.putCount(labelsCompared).putCount(labelsAgreed);
    labels.put(row);
  }

  /**
   * Returns what {@link #toBytes} made bytes of.
   *
   * @throws IllegalArgumentException if they are of another format
   */
  public static WatchedReadings of(byte[] bytes) {
    return read(new RowReader(bytes));
  }

  /** Reads what {@link #put} put. */
  static WatchedReadings read(RowReader row) {
    int format = row.readByte();
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "the state of a watch must be of format %d, but is of: %d".formatted(FORMAT, format));
    }
    WatchedReadings readings = new WatchedReadings();
    readings.records = row.readCount();
    readings.right = row.readCount();
    readings.accuracy = ExactSum.read(row);
    readings.calibration = Calibration.read(row);
    readings.confidences = ScoredOutcomes.read(row);
    readings.latencies = LatencySketch.read(row);
    readings.inputMeans = RoundedNumbers.read(row);
    readings.inputDeviations = RoundedNumbers.read(row);
    readings.imageSizes = RoundedNumbers.read(row);
    readings.images = row.readCount();
    readings.detections = DetectionOutcomes.read(row);
    readings.centres = DetectionOutcomes.read(row);
    readings.findings = ScoredOutcomes.read(row);
    readings.byCategory.read(row, DetectionOutcomes::read);
    readings.overlaps.read(row, OverlapSums::read);
    readings.labelsCompared = row.readCount();
    readings.labelsAgreed = row.readCount();
    readings.labels.read(row, ConfusionMatrix::read);
    return readings;
  }
}
