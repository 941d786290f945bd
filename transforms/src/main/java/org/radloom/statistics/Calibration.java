package org.radloom.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;

/**
 * Whether a model is right as often as its confidence says. Takes confidences, 0 to 1, each with
 * whether the model was right, one after the other.
 *
 * <p>Expected calibration error (ECE): over ten bins of equal width, the sum of (n of the bin / n)
 * x |share that was right - mean confidence| (Naeini et al. 2015; Guo et al. 2017). Brier score:
 * the mean of (confidence - 1 if right, else 0)^2 (Brier 1950). Both are 0 at best and 1 at worst.
 * Not thread-safe.
 */
public final class Calibration implements Mergeable<Calibration> {
  /** Bins of a reliability diagram: [0, 0.1), [0.1, 0.2) and so on, the last with 1. */
  public static final int BINS = 10;

  private final long[] counts = new long[BINS];
  private final long[] right = new long[BINS];
  private final ExactSum[] confidences =
      Stream.generate(ExactSum::new).limit(BINS).toArray(ExactSum[]::new);
  private ExactSum squares = new ExactSum();

  /**
   * One bin of a reliability diagram.
   *
   * @param from lower end, which belongs to it
   * @param to upper end, which does not, but for 1
   * @param count predictions in it
   * @param meanConfidence of those
   * @param shareRight of those
   */
  public record Bin(double from, double to, long count, double meanConfidence, double shareRight) {}

  /** Takes one prediction. */
  public void add(double confidence, boolean wasRight) {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence must be 0 to 1, but was: " + confidence);
    }
    int bin = Math.min(BINS - 1, (int) (confidence * BINS));
    counts[bin]++;
    confidences[bin].add(confidence);
    if (wasRight) {
      right[bin]++;
    }
    double miss = confidence - (wasRight ? 1 : 0);
    squares.add(miss * miss);
  }

  @Override
  public void merge(Calibration other) {
    for (int i = 0; i < BINS; i++) {
      counts[i] += other.counts[i];
      right[i] += other.right[i];
      confidences[i].merge(other.confidences[i]);
    }
    squares.merge(other.squares);
  }

  /** Returns the number of predictions. */
  public long count() {
    return sum(counts);
  }

  /** Returns the number of predictions that were right. */
  public long right() {
    return sum(right);
  }

  /** Returns the bins that hold predictions, from low to high. */
  public List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      if (counts[i] > 0) {
        bins.add(
            new Bin(
                i / (double) BINS,
                (i + 1) / (double) BINS,
                counts[i],
                confidences[i].value() / counts[i],
                right[i] / (double) counts[i]));
      }
    }
    return bins;
  }

  /** Returns the expected calibration error, or NaN without predictions. */
  public double expectedCalibrationError() {
    double error = 0;
    for (int i = 0; i < BINS; i++) {
      error += Math.abs(right[i] - confidences[i].value());
    }
    return error / count();
  }

  /** Returns the Brier score, or NaN without predictions. */
  public double brierScore() {
    return squares.value() / count();
  }

  @Override
  public void put(RowWriter row) {
    for (int i = 0; i < BINS; i++) {
      row.putCount(counts[i]).putCount(right[i]);
      confidences[i].put(row);
    }
    squares.put(row);
  }

  /** Reads what {@link #put} put. */
  public static Calibration read(RowReader row) {
    Calibration calibration = new Calibration();
    for (int i = 0; i < BINS; i++) {
      calibration.counts[i] = row.readCount();
      calibration.right[i] = row.readCount();
      calibration.confidences[i] = ExactSum.read(row);
    }
    calibration.squares = ExactSum.read(row);
    return calibration;
  }

  private static long sum(long[] values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }
}
