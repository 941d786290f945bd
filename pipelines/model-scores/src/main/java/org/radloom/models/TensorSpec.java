package org.radloom.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An input or output of a model.
 *
 * @param name as the model file calls it
 * @param shape length of each axis, {@link #FREE} where any will do
 * @param axes a letter for each axis: N batch, C channel, D, H, W space, others as the model has it
 * @param units of the values, for example {@code HU}
 */
public record TensorSpec(String name, List<Integer> shape, String axes, String units) {
  /** The length of an axis that a caller may choose. */
  public static final int FREE = -1;

  private static final String SPACE = "DHW";

  /** Checks that each axis has a letter. */
  public TensorSpec {
    shape = List.copyOf(shape);
    if (shape.size() != axes.length()) {
      throw new IllegalArgumentException(
          "%s must have as many letters as %s has axes".formatted(axes, shape));
    }
  }

  /** Returns what is wrong with a shape, or empty if it fits. */
  Optional<String> mismatch(int[] other) {
    boolean fits = other.length == shape.size();
    for (int axis = 0; fits && axis < other.length; axis++) {
      int length = shape.get(axis);
      fits = length == FREE ? other[axis] >= 1 : other[axis] == length;
    }
    return fits
        ? Optional.empty()
        : Optional.of("%s must be %s, but was: %s".formatted(name, this, Arrays.toString(other)));
  }

  /** Returns whether the first axis counts the members of a batch. */
  boolean isBatched() {
    return axes.startsWith("N");
  }

  /** Returns whether channels come after space, as TensorFlow has them. */
  boolean isChannelsLast() {
    return axes.matches("N[DHW]+C");
  }

  /** Returns the same with the channels before space: NCHW or NCDHW. */
  TensorSpec channelsFirst() {
    if (!isChannelsLast()) {
      return this;
    }
    int last = shape.size() - 1;
    List<Integer> moved = new ArrayList<>(shape.subList(0, last));
    moved.add(1, shape.get(last));
    return new TensorSpec(name, moved, "NC" + axes.substring(1, last), units);
  }

  /** Returns the places of D, H and W among the axes, as far as there are such. */
  List<Integer> spaceAxes() {
    return IntStream.range(0, axes.length())
        .filter(axis -> SPACE.indexOf(axes.charAt(axis)) >= 0)
        .boxed()
        .toList();
  }

  /** Returns for example {@code NCHW [-1, 1, -1, -1]}. */
  @Override
  public String toString() {
    return axes + " " + shape;
  }
}
