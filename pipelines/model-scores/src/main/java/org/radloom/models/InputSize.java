package org.radloom.models;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sizes of images or volumes a model takes. Every list is in the order of the axes of space: H
 * and W, or D, H and W.
 *
 * @param min least length, pixels
 * @param max greatest length, pixels
 * @param multipleOf lengths must be multiples of this; pad where they are not
 * @param spacingMm distance of pixels that the model was made for, mm; null if it takes any
 */
public record InputSize(
    List<Integer> min,
    List<Integer> max,
    List<Integer> multipleOf,
    @Nullable List<Double> spacingMm) {

  /** Copies the lists. */
  public InputSize {
    min = List.copyOf(min);
    max = List.copyOf(max);
    multipleOf = List.copyOf(multipleOf);
    spacingMm = spacingMm == null ? null : List.copyOf(spacingMm);
  }

  /** Returns whether the axis of space with this number may have this length. */
  boolean takes(int axis, int length) {
    return length >= min.get(axis) && length <= max.get(axis) && length % multipleOf.get(axis) == 0;
  }

  /** Returns the least length that the axis of space with this number may have. */
  int least(int axis) {
    int step = multipleOf.get(axis);
    return Math.max(step, (min.get(axis) + step - 1) / step * step);
  }
}
