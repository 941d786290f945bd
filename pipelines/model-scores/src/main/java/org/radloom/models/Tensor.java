package org.radloom.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers in a grid, the last axis fastest. Images are NCHW, volumes NCDHW: batch, channel, then
 * from the outermost to the innermost axis of space. Never changed once made.
 *
 * @param shape length of each axis, from 0
 * @param values as many as the product of the lengths
 */
@SuppressWarnings("ArrayRecordComponent") // Handed to engines as it is; compared in tests by array.
public record Tensor(int[] shape, float[] values) {

  /** Checks that there are as many values as the shape holds. */
  public Tensor {
    if (count(shape) != values.length) {
      throw new IllegalArgumentException(
          "%s must hold %d values, but held: %d"
              .formatted(Arrays.toString(shape), count(shape), values.length));
    }
  }

  /** Returns a tensor of zeros. */
  public static Tensor zeros(int... shape) {
    return new Tensor(shape, new float[Math.toIntExact(count(shape))]);
  }

  /** Returns how many values a shape holds. */
  public static long count(int... shape) {
    long count = 1;
    for (int length : shape) {
      if (length < 0) {
        throw new IllegalArgumentException("lengths must be >= 0, but one was: " + length);
      }
      count = Math.multiplyExact(count, (long) length);
    }
    return count;
  }

  /** Returns the tensors one after the other along the first axis; the others must be equal. */
  public static Tensor concat(List<Tensor> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    int[] shape = parts.get(0).shape().clone();
    int rows = 0;
    for (Tensor part : parts) {
      int[] other = part.shape().clone();
      rows = Math.addExact(rows, other[0]);
      other[0] = shape[0];
      if (!Arrays.equals(other, shape)) {
        throw new IllegalArgumentException(
            "%s and %s differ beyond the first axis"
                .formatted(Arrays.toString(part.shape()), Arrays.toString(shape)));
      }
    }
    shape[0] = rows;
    float[] values = new float[Math.toIntExact(count(shape))];
    int at = 0;
    for (Tensor part : parts) {
      System.arraycopy(part.values(), 0, values, at, part.values().length);
      at += part.values().length;
    }
    return new Tensor(shape, values);
  }

  /** Returns some rows of the first axis, {@code from} included, {@code to} not. */
  public Tensor rows(int from, int to) {
    if (from == 0 && to == shape[0]) {
      return this;
    }
    int[] part = shape.clone();
    part[0] = to - from;
    int row = shape[0] == 0 ? 0 : values.length / shape[0];
    return new Tensor(part, Arrays.copyOfRange(values, from * row, to * row));
  }

  /** Returns pieces of the first axis of at most so many rows. */
  List<Tensor> pieces(int rows) {
    List<Tensor> pieces = new ArrayList<>();
    for (int from = 0; from < shape[0]; from += rows) {
      pieces.add(rows(from, Math.min(shape[0], from + rows)));
    }
    return pieces;
  }

  /** Returns the shape and no values, which may be a patient's. */
  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(shape);
  }
}
