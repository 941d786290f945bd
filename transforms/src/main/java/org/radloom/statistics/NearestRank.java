package org.radloom.statistics;

/**
 * Percentiles by nearest rank: the smallest number of a sample that at least that share of it does
 * not exceed, so always one of the sample (Hyndman and Fan 1996, definition 1).
 */
public final class NearestRank {
  private NearestRank() {}

  /**
   * Returns a percentile of a sample in ascending order.
   *
   * @param percent above 0, up to 100
   * @throws IllegalArgumentException if the sample is empty or the percentage is out of range
   */
  public static double of(double[] sorted, double percent) {
    return sorted[(int) (rank(sorted.length, percent) - 1)];
  }

  /** Returns the place of a percentile among {@code count} numbers, from 1. */
  static long rank(long count, double percent) {
    if (count < 1) {
      throw new IllegalArgumentException("a sample must not be empty");
    }
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("percent must be > 0 and <= 100, but was: " + percent);
    }
    return Math.max(1, (long) Math.ceil(percent * count / 100));
  }
}
