package org.radloom.datasetreport;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** The tables of a report about the models whose readings a version took in. */
final class ModelTables {
  /** A column: its head, the number it shows, and how. */
  private record Column(String head, String metric, DoubleFunction<String> words) {}

  private static final DoubleFunction<String> DECIMAL = Words::decimal;

  private static final List<Column> AGREEMENT =
      List.of(
          new Column("#n", "records", ModelTables::whole),
          new Column("#Accuracy", "accuracy", DECIMAL),
          new Column("#Right", "right", ModelTables::whole),
          new Column("#F1", "f1", DECIMAL),
          new Column("#Average precision", "averagePrecision", DECIMAL),
          new Column("#AUC", "auc", DECIMAL),
          new Column("#Dice", "dice", DECIMAL),
          new Column("#Labels that agree", "labelAccuracy", DECIMAL),
          new Column("#Lowest kappa", "lowestKappa", DECIMAL));

  private static final List<Column> SENSITIVITY =
      List.of(
          new Column("#1/8", "froc1", DECIMAL),
          new Column("#1/4", "froc2", DECIMAL),
          new Column("#1/2", "froc3", DECIMAL),
          new Column("#1", "froc4", DECIMAL),
          new Column("#2", "froc5", DECIMAL),
          new Column("#4", "froc6", DECIMAL),
          new Column("#8", "froc7", DECIMAL),
          new Column("#Mean", "frocMean", DECIMAL));

  private static final List<Column> CONFIDENCE =
      List.of(
          new Column("#n", "confidences", ModelTables::whole),
          new Column("#ECE", "ece", DECIMAL),
          new Column("#Brier", "brier", DECIMAL),
          new Column("#Temperature", "temperature", DECIMAL),
          new Column("#PSI", "confidencePsi", DECIMAL),
          new Column("#KS distance", "confidenceKs", DECIMAL),
          new Column("#KS p", "confidenceKsP", ModelTables::probability));

  private static final List<Column> INPUTS =
      List.of(
          new Column("#n with statistics", "inputs", ModelTables::whole),
          new Column("#Mean, PSI", "inputMeanPsi", DECIMAL),
          new Column("#Mean, KS", "inputMeanKs", DECIMAL),
          new Column("#Deviation, PSI", "inputDeviationPsi", DECIMAL),
          new Column("#Deviation, KS", "inputDeviationKs", DECIMAL),
          new Column("#Image size, PSI", "imageSizePsi", DECIMAL),
          new Column("#Image size, KS", "imageSizeKs", DECIMAL),
          new Column("#Image size, KS p", "imageSizeKsP", ModelTables::probability));

  private static final List<Column> LATENCY =
      List.of(
          new Column("#n", "latencies", ModelTables::whole),
          new Column("#Median, ms", "latencyP50Ms", ModelTables::brief),
          new Column("#95 %, ms", "latencyP95Ms", ModelTables::brief),
          new Column("#99 %, ms", "latencyP99Ms", ModelTables::brief));

  private ModelTables() {}

  /** Returns the tables, those without rows too. */
  static Table[] of(ModelNumbers numbers) {
    return new Table[] {
      alerts(numbers),
      table("Agreement with the truth", numbers, AGREEMENT, "records"),
      table("Sensitivity at false positives per image", numbers, SENSITIVITY, "frocMean"),
      table("Confidence: can it be trusted, and has it moved", numbers, CONFIDENCE, "ece"),
      table("Images: have they moved", numbers, INPUTS, "imageSizeKs"),
      table("Time that a reading took", numbers, LATENCY, "latencyP50Ms"),
    };
  }

  private static Table alerts(ModelNumbers numbers) {
    Table table =
        Table.of(
            "Alerts: thresholds that a model does not keep",
            "Model",
            "Task",
            "Severity",
            "Metric",
            "#Is",
            "Should be",
            "#Readings");
    for (ModelNumbers.Alert alert : numbers.alerts()) {
      table.row(
          alert.model().inWords(),
          Words.ofCode(alert.model().task()),
          Words.shown(alert.severity()),
          Words.shown(alert.metric()),
          Words.decimal(alert.value()),
          alert.bound(),
          whole(alert.records()));
    }
    return table;
  }

  /** Returns a table with a row for each model that has the number {@code needed}. */
  private static Table table(
      String caption, ModelNumbers numbers, List<Column> columns, String needed) {
    List<String> heads = new ArrayList<>(List.of("Model", "Task"));
    columns.forEach(column -> heads.add(column.head()));
    Table table = Table.of(caption, heads.toArray(String[]::new));
    for (ModelKey model : numbers.models()) {
      if (!Double.isNaN(numbers.of(model, needed))) {
        List<String> cells = new ArrayList<>();
        cells.add(model.inWords());
        cells.add(Words.ofCode(model.task()));
        columns.forEach(
            column -> cells.add(column.words().apply(numbers.of(model, column.metric()))));
        table.row(cells.toArray(String[]::new));
      }
    }
    return table;
  }

  private static String whole(double value) {
    return Double.isNaN(value) ? "-" : Words.count((long) value);
  }

  private static String brief(double value) {
    return Double.isNaN(value) ? "-" : Words.brief(value);
  }

  private static String probability(double value) {
    return Double.isNaN(value) ? "-" : Words.probability(value);
  }
}
