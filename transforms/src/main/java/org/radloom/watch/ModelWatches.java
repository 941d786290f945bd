package org.radloom.watch;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.radloom.agreement.ConfusionMatrix;
import org.radloom.agreement.DetectionOutcomes;
import org.radloom.agreement.Froc;
import org.radloom.agreement.OverlapSums;
import org.radloom.agreement.PrecisionRecall;
import org.radloom.schemas.CategoryWatch;
import org.radloom.schemas.LabelWatch;
import org.radloom.schemas.ModelWatch;
import org.radloom.statistics.RankArea;
import org.radloom.statistics.RoundedNumbers;
import org.radloom.statistics.ScoreDrift;
import org.radloom.statistics.ScoredOutcomes;
import org.radloom.statistics.TemperatureScaling;

/** The numbers of a watch, from what was kept of the readings. */
public final class ModelWatches {
  private ModelWatches() {}

  /**
   * Returns the watch of a model.
   *
   * @param from start of the window, or null where all time is one
   * @param to its end, or null
   * @param baseline readings that drift is measured from, or null for none
   */
  public static ModelWatch of(
      WatchedModel model,
      @Nullable Instant from,
      @Nullable Instant to,
      WatchedReadings readings,
      @Nullable WatchedReadings baseline) {
    ModelWatch watch = new ModelWatch();
    watch.setModel(model.name());
    watch.setVersion(model.version());
    watch.setTask(model.task());
    watch.setFrom(from);
    watch.setTo(to);
    watch.setRecords(readings.records());
    watch.setRight(readings.right());
    watch.setAccuracy(defined(readings.meanAccuracy()));
    watch.setFroc(List.of());
    watch.setCategories(List.of());
    watch.setNamesLeftOut(
        !(readings.byCategory().isComplete()
            && readings.overlaps().isComplete()
            && readings.labels().isComplete()));
    switch (model.task()) {
      case mammography, lesion_detection -> putDetections(readings, watch);
      case cardiac_segmentation -> putOverlaps(readings, watch);
      case perfusion, calcium -> {
        // Their findings are named: below, as any other's.
      }
    }
    putLabels(readings, watch);
    putConfidences(readings, baseline, watch);
    watch.setInputs(readings.inputMeans().count());
    if (baseline != null) {
      putInputDrift(readings, baseline, watch);
    }
    watch.setLatencies(readings.latencies().count());
    watch.setLatencyP50Ms(defined(readings.latencies().percentile(50)));
    watch.setLatencyP95Ms(defined(readings.latencies().percentile(95)));
    watch.setLatencyP99Ms(defined(readings.latencies().percentile(99)));
    watch.setState(ByteBuffer.wrap(readings.toBytes()));
    return watch;
  }

  /** Returns what a watch was computed from. */
  public static WatchedReadings readings(ModelWatch watch) {
    ByteBuffer state = watch.getState().duplicate();
    byte[] bytes = new byte[state.remaining()];
    state.get(bytes);
    return WatchedReadings.of(bytes);
  }

  private static void putDetections(WatchedReadings readings, ModelWatch watch) {
    DetectionOutcomes all = readings.detections();
    watch.setTruths(all.truths());
    watch.setFound(all.found().count());
    watch.setMatched(all.found().positives());
    watch.setPrecision(defined(all.precision()));
    watch.setRecall(defined(all.recall()));
    watch.setF1(defined(all.f1()));
    List<CategoryWatch> categories = new ArrayList<>();
    for (Map.Entry<String, DetectionOutcomes> one : readings.byCategory().byName().entrySet()) {
      DetectionOutcomes outcomes = one.getValue();
      CategoryWatch category = new CategoryWatch();
      category.setCategory(one.getKey());
      category.setTruths(outcomes.truths());
      category.setFound(outcomes.found().count());
      category.setMatched(outcomes.found().positives());
      category.setPrecision(defined(outcomes.precision()));
      category.setRecall(defined(outcomes.recall()));
      category.setF1(defined(outcomes.f1()));
      category.setAveragePrecision(defined(PrecisionRecall.of(outcomes).cocoAveragePrecision()));
      categories.add(category);
    }
    watch.setCategories(categories);
    if (readings.byCategory().isComplete()) {
      watch.setMacroF1(mean(categories.stream().map(CategoryWatch::getF1).toList()));
      watch.setAveragePrecision(
          mean(categories.stream().map(CategoryWatch::getAveragePrecision).toList()));
    }
    Froc froc = Froc.of(readings.centres(), readings.images());
    if (!Double.isNaN(froc.mean())) {
      watch.setFroc(froc.sensitivities());
      watch.setFrocMean(froc.mean());
    }
    watch.setAuc(defined(RankArea.of(readings.findings())));
  }

