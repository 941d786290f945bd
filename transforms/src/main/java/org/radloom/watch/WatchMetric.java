package org.radloom.watch;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.radloom.schemas.ModelWatch;

/** A number of a watch that a threshold can be set for. */
public enum WatchMetric {
  ACCURACY("accuracy", "mean accuracy", ModelWatch::getAccuracy),
  RIGHT("right", "share of readings that are right", WatchMetric::shareRight),
  PRECISION("precision", "precision", ModelWatch::getPrecision),
  RECALL("recall", "recall", ModelWatch::getRecall),
  F1("f1", "F1", ModelWatch::getF1),
  MACRO_F1("macroF1", "mean F1 of the categories", ModelWatch::getMacroF1),
  AVERAGE_PRECISION("averagePrecision", "average precision", ModelWatch::getAveragePrecision),
  SENSITIVITY_AT_ONE(
      "sensitivityAt1",
      "sensitivity at one false positive per image",
      watch -> watch.getFroc().isEmpty() ? null : watch.getFroc().get(3)),
  FROC_MEAN("frocMean", "mean sensitivity of the FROC", ModelWatch::getFrocMean),
  AUC("auc", "area under the ROC", ModelWatch::getAuc),
  DICE("dice", "mean Dice coefficient", ModelWatch::getDice),
  LOWEST_DICE("lowestDice", "lowest Dice coefficient of a category", WatchMetric::lowestDice),
  IOU("iou", "mean intersection over union", ModelWatch::getIou),
  LABEL_ACCURACY("labelAccuracy", "share of labels that agree", ModelWatch::getLabelAccuracy),
  LOWEST_KAPPA("lowestKappa", "lowest kappa of a label", ModelWatch::getLowestKappa),
  ECE("ece", "expected calibration error", ModelWatch::getEce),
  BRIER("brier", "Brier score", ModelWatch::getBrier),
  TEMPERATURE("temperature", "calibrating temperature", ModelWatch::getTemperature),
  CONFIDENCE_PSI(
      "confidencePsi", "population stability index of confidences", ModelWatch::getConfidencePsi),
  CONFIDENCE_KS(
      "confidenceKs", "Kolmogorov-Smirnov distance of confidences", ModelWatch::getConfidenceKs),
  INPUT_MEAN_PSI(
      "inputMeanPsi", "population stability index of input means", ModelWatch::getInputMeanPsi),
  INPUT_MEAN_KS(
      "inputMeanKs", "Kolmogorov-Smirnov distance of input means", ModelWatch::getInputMeanKs),
  INPUT_DEVIATION_PSI(
      "inputDeviationPsi",
      "population stability index of input deviations",
      ModelWatch::getInputDeviationPsi),
  INPUT_DEVIATION_KS(
      "inputDeviationKs",
      "Kolmogorov-Smirnov distance of input deviations",
      ModelWatch::getInputDeviationKs),
  IMAGE_SIZE_PSI(
      "imageSizePsi", "population stability index of image sizes", ModelWatch::getImageSizePsi),
  IMAGE_SIZE_KS(
      "imageSizeKs", "Kolmogorov-Smirnov distance of image sizes", ModelWatch::getImageSizeKs),
  LATENCY_P50("latencyP50Ms", "median latency in ms", ModelWatch::getLatencyP50Ms),
  LATENCY_P95("latencyP95Ms", "95th percentile of latency in ms", ModelWatch::getLatencyP95Ms),
  LATENCY_P99("latencyP99Ms", "99th percentile of latency in ms", ModelWatch::getLatencyP99Ms);

  private final String key;
  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // References to methods, which hold nothing.
  private final Function<ModelWatch, @Nullable Double> value;

  WatchMetric(String key, String words, Function<ModelWatch, @Nullable Double> value) {
    this.key = key;
    this.words = words;
    this.value = value;
  }

  /** Returns the metric of a key, for example {@code ece}. */
  public static Optional<WatchMetric> of(String key) {
    return Arrays.stream(values()).filter(metric -> metric.key.equals(key)).findFirst();
  }

  /** Returns all keys. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(WatchMetric::key).toList();
  }

  /** Returns the key, as the fields of a watch are named. */
  public String key() {
    return key;
  }

  /** Returns what it is called in a sentence. */
  public String words() {
    return words;
  }

  /** Returns its value, or null where it is undefined. */
  public @Nullable Double of(ModelWatch watch) {
    return value.apply(watch);
  }

  private static @Nullable Double shareRight(ModelWatch watch) {
    return watch.getRecords() == 0 ? null : watch.getRight() / (double) watch.getRecords();
  }

  private static @Nullable Double lowestDice(ModelWatch watch) {
    @Nullable Double lowest = null;
    for (var category : watch.getCategories()) {
      Double dice = category.getDice();
      if (dice != null && (lowest == null || dice < lowest)) {
        lowest = dice;
      }
    }
    return lowest;
  }
}
