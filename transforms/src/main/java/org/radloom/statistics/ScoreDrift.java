package org.radloom.statistics;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How far scores, or other numbers, have moved from a baseline: {@link PopulationStability} over
 * bins cut at the baseline's deciles, and {@link KolmogorovSmirnov}, both of the numbers as {@link
 * ScoredOutcomes} or {@link RoundedNumbers} rounds them.
 *
 * @param stability population stability index, 0 for equal shares
 * @param test the largest distance of the distributions, and what chance gives
 */
public record ScoreDrift(double stability, KolmogorovSmirnov test) {

  /**
   * Returns the drift from a baseline.
   *
   * @throws IllegalArgumentException if either is empty
   */
  public static ScoreDrift between(ScoredOutcomes baseline, ScoredOutcomes now) {
    long[] before = baseline.counts();
    long[] after = now.counts();
    KolmogorovSmirnov test = KolmogorovSmirnov.ofCounts(before, after);
    QuantileBins bins = QuantileBins.ofSteps(scores(baseline), counts(baseline));
    double stability =
        PopulationStability.of(
            bins.count(scores(baseline), counts(baseline)), bins.count(scores(now), counts(now)));
    return new ScoreDrift(stability, test);
  }

  /**
   * Returns the drift from a baseline.
   *
   * @throws IllegalArgumentException if either is empty
   */
  public static ScoreDrift between(RoundedNumbers baseline, RoundedNumbers now) {
    SortedSet<Double> all = new TreeSet<>(baseline.counts().keySet());
    all.addAll(now.counts().keySet());
    KolmogorovSmirnov test =
        KolmogorovSmirnov.ofCounts(counts(all, baseline.counts()), counts(all, now.counts()));
    double[] before = values(baseline);
    long[] counts = counts(baseline.counts().keySet(), baseline.counts());
    QuantileBins bins = QuantileBins.ofSteps(before, counts);
    double stability =
        PopulationStability.of(
            bins.count(before, counts),
            bins.count(values(now), counts(now.counts().keySet(), now.counts())));
    return new ScoreDrift(stability, test);
  }

  private static double[] values(RoundedNumbers numbers) {
    return numbers.counts().keySet().stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static long[] counts(Collection<Double> of, SortedMap<Double, Long> counts) {
    return of.stream().mapToLong(value -> counts.getOrDefault(value, 0L)).toArray();
  }

  private static double[] scores(ScoredOutcomes outcomes) {
    List<ScoredOutcomes.Step> steps = outcomes.ascending();
    return steps.stream().mapToDouble(ScoredOutcomes.Step::score).toArray();
  }

  private static long[] counts(ScoredOutcomes outcomes) {
    List<ScoredOutcomes.Step> steps = outcomes.ascending();
    return steps.stream().mapToLong(ScoredOutcomes.Step::count).toArray();
  }
}
