package org.radloom.vision;

/** Whether a found box is a find of a true one. */
public interface MatchRule {
  /** The answer of {@link #fit} where it is not. */
  double NO_FIT = -1;

  /**
   * Returns how well a found box fits a true one, or {@link #NO_FIT} if it is no find of it. Of
   * several true ones, the found one belongs to that which it fits best.
   */
  double fit(Box found, Box truth);

  /** A find overlaps the true box at an intersection over union of at least {@code least}. */
  static MatchRule iouAtLeast(double least) {
    if (!(least > 0 && least <= 1)) {
      throw new IllegalArgumentException("least must be > 0 and <= 1, but was: " + least);
    }
    return (found, truth) -> {
      double iou = found.iou(truth);
      return iou >= least ? iou : NO_FIT;
    };
  }

  /**
   * A find has its centre in the true box: on its left or upper edge too, on its right or lower one
   * not, so that boxes side by side share no centre. The larger overlap fits better.
   */
  static MatchRule centreInBox() {
    return (found, truth) -> {
      double x = found.x() + found.width() / 2;
      double y = found.y() + found.height() / 2;
      boolean inside =
          x >= truth.x()
              && x < truth.x() + truth.width()
              && y >= truth.y()
              && y < truth.y() + truth.height();
      return inside ? found.iou(truth) : NO_FIT;
    };
  }
}
