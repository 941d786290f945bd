package org.radloom.gpuops.images;

import org.jspecify.annotations.Nullable;

/**
 * Brings pictures to the size that a model takes, and to its window where one is given.
 *
 * <p>{@link #resize} is bilinear between the centres of pixels, the outer edges of both pictures in
 * the same place (what ONNX calls {@code half_pixel} and PyTorch {@code align_corners=False}).
 * Beyond the outermost centres the outermost pixel is repeated. Nothing is smoothed before a
 * picture is made smaller. {@link #shrink} makes a picture smaller without aliasing: a new pixel is
 * the mean of the area of the old picture that it covers, parts of pixels by their share.
 *
 * <p>Implementations agree bit for bit, but for which NaN is one: all is computed in double and
 * rounded to float once; in a window, that float is. Not thread-safe; use one per worker thread.
 */
public interface ImageResizer extends AutoCloseable {

  /**
   * Returns the picture in another size.
   *
   * @param width columns, > 0
   * @param height rows, > 0, with at most {@link Image#MAX_PIXELS} pixels
   * @param window for the new pixels, or null to leave them
   */
  Image resize(Image image, int width, int height, @Nullable IntensityWindow window);

  /** Returns the picture in another size, without a window. */
  default Image resize(Image image, int width, int height) {
    return resize(image, width, height, null);
  }

  /**
   * Returns the picture in a size that is not larger on either axis.
   *
   * @param width columns, 1 to those there are
   * @param height rows, 1 to those there are
   * @param window for the new pixels, or null to leave them
   */
  Image shrink(Image image, int width, int height, @Nullable IntensityWindow window);

  /** Returns the picture in a size that is not larger, without a window. */
  default Image shrink(Image image, int width, int height) {
    return shrink(image, width, height, null);
  }

  @Override
  void close();
}
