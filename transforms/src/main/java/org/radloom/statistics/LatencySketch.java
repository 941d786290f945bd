package org.radloom.statistics;

import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.mapping.QuadraticallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.Store;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.util.Iterator;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;

/**
 * Percentiles of times in bounded memory: counts in bins that grow with the number they hold, so
 * that a percentile is within 1 % of the exact one of {@link NearestRank} (DDSketch; Masson, Rim
 * and Lee 2019, PVLDB 12(12)).
 *
 * <p>Takes milliseconds. Below {@link #LEAST_MS} and above {@link #MOST_MS} they count as that, so
 * there are at most some 1,500 bins (12 KB). Not thread-safe.
 */
public final class LatencySketch implements Mergeable<LatencySketch> {
  /** The least time told apart: a microsecond. */
  public static final double LEAST_MS = 1e-3;

  /** The longest time told apart: eleven days. */
  public static final double MOST_MS = 1e9;

  /** How far a percentile may be off, relative to the exact one. */
  public static final double ACCURACY = 0.01;

  /** Its bins come of arithmetic that every machine does alike, without logarithms. */
  private static final IndexMapping BINS = new QuadraticallyInterpolatedMapping(ACCURACY);

  private final Store store = new UnboundedSizeDenseStore();
  private long count;

  /** Takes a time, milliseconds, >= 0. */
  public void add(double milliseconds) {
    if (!(milliseconds >= 0)) {
      throw new IllegalArgumentException("milliseconds must be >= 0, but were: " + milliseconds);
    }
    store.add(BINS.index(Math.min(MOST_MS, Math.max(LEAST_MS, milliseconds))));
    count++;
  }

  @Override
  public void merge(LatencySketch other) {
    store.mergeWith(other.store);
    count += other.count;
  }

  /** Returns how many times there are. */
  public long count() {
    return count;
  }

  /**
   * Returns a percentile by nearest rank, milliseconds, or NaN if there are no times.
   *
   * @param percent above 0, up to 100
   */
  public double percentile(double percent) {
    if (count == 0) {
      return Double.NaN;
    }
    long rank = NearestRank.rank(count, percent);
    long passed = 0;
    int bin = 0;
    for (Iterator<Bin> bins = store.getAscendingIterator(); bins.hasNext() && passed < rank; ) {
      Bin next = bins.next();
      passed += (long) next.getCount();
      bin = next.getIndex();
    }
    return BINS.value(bin);
  }

  @Override
  public void put(RowWriter row) {
    if (count == 0) {
      row.putCount(0);
      return;
    }
    int least = store.getMinIndex();
    row.putCount(store.getMaxIndex() - least + 1L).putLong(least);
    int next = least;
    for (Iterator<Bin> bins = store.getAscendingIterator(); bins.hasNext(); ) {
      Bin bin = bins.next();
      for (; next < bin.getIndex(); next++) {
        row.putCount(0);
      }
      row.putCount((long) bin.getCount());
      next++;
    }
  }

  /** Reads what {@link #put} put. */
  public static LatencySketch read(RowReader row) {
    LatencySketch sketch = new LatencySketch();
    int bins = row.readInt();
    long least = bins == 0 ? 0 : row.readLong();
    for (int i = 0; i < bins; i++) {
      long inBin = row.readCount();
      if (inBin > 0) {
        sketch.store.add((int) (least + i), (double) inBin);
        sketch.count += inBin;
      }
    }
    return sketch;
  }
}
