package org.radloom.statistics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SortedMap;
import java.util.TreeMap;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;

/**
 * Numbers of any size and sign, to three significant digits, and how often each occurs. What is
 * closer to 0 than {@link #LEAST} counts as 0, what is further than {@link #MOST} as that, so there
 * are at most some 32,000 different ones (2 MB). Not thread-safe.
 */
public final class RoundedNumbers implements Mergeable<RoundedNumbers> {
  /** The smallest number told apart from 0. */
  public static final double LEAST = 1e-6;

  /** The largest number told apart. */
  public static final double MOST = 1e12;

  private static final MathContext DIGITS = new MathContext(3);

  private final TreeMap<Double, Long> counts = new TreeMap<>();
  private long count;

  /** Takes a number that is finite. */
  public void add(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("number must be finite, but was: " + number);
    }
    add(rounded(number), 1);
  }

  private void add(double rounded, long times) {
    counts.merge(rounded, times, Long::sum);
    count += times;
  }

  private static double rounded(double number) {
    if (Math.abs(number) < LEAST) {
      return 0;
    }
    double bounded = Math.max(-MOST, Math.min(MOST, number));
    return new BigDecimal(bounded).round(DIGITS).doubleValue();
  }

  @Override
  public void merge(RoundedNumbers other) {
    other.counts.forEach(this::add);
  }

  /** Returns how many numbers there are. */
  public long count() {
    return count;
  }

  /** Returns how often each occurs, in ascending order. */
  SortedMap<Double, Long> counts() {
    return counts;
  }

  @Override
  public void put(RowWriter row) {
    row.putCount(counts.size());
    counts.forEach((number, times) -> row.putDouble(number).putCount(times));
  }

  /** Reads what {@link #put} put. */
  public static RoundedNumbers read(RowReader row) {
    RoundedNumbers numbers = new RoundedNumbers();
    for (int left = row.readInt(); left > 0; left--) {
      numbers.add(row.readDouble(), row.readCount());
    }
    return numbers;
  }
}
