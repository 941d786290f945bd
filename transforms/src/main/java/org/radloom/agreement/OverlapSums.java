package org.radloom.agreement;

import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.statistics.ExactSum;
import org.radloom.statistics.Mergeable;
import org.radloom.vision.Overlap;

/** Overlaps of one category over many images. Not thread-safe. */
public final class OverlapSums implements Mergeable<OverlapSums> {
  private long images;
  private long found;
  private long truth;
  private long common;
  private ExactSum dice = new ExactSum();
  private ExactSum iou = new ExactSum();

  /** Takes the overlap in one image. */
  public void add(Overlap overlap) {
    images++;
    found += overlap.found();
    truth += overlap.truth();
    common += overlap.common();
    dice.add(overlap.dice());
    iou.add(overlap.iou());
  }

  @Override
  public void merge(OverlapSums other) {
    images += other.images;
    found += other.found;
    truth += other.truth;
    common += other.common;
    dice.merge(other.dice);
    iou.merge(other.iou);
  }

  /** Returns how many images there are. */
  public long images() {
    return images;
  }

  /** Returns the mean Dice coefficient, 0 to 1, or NaN without images. */
  public double meanDice() {
    return dice.value() / images;
  }

  /** Returns the mean intersection over union, 0 to 1, or NaN without images. */
  public double meanIou() {
    return iou.value() / images;
  }

  /** Returns the overlap of all images taken as one; large objects weigh more. */
  public Overlap together() {
    return new Overlap(found, truth, common);
  }

  @Override
  public void put(RowWriter row) {
    row.putCount(images).putCount(found).putCount(truth).putCount(common);
    dice.put(row);
    iou.put(row);
  }

  /** Reads what {@link #put} put. */
  public static OverlapSums read(RowReader row) {
    OverlapSums sums = new OverlapSums();
    sums.images = row.readCount();
    sums.found = row.readCount();
    sums.truth = row.readCount();
    sums.common = row.readCount();
    sums.dice = ExactSum.read(row);
    sums.iou = ExactSum.read(row);
    return sums;
  }
}
