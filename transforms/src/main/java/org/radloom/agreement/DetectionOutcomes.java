package org.radloom.agreement;

import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.statistics.Mergeable;
import org.radloom.statistics.ScoredOutcomes;

/**
 * What a detector found over many images, by score, against what there was. A found object is true
 * if it was matched to one that there is (see {@link org.radloom.vision.DetectionMatch}); a second
 * one for the same object is false. Not thread-safe.
 */
public final class DetectionOutcomes implements Mergeable<DetectionOutcomes> {
  private ScoredOutcomes found = new ScoredOutcomes();
  private long truths;

  /** Takes a found object. */
  public void addFound(double score, boolean matched) {
    found.add(score, matched);
  }

  /** Takes a number of objects that there are. */
  public void addTruths(long objects) {
    truths += objects;
  }

  @Override
  public void merge(DetectionOutcomes other) {
    found.merge(other.found);
    truths += other.truths;
  }

  /** Returns the found objects by score, positive if matched. */
  public ScoredOutcomes found() {
    return found;
  }

  /** Returns how many objects there are. */
  public long truths() {
    return truths;
  }

  /** Returns TP / found, 0 to 1, or NaN if nothing was found. */
  public double precision() {
    return found.positives() / (double) found.count();
  }

  /** Returns TP / truths, 0 to 1, or NaN if there is nothing to find. */
  public double recall() {
    return found.positives() / (double) truths;
  }

  /** Returns 2 TP / (found + truths), 0 to 1, or NaN if there is neither. */
  public double f1() {
    return 2.0 * found.positives() / (found.count() + truths);
  }

  @Override
  public void put(RowWriter row) {
    found.put(row);
    row.putCount(truths);
  }

  /** Reads what {@link #put} put. */
  public static DetectionOutcomes read(RowReader row) {
    DetectionOutcomes outcomes = new DetectionOutcomes();
    outcomes.found = ScoredOutcomes.read(row);
    outcomes.truths = row.readCount();
    return outcomes;
  }
}
