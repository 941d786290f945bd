package org.radloom.gpuops.images;

import java.util.Comparator;

/**
 * A rectangle that a model or a heatmap proposes, pixels from the top left.
 *
 * @param category what it is, as a number of the model's, >= 0
 * @param score confidence; finite
 * @param x left edge, finite
 * @param y top edge, finite
 * @param width extent to the right, finite and >= 0
 * @param height extent downwards, finite and >= 0
 */
public record ScoredBox(
    int category, double score, double x, double y, double width, double height) {
  /** The surest first; equally sure ones by category, then from top left to bottom right. */
  public static final Comparator<ScoredBox> SUREST_FIRST =
      Comparator.comparingDouble(ScoredBox::score)
          .reversed()
          .thenComparingInt(ScoredBox::category)
          .thenComparingDouble(ScoredBox::y)
          .thenComparingDouble(ScoredBox::x)
          .thenComparingDouble(ScoredBox::height)
          .thenComparingDouble(ScoredBox::width);

  /** Checks the numbers. */
  public ScoredBox {
    if (category < 0) {
      throw new IllegalArgumentException("category must be >= 0, but was: " + category);
    }
    boolean finite =
        Double.isFinite(score)
            && Double.isFinite(x)
            && Double.isFinite(y)
            && Double.isFinite(width)
            && Double.isFinite(height);
    if (!finite || width < 0 || height < 0) {
      throw new IllegalArgumentException(
          "a box must have a finite score, place and extent, but had: %s at %s, %s, %s x %s"
              .formatted(score, x, y, width, height));
    }
  }

  /** Returns area of intersection over area of union, 0 to 1; 0 where the union has no area. */
  public double iou(ScoredBox other) {
    double across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
    double down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
    if (!(across > 0 && down > 0)) {
      return 0;
    }
    double common = across * down;
    return common / (width * height + other.width * other.height - common);
  }
}
