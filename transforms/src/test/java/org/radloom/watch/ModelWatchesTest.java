package org.radloom.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.radloom.schemas.Annotation;
import org.radloom.schemas.CategoryWatch;
import org.radloom.schemas.InferenceRecord;
import org.radloom.schemas.InputStatistics;
import org.radloom.schemas.ModelWatch;
import org.radloom.schemas.Task;
import org.radloom.statistics.MergeLaws;

final class ModelWatchesTest {
  private static final double MIN_ACCURACY = 0.6;

  @Test
  void measuresADetector() {
    ModelWatch watch = watch(Readings.mammograms());

    assertThat(watch.getModel()).isEqualTo("cad");
    assertThat(watch.getVersion()).isEqualTo("1.10");
    assertThat(watch.getRecords()).isEqualTo(3);
    // 2/3 exceeds 0.6; the others are 0. Mean 2/9.
    assertThat(watch.getRight()).isEqualTo(1);
    assertThat(watch.getAccuracy()).isCloseTo(2 / 9.0, within(1e-15));
    // Four found, two there; the 4 x 4 mark overlaps at 16/100, so one match.
    assertThat(watch.getFound()).isEqualTo(4);
    assertThat(watch.getTruths()).isEqualTo(2);
    assertThat(watch.getMatched()).isEqualTo(1);
    assertThat(watch.getPrecision()).isEqualTo(0.25);
    assertThat(watch.getRecall()).isEqualTo(0.5);
    assertThat(watch.getF1()).isCloseTo(2 / 6.0, within(1e-15));
    // Calcification: F1 0, AP 0. Mass: F1 2/(3 + 1), AP 1, as the surest finding is the true one.
    assertThat(watch.getMacroF1()).isEqualTo((0 + 0.5) / 2);
    assertThat(watch.getAveragePrecision()).isEqualTo((0 + 1.0) / 2);
    assertThat(watch.getCategories())
        .extracting(CategoryWatch::getCategory)
        .containsExactly("calcification", "mass");
    assertThat(watch.getCategories().get(1).getFound()).isEqualTo(3);
    // By centres: 0.9 true, 0.6 false, 0.5 true, 0.3 false. Three images, so 0.375 and 0.75 false
    // ones allow none (1 of 2 lesions), 1.5 and more allow the first (2 of 2).
    assertThat(watch.getFroc()).containsExactly(0.5, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0);
    assertThat(watch.getFrocMean()).isCloseTo(6 / 7.0, within(1e-15));
    // Images with lesions score 0.9 and 0.5, the one without 0.3.
    assertThat(watch.getAuc()).isEqualTo(1);
    // 0.9 is right, 0.6 wrong: 1/2 x 0.1 + 1/2 x 0.6; (0.01 + 0.36) / 2.
    assertThat(watch.getConfidences()).isEqualTo(2);
    assertThat(watch.getEce()).isCloseTo(0.35, within(1e-15));
    assertThat(watch.getBrier()).isCloseTo(0.185, within(1e-15));
    // At T = 1 the loss still falls with T: 0.1 x ln 9 = 0.2197 < 0.6 x ln 1.5 = 0.2433.
    assertThat(watch.getTemperature()).isGreaterThan(1);
    // Nearest rank of two: 50 % is the first, 95 % the second.
    assertThat(watch.getLatencies()).isEqualTo(2);
    assertThat(watch.getLatencyP50Ms()).isCloseTo(100, within(1.0));
    assertThat(watch.getLatencyP95Ms()).isCloseTo(300, within(3.0));
    assertThat(watch.getDice()).isNull();
    assertThat(watch.getLabelAccuracy()).isNull();
    assertThat(watch.getConfidencePsi()).isNull();
    assertThat(watch.getNamesLeftOut()).isFalse();
  }

  @Test
  void measuresASegmentation() {
    // 10 x 10 against 10 x 10 moved by five columns: 50 in common, Dice 0.5, IoU 50/150.
    InferenceRecord half =
        segmented(List.of(Readings.there("LV", 5, 0, 10, 10), Readings.there("RV", 50, 50, 5, 5)));
    InferenceRecord whole = segmented(List.of(Readings.there("LV", 0, 0, 10, 10)));

    ModelWatch watch = watch(List.of(half, whole));

    // LV (0.5 + 1) / 2 and (1/3 + 1) / 2; RV missed once, 0.
    assertThat(watch.getCategories().get(0).getDice()).isEqualTo(0.75);
    assertThat(watch.getCategories().get(0).getIou()).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(watch.getCategories().get(0).getImages()).isEqualTo(2);
    assertThat(watch.getCategories().get(1).getDice()).isZero();
    assertThat(watch.getDice()).isEqualTo(0.375);
    assertThat(watch.getIou()).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(watch.getFroc()).isEmpty();
    assertThat(watch.getF1()).isNull();
    assertThat(watch.getAuc()).isNull();
  }

