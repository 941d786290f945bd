package org.radloom.datasetreport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.radloom.split.Split;
import org.radloom.statistics.Calibration;

/**
 * The numbers of a version's CSV files, from one pass over them. Scores are kept, eight bytes each;
 * texts are not.
 *
 * <p>A dictation counts as right if nobody changed a word of it (normalised word error rate 0), a
 * reading if its accuracy exceeds the version's {@code minAccuracy}.
 */
final class TableScan {
  private static final int MOST_MODELS = 200;

  private final NumberColumn quality = new NumberColumn();
  private final NumberColumn wordErrorRate = new NumberColumn();
  private final NumberColumn words = new NumberColumn();
  private final NumberColumn confidence = new NumberColumn();
  private final NumberColumn accuracy = new NumberColumn();
  private final NumberColumn readingConfidence = new NumberColumn();
  private final Tally languages = new Tally();
  private final Tally tasks = new Tally();
  private final SortedMap<ModelKey, Calibration> models = new TreeMap<>();
  private final double minAccuracy;
  private boolean modelsLeftOut;

  private TableScan(double minAccuracy) {
    this.minAccuracy = minAccuracy;
  }

  /**
   * Reads the tables that the version lists.
   *
   * @throws IOException if one cannot be read as such
   */
  static TableScan of(Path version, VersionManifest manifest) throws IOException {
    TableScan scan = new TableScan(manifest.cutoffs().minAccuracy());
    for (Split split : Split.values()) {
      String path = TableFiles.dictations(split);
      if (manifest.lists(path)) {
        CsvTable.read(version.resolve(path), "wer_normalised", scan::dictation);
      }
    }
    for (Split split : Split.values()) {
      String path = TableFiles.readings(split);
      if (manifest.lists(path)) {
        CsvTable.read(version.resolve(path), "accuracy", scan::exportedReading);
      }
    }
    for (String path : TableFiles.allReadings(manifest)) {
      CsvTable.read(version.resolve(path), "accuracy", scan::anyReading);
    }
    return scan;
  }

  private void dictation(CsvTable.Row row) {
    addIfNumber(quality, row.number("quality"));
    addIfNumber(words, row.number("words"));
    double sure = row.number("confidence");
    addIfNumber(confidence, sure);
    double errors = row.number("wer_normalised");
    if (row.text("corrected").equals("true")) {
      addIfNumber(wordErrorRate, errors);
    }
    languages.add(row.text("language"));
    calibrate(ModelKey.DICTATION, row, sure, errors == 0);
  }

  private void exportedReading(CsvTable.Row row) {
    addIfNumber(accuracy, row.number("accuracy"));
    addIfNumber(readingConfidence, row.number("confidence"));
    tasks.add(row.text("task"));
  }

  private void anyReading(CsvTable.Row row) {
    boolean right = row.number("accuracy") > minAccuracy;
    calibrate(row.text("task"), row, row.number("confidence"), right);
  }

  private void calibrate(String task, CsvTable.Row row, double sure, boolean right) {
    if (!(sure >= 0 && sure <= 1)) {
      return;
    }
    ModelKey model = new ModelKey(task, row.text("model"), row.text("model_version"));
    if (models.size() == MOST_MODELS && !models.containsKey(model)) {
      modelsLeftOut = true;
      return;
    }
    models.computeIfAbsent(model, key -> new Calibration()).add(sure, right);
  }

  private static void addIfNumber(NumberColumn column, double value) {
    if (Double.isFinite(value)) {
      column.add(value);
    }
  }

  /** Returns the quality scores of dictations, 0 to 1. */
  NumberColumn quality() {
    return quality;
  }

  /** Returns the normalised word error rates of corrected dictations. */
  NumberColumn wordErrorRate() {
    return wordErrorRate;
  }

  /** Returns the words of each dictation. */
  NumberColumn words() {
    return words;
  }

  /** Returns the confidences of dictations, 0 to 1. */
  NumberColumn confidence() {
    return confidence;
  }

  /** Returns the accuracies of exported readings, 0 to 1. */
  NumberColumn accuracy() {
    return accuracy;
  }

  /** Returns the confidences of exported readings, 0 to 1. */
  NumberColumn readingConfidence() {
    return readingConfidence;
  }

  Tally languages() {
    return languages;
  }

  Tally tasks() {
    return tasks;
  }

  SortedMap<ModelKey, Calibration> models() {
    return models;
  }

  /** Returns whether there were more models than are kept. */
  boolean modelsLeftOut() {
    return modelsLeftOut;
  }
}
