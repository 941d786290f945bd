package org.radloom.datasetreport;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.radloom.statistics.KolmogorovSmirnov;
import org.radloom.statistics.PopulationStability;
import org.radloom.statistics.QuantileBins;

/** How a version differs from the one before it, a measure a row. */
final class Drift {
  private final List<Row> rows = new ArrayList<>();

  /**
   * One measure in two versions.
   *
   * @param before values in the earlier version
   * @param now values in this one
   * @param meanBefore NaN where the measure has no mean
   * @param stability population stability index
   * @param distance Kolmogorov-Smirnov test, where the measure is a number
   */
  record Row(
      String measure,
      long before,
      long now,
      double meanBefore,
      double meanNow,
      double stability,
      @Nullable KolmogorovSmirnov distance) {

    String verdict() {
      if (stability < PopulationStability.MODERATE) {
        return "alike";
      }
      return stability <= PopulationStability.LARGE ? "moderate shift" : "large shift";
    }
  }

  private Drift() {}

  static List<Row> between(
      TableScan before, ClassCounts classesBefore, TableScan now, ClassCounts classesNow) {
    Drift drift = new Drift();
    drift.numbers("Quality score of dictations", before.quality(), now.quality());
    drift.numbers(
        "Word error rate of corrected dictations", before.wordErrorRate(), now.wordErrorRate());
    drift.numbers("Words of dictations", before.words(), now.words());
    drift.numbers("Confidence of dictations", before.confidence(), now.confidence());
    drift.numbers("Accuracy of readings", before.accuracy(), now.accuracy());
    drift.numbers("Confidence of readings", before.readingConfidence(), now.readingConfidence());
    drift.shares("Shares of categories", classesBefore.total(), classesNow.total());
    drift.shares("Shares of tasks", before.tasks(), now.tasks());
    drift.shares("Shares of languages", before.languages(), now.languages());
    return drift.rows;
  }

  private void numbers(String measure, NumberColumn before, NumberColumn now) {
    if (before.size() == 0 || now.size() == 0) {
      return;
    }
    double[] expected = before.sorted();
    double[] actual = now.sorted();
    QuantileBins bins = QuantileBins.of(expected);
    rows.add(
        new Row(
            measure,
            expected.length,
            actual.length,
            before.mean(),
            now.mean(),
            PopulationStability.of(bins.count(expected), bins.count(actual)),
            KolmogorovSmirnov.of(expected, actual)));
  }

  private void shares(String measure, Tally before, Tally now) {
    if (before.total() == 0 || now.total() == 0) {
      return;
    }
    SortedSet<String> names = new TreeSet<>(before.names());
    names.addAll(now.names());
    long[] expected = names.stream().mapToLong(before::of).toArray();
    long[] actual = names.stream().mapToLong(now::of).toArray();
    rows.add(
        new Row(
            measure,
            before.total(),
            now.total(),
            Double.NaN,
            Double.NaN,
            PopulationStability.of(expected, actual),
            null));
  }
}
