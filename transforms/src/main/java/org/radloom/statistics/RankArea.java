package org.radloom.statistics;

/**
 * Area under the receiver operating characteristic (AUC): how often a positive one scores higher
 * than a negative one, a tie counting half (Mann and Whitney 1947; Hanley and McNeil 1982). 0 to 1;
 * 0.5 is what chance gives.
 */
public final class RankArea {
  private RankArea() {}

  /** Returns the area, or NaN without positive or without negative ones. */
  public static double of(ScoredOutcomes outcomes) {
    double wins = 0;
    long negativesBelow = 0;
    for (ScoredOutcomes.Step step : outcomes.ascending()) {
      wins += (double) step.positives() * (negativesBelow + step.negatives() / 2.0);
      negativesBelow += step.negatives();
    }
    return wins / ((double) outcomes.positives() * outcomes.negatives());
  }
}
