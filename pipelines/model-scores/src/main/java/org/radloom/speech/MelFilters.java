package org.radloom.speech;

import java.util.Arrays;

/**
 * Triangular filters on the mel scale of Slaney's Auditory Toolbox (1998): 200/3 Hz a mel up to 1
 * kHz, above that a factor of 6.4 every 27 mels. Each filter's area is 1 (its height is 2 over its
 * width in Hz), which is the normalisation of that toolbox.
 */
final class MelFilters {
  private static final double HZ_PER_MEL = 200.0 / 3;
  private static final double BREAK_HZ = 1_000;
  private static final double BREAK_MEL = BREAK_HZ / HZ_PER_MEL;
  private static final double LOG_STEP = Math.log(6.4) / 27;

  private final int[] first;
  private final double[][] weights;

  /**
   * Filters with centres evenly on the mel scale from 0 Hz to half the rate, both ends excluded.
   *
   * @param count of filters
   * @param transform length of the Fourier transform
   * @param rate samples a second
   */
  MelFilters(int count, int transform, int rate) {
    this.first = new int[count];
    this.weights = new double[count][];
    int bins = transform / 2 + 1;
    for (int filter = 0; filter < count; filter++) {
      double low = hz(edge(filter, count, rate));
      double centre = hz(edge(filter + 1, count, rate));
      double high = hz(edge(filter + 2, count, rate));
      double height = 2 / (high - low);
      double[] all = new double[bins];
      int from = bins;
      int to = 0;
      for (int bin = 0; bin < bins; bin++) {
        double at = (double) bin * rate / transform;
        double rise = (at - low) / (centre - low);
        double fall = (high - at) / (high - centre);
        all[bin] = height * Math.max(0, Math.min(rise, fall));
        if (all[bin] > 0) {
          from = Math.min(from, bin);
          to = bin + 1;
        }
      }
      // A filter between two bins catches nothing.
      first[filter] = Math.min(from, to);
      weights[filter] = Arrays.copyOfRange(all, first[filter], to);
    }
  }

  private static double edge(int number, int count, int rate) {
    return mel(rate / 2.0) * number / (count + 1);
  }

  static double mel(double hz) {
    return hz < BREAK_HZ ? hz / HZ_PER_MEL : BREAK_MEL + Math.log(hz / BREAK_HZ) / LOG_STEP;
  }

  static double hz(double mel) {
    return mel < BREAK_MEL ? mel * HZ_PER_MEL : BREAK_HZ * Math.exp((mel - BREAK_MEL) * LOG_STEP);
  }

  int count() {
    return first.length;
  }

  /** Returns the weight of a bin in a filter. */
  double weight(int filter, int bin) {
    int at = bin - first[filter];
    return at >= 0 && at < weights[filter].length ? weights[filter][at] : 0;
  }

  /** Returns what a filter lets through of a power spectrum. */
  double apply(int filter, double[] power) {
    double sum = 0;
    for (int i = 0; i < weights[filter].length; i++) {
      sum += weights[filter][i] * power[first[filter] + i];
    }
    return sum;
  }
}