  @Test
  void comparesOfAnImageOnlyWhatItsReaderNames() {
    InferenceRecord heart = segmented(List.of(Readings.there("LV", 0, 0, 10, 10)));
    heart.setPredictedLabels(Map.of("phase", "end-diastole", "volumeMl", "120.3"));
    heart.setLabels(Map.of("phase", "end-systole"));

    ModelWatch watch = watch(List.of(heart));

    // The phase alone, and there they differ.
    assertThat(watch.getLabels()).hasSize(1);
    assertThat(watch.getLabelAccuracy()).isZero();
  }

  @Test
  void measuresNamedFindings() {
    ModelWatch watch =
        watch(
            List.of(
                Readings.labelled(Map.of("category", "0"), Map.of("category", "0")),
                Readings.labelled(Map.of("category", "0"), Map.of("category", "1-10")),
                Readings.labelled(Map.of("category", "1-10"), Map.of("category", "1-10")),
                Readings.labelled(Map.of("category", "1-10"), Map.of("category", "1-10")),
                Readings.labelled(Map.of(), Map.of("artery", "LAD"))));

    // Artery: never given, so 0. Category: 3 of 4. Together 3 of 5.
    assertThat(watch.getLabelAccuracy()).isEqualTo(0.6);
    assertThat(watch.getLabels().get(1).getAccuracy()).isEqualTo(0.75);
    // po = 3/4; pe = (1 x 2 + 3 x 2) / 16 = 1/2; kappa = 0.5.
    assertThat(watch.getLabels().get(1).getKappa()).isEqualTo(0.5);
    // Artery: truth LAD, prediction none: po = 0, pe = 0.
    assertThat(watch.getLabels().get(0).getKappa()).isZero();
    assertThat(watch.getLowestKappa()).isZero();
  }

  @Test
  void measuresHowImagesMoved() {
    // Means 0.1, 0.2, 0.3, 0.4 at first, then 0.3, 0.4, 0.5, 0.6: up to 0.2 it is 2/4 against 0.
    WatchedReadings baseline = new WatchedReadings();
    WatchedReadings now = new WatchedReadings();
    for (int i = 1; i <= 4; i++) {
      baseline.add(seen(i / 10.0, 1, 100), MIN_ACCURACY);
      now.add(seen((i + 2) / 10.0, i <= 2 ? 1 : 2, 50), MIN_ACCURACY);
    }

    ModelWatch watch = ModelWatches.of(model(), null, null, now, baseline);

    assertThat(watch.getInputs()).isEqualTo(4);
    assertThat(watch.getInputMeanKs()).isEqualTo(0.5);
    // Bins cut at 0.1, 0.2 and 0.3 with 1/4 each; now 0, 0, 1/4 and 3/4.
    assertThat(watch.getInputMeanPsi())
        .isCloseTo(
            2 * (0.25 - 0.0001) * Math.log(0.25 / 0.0001) + (0.75 - 0.25) * Math.log(3),
            within(1e-12));
    // Deviations 1 four times, then 1, 1, 2, 2: one bin, but a distance of 1 - 2/4.
    assertThat(watch.getInputDeviationPsi()).isZero();
    assertThat(watch.getInputDeviationKs()).isEqualTo(0.5);
    // 100 x 100 pixels, then 100 x 50: none in common.
    assertThat(watch.getImageSizeKs()).isEqualTo(1);
    assertThat(watch.getImageSizePsi()).isZero();
  }

  @Test
  void saysNothingOfInputsThatNobodyMeasured() {
    WatchedReadings readings = readings(Readings.mammograms());

    ModelWatch watch = ModelWatches.of(model(), null, null, readings, readings);

    assertThat(watch.getInputs()).isZero();
    assertThat(watch.getInputMeanPsi()).isNull();
    assertThat(watch.getInputDeviationKs()).isNull();
    assertThat(watch.getImageSizeKs()).isZero();
  }

  private static InferenceRecord seen(double mean, double deviation, int height) {
    InferenceRecord record =
        Readings.reading("cad", Task.mammography, List.of(), List.of(), 1, null, null);
    record.setInputStatistics(new InputStatistics(mean, deviation));
    record.setImageHeight(height);
    return record;
  }

