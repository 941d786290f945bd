package org.radloom.gpuops.images;

import java.util.List;

/**
 * Keeps one of many boxes of the same thing: greedy non-maximum suppression (Neubeck and Van Gool
 * 2006). From the surest on ({@link ScoredBox#SUREST_FIRST}, which leaves no ties), a box is kept
 * unless it overlaps a kept one of its category at more than a bound.
 *
 * <p>Implementations agree bit for bit. Not thread-safe; use one per worker thread.
 */
public interface BoxSuppressor extends AutoCloseable {

  /**
   * Returns the boxes kept, the surest first.
   *
   * @param boxes in any order
   * @param maxIou intersection over union that two kept boxes of a category may have, 0 to 1
   * @param most how many are kept, > 0; bounds the cost, boxes x kept
   */
  List<ScoredBox> suppress(List<ScoredBox> boxes, double maxIou, int most);

  @Override
  void close();
}
