package org.radloom.statistics;

import java.util.Arrays;

/**
 * Bins that hold about equal numbers of a sample: up to ten, cut at its deciles, each (a, b]; the
 * first and the last are open to all numbers. Deciles that are the same number make one cut, so a
 * sample with many ties has fewer bins.
 */
public final class QuantileBins {
  private static final int PARTS = 10;

  private final double[] cuts;

  private QuantileBins(double[] cuts) {
    this.cuts = cuts;
  }

  /**
   * Returns the bins of a sample in ascending order. The decile k is the number at place ceil(k n /
   * 10), from 1.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public static QuantileBins of(double[] sorted) {
    if (sorted.length == 0) {
      throw new IllegalArgumentException("a sample must not be empty");
    }
    double[] cuts = new double[PARTS - 1];
    int found = 0;
    for (int k = 1; k < PARTS; k++) {
      long place = ((long) k * sorted.length + PARTS - 1) / PARTS;
      double cut = sorted[(int) place - 1];
      boolean last = cut >= sorted[sorted.length - 1];
      if (!last && (found == 0 || cut > cuts[found - 1])) {
        cuts[found++] = cut;
      }
    }
    return new QuantileBins(Arrays.copyOf(cuts, found));
  }

  /**
   * Returns the bins of a sample in which each value occurs a number of times.
   *
   * @param values in ascending order, each once
   * @param counts how often, > 0
   * @throws IllegalArgumentException if it is empty
   */
  public static QuantileBins ofSteps(double[] values, long[] counts) {
    long total = PopulationStability.total(counts);
    double[] cuts = new double[PARTS - 1];
    int found = 0;
    int at = 0;
    long passed = counts[0];
    for (int k = 1; k < PARTS; k++) {
      long place = (k * total + PARTS - 1) / PARTS;
      while (passed < place) {
        passed += counts[++at];
      }
      boolean last = at == values.length - 1;
      if (!last && (found == 0 || values[at] > cuts[found - 1])) {
        cuts[found++] = values[at];
      }
    }
    return new QuantileBins(Arrays.copyOf(cuts, found));
  }

  /** Returns how many numbers fall into each bin of a sample of values with their counts. */
  public long[] count(double[] values, long[] counts) {
    long[] binned = new long[cuts.length + 1];
    for (int i = 0; i < values.length; i++) {
      binned[binOf(values[i])] += counts[i];
    }
    return binned;
  }

  /** Returns how many numbers of a sample fall into each bin. */
  public long[] count(double[] sample) {
    long[] counts = new long[cuts.length + 1];
    for (double value : sample) {
      counts[binOf(value)]++;
    }
    return counts;
  }

  private int binOf(double value) {
    int at = Arrays.binarySearch(cuts, value);
    return at >= 0 ? at : -at - 1;
  }
}
