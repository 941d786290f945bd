package org.radloom.gpuops.images;

/**
 * One channel of a picture.
 *
 * @param width columns, > 0
 * @param height rows, > 0
 * @param pixels row by row from the top, left to right; not copied; nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // As large as the picture: neither compared nor copied.
public record Image(int width, int height, float[] pixels) {
  /** The most pixels of a picture. */
  public static final int MAX_PIXELS = 1 << 28;

  /** Checks the count. */
  public Image {
    requireSize(width, height);
    if (pixels.length != width * height) {
      throw new IllegalArgumentException(
          "%d x %d must be %d pixels, but there are %d"
              .formatted(width, height, width * height, pixels.length));
    }
  }

  /** Returns the value of a pixel. */
  public float at(int x, int y) {
    return pixels[y * width + x];
  }

  static void requireSize(int width, int height) {
    if (width < 1 || height < 1 || (long) width * height > MAX_PIXELS) {
      throw new IllegalArgumentException(
          "width and height must be > 0 and make at most %d pixels, but were: %d x %d"
              .formatted(MAX_PIXELS, width, height));
    }
  }
}
