package org.radloom.datasetreport;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The numbers of one column, eight bytes each, in pieces: nothing is copied as it grows. */
final class NumberColumn {
  private static final int PIECE = 1 << 16;

  private final List<double[]> pieces = new ArrayList<>();
  private int size;
  private double sum;

  void add(double value) {
    int at = size % PIECE;
    if (at == 0) {
      pieces.add(new double[PIECE]);
    }
    pieces.get(size / PIECE)[at] = value;
    size = Math.addExact(size, 1);
    sum += value;
  }

  int size() {
    return size;
  }

  /** Returns the mean, or NaN without numbers. */
  double mean() {
    return sum / size;
  }

  double[] sorted() {
    double[] values = new double[size];
    for (int i = 0; i < pieces.size(); i++) {
      int from = i * PIECE;
      System.arraycopy(pieces.get(i), 0, values, from, Math.min(PIECE, size - from));
    }
    Arrays.sort(values);
    return values;
  }

  /** Returns how many numbers lie in each of equal bins; what is outside counts at the ends. */
  long[] histogram(double from, double to, int bins) {
    long[] counts = new long[bins];
    for (int i = 0; i < size; i++) {
      double value = pieces.get(i / PIECE)[i % PIECE];
      int bin = (int) ((value - from) / (to - from) * bins);
      counts[Math.max(0, Math.min(bins - 1, bin))]++;
    }
    return counts;
  }
}
