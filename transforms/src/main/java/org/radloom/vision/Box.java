package org.radloom.vision;

import java.util.List;

/**
 * An axis-parallel rectangle, pixels from the top left of the image.
 *
 * @param x left edge
 * @param y top edge
 * @param width extent to the right, >= 0
 * @param height extent downwards, >= 0
 */
public record Box(double x, double y, double width, double height) {

  /** Reads {@code [x, y, width, height]}. */
  public static Box of(List<Double> bbox) {
    if (bbox.size() != 4) {
      throw new IllegalArgumentException("bbox must hold 4 numbers, but has: " + bbox.size());
    }
    return new Box(bbox.get(0), bbox.get(1), bbox.get(2), bbox.get(3));
  }

  /** Returns the area, square pixels. */
  public double area() {
    return width * height;
  }

  /** Returns area of intersection over area of union, 0 to 1; 0 where the union has no area. */
  public double iou(Box other) {
    double across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
    double down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
    if (!(across > 0 && down > 0)) {
      return 0;
    }
    double intersection = across * down;
    return intersection / (area() + other.area() - intersection);
  }

  /**
   * Returns the Dice coefficient, twice the area of intersection over the sum of both areas, 0 to
   * 1; 0 where neither has an area.
   */
  public double dice(Box other) {
    double iou = iou(other);
    return 2 * iou / (1 + iou);
  }
}
