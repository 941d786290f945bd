package org.radloom.statistics;

import java.util.Arrays;

/**
 * Population stability index (PSI) of two sets over the same bins: the sum of (a - e) ln(a / e),
 * where e and a are a bin's shares of the expected and of the actual set (Siddiqi, Credit Risk
 * Scorecards, 2006). 0 for equal shares, without an upper bound, the same in both directions.
 *
 * <p>An empty bin has no logarithm: a share below {@link #LEAST_SHARE} counts as that. By custom,
 * and no more than that, 0.1 is where a shift begins and 0.25 where it is large.
 */
public final class PopulationStability {
  /** The least share that a bin counts for. */
  public static final double LEAST_SHARE = 1e-4;

  /** Below it, two sets are called alike. */
  public static final double MODERATE = 0.1;

  /** Above it, a shift is called large. */
  public static final double LARGE = 0.25;

  private PopulationStability() {}

  /**
   * Returns the index of counts by bin.
   *
   * @throws IllegalArgumentException if a set is empty, a count is negative, or the bins differ
   */
  public static double of(long[] expected, long[] actual) {
    if (expected.length != actual.length) {
      throw new IllegalArgumentException(
          "both sets need the same bins, but had: %d and %d"
              .formatted(expected.length, actual.length));
    }
    double expectedTotal = total(expected);
    double actualTotal = total(actual);
    double index = 0;
    for (int bin = 0; bin < expected.length; bin++) {
      double e = Math.max(LEAST_SHARE, expected[bin] / expectedTotal);
      double a = Math.max(LEAST_SHARE, actual[bin] / actualTotal);
      // StrictMath, so that every machine prints the same digits.
      index += (a - e) * StrictMath.log(a / e);
    }
    return index;
  }

  /** Returns the sum of counts, none negative and not all 0. */
  static long total(long[] counts) {
    if (Arrays.stream(counts).anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("counts must be >= 0");
    }
    long total = Arrays.stream(counts).reduce(0, Math::addExact);
    if (total == 0) {
      throw new IllegalArgumentException("a set must not be empty");
    }
    return total;
  }
}