  private static void putOverlaps(WatchedReadings readings, ModelWatch watch) {
    List<CategoryWatch> categories = new ArrayList<>();
    for (Map.Entry<String, OverlapSums> one : readings.overlaps().byName().entrySet()) {
      CategoryWatch category = new CategoryWatch();
      category.setCategory(one.getKey());
      category.setImages(one.getValue().images());
      category.setDice(defined(one.getValue().meanDice()));
      category.setIou(defined(one.getValue().meanIou()));
      categories.add(category);
    }
    watch.setCategories(categories);
    if (readings.overlaps().isComplete()) {
      watch.setDice(mean(categories.stream().map(CategoryWatch::getDice).toList()));
      watch.setIou(mean(categories.stream().map(CategoryWatch::getIou).toList()));
    }
  }

  private static void putLabels(WatchedReadings readings, ModelWatch watch) {
    List<LabelWatch> labels = new ArrayList<>();
    for (Map.Entry<String, ConfusionMatrix> one : readings.labels().byName().entrySet()) {
      LabelWatch label = new LabelWatch();
      label.setLabel(one.getKey());
      label.setCompared(one.getValue().compared());
      label.setAccuracy(one.getValue().accuracy());
      label.setKappa(defined(one.getValue().kappa()));
      label.setMacroF1(defined(one.getValue().macroF1()));
      labels.add(label);
    }
    watch.setLabels(labels);
    watch.setLabelAccuracy(defined(readings.labelAccuracy()));
    watch.setLowestKappa(
        defined(
            readings.labels().byName().values().stream()
                .mapToDouble(ConfusionMatrix::kappa)
                .filter(kappa -> !Double.isNaN(kappa))
                .min()
                .orElse(Double.NaN)));
  }

  private static void putConfidences(
      WatchedReadings readings, @Nullable WatchedReadings baseline, ModelWatch watch) {
    ScoredOutcomes confidences = readings.confidences();
    watch.setConfidences(confidences.count());
    watch.setEce(defined(readings.calibration().expectedCalibrationError()));
    watch.setBrier(defined(readings.calibration().brierScore()));
    watch.setTemperature(defined(TemperatureScaling.of(confidences).temperature()));
    if (baseline != null && baseline.confidences().count() > 0 && confidences.count() > 0) {
      ScoreDrift drift = ScoreDrift.between(baseline.confidences(), confidences);
      watch.setConfidencePsi(drift.stability());
      watch.setConfidenceKs(drift.test().distance());
      watch.setConfidenceKsP(drift.test().pValue());
    }
  }

  private static void putInputDrift(
      WatchedReadings readings, WatchedReadings baseline, ModelWatch watch) {
    drift(baseline.inputMeans(), readings.inputMeans())
        .ifPresent(
            drift -> {
              watch.setInputMeanPsi(drift.stability());
              watch.setInputMeanKs(drift.test().distance());
              watch.setInputMeanKsP(drift.test().pValue());
            });
    drift(baseline.inputDeviations(), readings.inputDeviations())
        .ifPresent(
            drift -> {
              watch.setInputDeviationPsi(drift.stability());
              watch.setInputDeviationKs(drift.test().distance());
              watch.setInputDeviationKsP(drift.test().pValue());
            });
    drift(baseline.imageSizes(), readings.imageSizes())
        .ifPresent(
            drift -> {
              watch.setImageSizePsi(drift.stability());
              watch.setImageSizeKs(drift.test().distance());
              watch.setImageSizeKsP(drift.test().pValue());
            });
  }

  private static Optional<ScoreDrift> drift(RoundedNumbers baseline, RoundedNumbers now) {
    return baseline.count() == 0 || now.count() == 0
        ? Optional.empty()
        : Optional.of(ScoreDrift.between(baseline, now));
  }

  /** Returns the mean of those that are defined, or null if none is. */
  private static @Nullable Double mean(List<@Nullable Double> values) {
    DoubleStream defined = values.stream().flatMapToDouble(ModelWatches::ifDefined);
    return defined(defined.average().orElse(Double.NaN));
  }

  private static DoubleStream ifDefined(@Nullable Double value) {
    return value == null ? DoubleStream.empty() : DoubleStream.of(value);
  }

  private static @Nullable Double defined(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
