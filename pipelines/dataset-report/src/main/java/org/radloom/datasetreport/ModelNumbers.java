package org.radloom.datasetreport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a version says of the models whose readings it took in: the numbers of {@code
 * models/watch.csv} by model, and the alerts. Up to {@value #MOST_MODELS} models and {@value
 * #MOST_ALERTS} alerts.
 */
final class ModelNumbers {
  private static final String WATCH = "models/watch.csv";
  private static final String ALERTS = "models/alerts.csv";
  private static final int MOST_MODELS = 60;
  private static final int MOST_ALERTS = 100;
  private static final int MOST_NUMBERS = 100;

  private final SortedMap<ModelKey, Map<String, Double>> numbers = new TreeMap<>();
  private final List<Alert> alerts = new ArrayList<>();
  private boolean judged;
  private boolean complete = true;

  private ModelNumbers() {}

  /**
   * A threshold that a model does not keep.
   *
   * @param bound as a reader sees it, for example {@code at least 0.8}
   */
  record Alert(
      String severity, ModelKey model, String metric, double value, String bound, double records) {}

  /** Reads what a version says; nothing where it says nothing. */
  static ModelNumbers of(Path version, VersionManifest manifest) throws IOException {
    ModelNumbers numbers = new ModelNumbers();
    if (manifest.lists(WATCH)) {
      CsvTable.read(version.resolve(WATCH), "metric", numbers::number);
    }
    if (manifest.lists(ALERTS)) {
      numbers.judged = true;
      CsvTable.read(version.resolve(ALERTS), "severity", numbers::alert);
    }
    return numbers;
  }

  private void number(CsvTable.Row row) {
    if (!row.text("scope").isEmpty()) {
      return;
    }
    ModelKey model = model(row);
    if (!numbers.containsKey(model) && numbers.size() == MOST_MODELS) {
      complete = false;
      return;
    }
    Map<String, Double> of = numbers.computeIfAbsent(model, key -> new TreeMap<>());
    if (of.size() < MOST_NUMBERS) {
      of.put(row.text("metric"), row.number("value"));
    }
  }

  private void alert(CsvTable.Row row) {
    if (alerts.size() == MOST_ALERTS) {
      complete = false;
      return;
    }
    double atLeast = row.number("at_least");
    alerts.add(
        new Alert(
            row.text("severity"),
            model(row),
            row.text("metric"),
            row.number("value"),
            Double.isNaN(atLeast)
                ? "at most " + Words.brief(row.number("at_most"))
                : "at least " + Words.brief(atLeast),
            row.number("records")));
  }

  private static ModelKey model(CsvTable.Row row) {
    return new ModelKey(row.text("task"), row.text("model"), row.text("version"));
  }

  /** Returns the models, in order. */
  Iterable<ModelKey> models() {
    return numbers.keySet();
  }

  /** Returns a number of a model, or NaN if it is undefined. */
  double of(ModelKey model, String metric) {
    return numbers.getOrDefault(model, Map.of()).getOrDefault(metric, Double.NaN);
  }

  /** Returns the alerts, in the order of the file. */
  List<Alert> alerts() {
    return alerts;
  }

  /** Returns whether there were thresholds. */
  boolean judged() {
    return judged;
  }

  /** Returns whether all models and alerts are here. */
  boolean complete() {
    return complete;
  }
}
