package org.radloom.statistics;

import java.util.List;

/**
 * How far scores have moved from a baseline: {@link PopulationStability} over bins cut at the
 * baseline's deciles, and {@link KolmogorovSmirnov}, both of the scores as {@link ScoredOutcomes}
 * rounds them.
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

  private static double[] scores(ScoredOutcomes outcomes) {
    List<ScoredOutcomes.Step> steps = outcomes.ascending();
    return steps.stream().mapToDouble(ScoredOutcomes.Step::score).toArray();
  }

  private static long[] counts(ScoredOutcomes outcomes) {
    List<ScoredOutcomes.Step> steps = outcomes.ascending();
    return steps.stream().mapToLong(ScoredOutcomes.Step::count).toArray();
  }
}