  @Test
  void measuresDriftAgainstABaseline() {
    WatchedReadings baseline = readings(Readings.mammograms());
    WatchedReadings readings = readings(Readings.mammograms());

    ModelWatch same = ModelWatches.of(model(), null, null, readings, baseline);
    for (int i = 0; i < 2; i++) {
      baseline.add(
          Readings.reading("cad", Task.mammography, List.of(), List.of(), 1, 0.1, null),
          MIN_ACCURACY);
    }
    ModelWatch moved = ModelWatches.of(model(), null, null, readings, baseline);

    assertThat(same.getConfidencePsi()).isZero();
    assertThat(same.getConfidenceKs()).isZero();
    // Up to 0.1 it is 2 of 4 against none.
    assertThat(moved.getConfidenceKs()).isEqualTo(0.5);
    // Baseline 0.1, 0.1, 0.6, 0.9, cut at 0.1 and 0.6: shares 1/2, 1/4, 1/4. Now 0, 1/2, 1/2.
    assertThat(moved.getConfidencePsi())
        .isCloseTo(
            (0.5 - 0.0001) * Math.log(0.5 / 0.0001) + 2 * (0.25 * Math.log(2)), within(1e-12));
  }

  @Test
  void saysNothingOfNothing() {
    ModelWatch watch = ModelWatches.of(model(), null, null, new WatchedReadings(), null);

    assertThat(watch.getRecords()).isZero();
    assertThat(
            Stream.of(
                watch.getAccuracy(),
                watch.getF1(),
                watch.getAveragePrecision(),
                watch.getFrocMean(),
                watch.getAuc(),
                watch.getEce(),
                watch.getTemperature(),
                watch.getLatencyP99Ms()))
        .containsOnlyNulls();
  }

  @Test
  void givesItsStateBack() {
    ModelWatch watch = watch(Readings.mammograms());
    WatchedReadings twice = ModelWatches.readings(watch);
    twice.merge(ModelWatches.readings(watch));

    assertThat(ModelWatches.readings(watch).toBytes())
        .isEqualTo(readings(Readings.mammograms()).toBytes());
    assertThat(twice.records()).isEqualTo(6);
    assertThatThrownBy(() -> WatchedReadings.of(new byte[] {9}))
        .hasMessageContaining("format 1, but is of: 9");
  }

  @Test
  void staysSmallWhateverNamesCome() {
    WatchedReadings readings = new WatchedReadings();
    IntStream.range(0, 500)
        .mapToObj(
            i ->
                Readings.reading(
                    "cad",
                    Task.mammography,
                    List.of(Readings.found("category %03d".formatted(i), i / 500.0, 0, 0, 9, 9)),
                    List.of(Readings.there("category %03d".formatted(i), 0, 0, 9, 9)),
                    1,
                    i / 500.0,
                    (double) i))
        .forEach(reading -> readings.add(reading, MIN_ACCURACY));

    ModelWatch watch = ModelWatches.of(model(), null, null, readings, null);

    assertThat(watch.getCategories()).hasSize(WatchedReadings.MOST_NAMES);
    assertThat(watch.getNamesLeftOut()).isTrue();
    assertThat(watch.getAveragePrecision()).isNull();
    assertThat(watch.getF1()).isEqualTo(1);
    assertThat(watch.getState().remaining()).isLessThan(20_000);
  }

  @Property(tries = 60, seed = "20261122")
  void doesNotDependOnOrderOrGrouping(
      @ForAll @Size(max = 25) List<@IntRange(max = 999) Integer> seeds, @ForAll Random random) {
    MergeLaws.check(
        WatchedReadings::new,
        (part, seed) -> part.add(some(seed), MIN_ACCURACY),
        WatchedReadings::read,
        seeds,
        random);
  }

  private static InferenceRecord some(int seed) {
    Random random = new Random(seed);
    return Readings.reading(
        "cad",
        Task.values()[random.nextInt(3)],
        List.of(Readings.found("c" + random.nextInt(40), random.nextDouble(), 5, 5, 20, 20)),
        List.of(Readings.there("c" + random.nextInt(40), random.nextInt(20), 5, 20, 20)),
        random.nextDouble(),
        random.nextDouble(),
        random.nextDouble() * 1000);
  }

  private static InferenceRecord segmented(List<Annotation> truth) {
    return Readings.reading(
        "cad",
        Task.cardiac_segmentation,
        List.of(Readings.found("LV", 0.9, 0, 0, 10, 10)),
        truth,
        0.5,
        null,
        null);
  }

  private static WatchedModel model() {
    return new WatchedModel("cad", "1.10", Task.mammography);
  }

  private static WatchedReadings readings(List<InferenceRecord> records) {
    WatchedReadings readings = new WatchedReadings();
    records.forEach(record -> readings.add(record, MIN_ACCURACY));
    return readings;
  }

  private static ModelWatch watch(List<InferenceRecord> records) {
    return ModelWatches.of(WatchedModel.of(records.get(0)), null, null, readings(records), null);
  }
}
