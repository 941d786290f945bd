package org.radloom.gpuops.images;

/**
 * Brings pictures to the size that a model takes.
 *
 * <p>Bilinear between the centres of pixels, the outer edges of both pictures in the same place
 * (what ONNX calls {@code half_pixel} and PyTorch {@code align_corners=False}). Beyond the
 * outermost centres the outermost pixel is repeated. Nothing is smoothed before a picture is made
 * smaller.
 *
 * <p>Implementations agree bit for bit: all is computed in double and rounded to float once. Not
 * thread-safe; use one per worker thread.
 */
public interface ImageResizer extends AutoCloseable {

  /**
   * Returns the picture in another size.
   *
   * @param width columns, > 0
   * @param height rows, > 0, with at most {@link Image#MAX_PIXELS} pixels
   */
  Image resize(Image image, int width, int height);

  @Override
  void close();
}
