package org.radloom.datasetchecks.deequ;

/**
 * How far the share of patients in a split may stray from its target by chance.
 *
 * <p>Whole groups are drawn, so a share of patients strays as if there were fewer of them: P
 * patients in G groups of at most M count as n = P^2 / (k M^2 + G - k), where k = (P - G) / (M - 1)
 * groups of M and single patients else are the worst way to make up P (Kish's effective sample
 * size). The share's standard deviation is sqrt(p (1 - p) / n).
 */
record SplitBand(double target, double low, double high) {

  /** Returns the band of so many standard deviations around a target. */
  static SplitBand of(
      double target, double deviations, long patients, long groups, long largestGroup) {
    double half =
        deviations
            * Math.sqrt(target * (1 - target) / effectiveNumber(patients, groups, largestGroup));
    return new SplitBand(target, Math.max(0, target - half), Math.min(1, target + half));
  }

  static double effectiveNumber(long patients, long groups, long largestGroup) {
    double drawn = groups <= 0 ? patients : Math.min(groups, patients);
    double large =
        largestGroup <= 1 ? 0 : Math.min(drawn, (patients - drawn) / (largestGroup - 1.0));
    double squares = large * largestGroup * largestGroup + drawn - large;
    return Math.max(1, (double) patients * patients / Math.max(1, squares));
  }

  boolean contains(double share) {
    return share >= low && share <= high;
  }
}
