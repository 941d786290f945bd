package org.radloom.models;

/** Moves the channels of a batch before or behind the axes of space. */
final class ChannelOrder {
  private ChannelOrder() {}

  /** Returns NCHW as NHWC, NCDHW as NDHWC. */
  static Tensor last(Tensor first) {
    int[] from = first.shape();
    int[] to = from.clone();
    System.arraycopy(from, 2, to, 1, from.length - 2);
    to[from.length - 1] = from[1];
    return turn(first, to, from[1]);
  }

  /** Returns NHWC as NCHW, NDHWC as NCDHW. */
  static Tensor first(Tensor last) {
    int[] from = last.shape();
    int[] to = from.clone();
    int channels = from[from.length - 1];
    System.arraycopy(from, 1, to, 2, from.length - 2);
    to[1] = channels;
    return turn(last, to, channels == 0 ? 0 : places(from) / channels);
  }

  /** Transposes, in each member of the batch, a table of so many rows. */
  private static Tensor turn(Tensor tensor, int[] shape, int rows) {
    float[] in = tensor.values();
    if (rows <= 1 || in.length == 0 || places(shape) == rows) {
      return new Tensor(shape, in);
    }
    float[] out = new float[in.length];
    int member = places(shape);
    int columns = member / rows;
    for (int start = 0; start < in.length; start += member) {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          out[start + column * rows + row] = in[start + row * columns + column];
        }
      }
    }
    return new Tensor(shape, out);
  }

  /** Returns how many values a member of the batch has. */
  private static int places(int[] shape) {
    int places = 1;
    for (int axis = 1; axis < shape.length; axis++) {
      places *= shape[axis];
    }
    return places;
  }
}
