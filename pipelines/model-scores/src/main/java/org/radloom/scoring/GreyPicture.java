package org.radloom.scoring;

import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.images.Image;

/**
 * A picture in grey.
 *
 * @param width columns
 * @param height rows
 * @param grey levels as unsigned numbers, row by row from the top
 * @param xMm distance of columns; null if unknown
 * @param yMm distance of rows; null if unknown
 * @param white the level of white; null if levels are what the model takes
 */
@SuppressWarnings("ArrayRecordComponent") // As large as the picture: neither compared nor copied.
record GreyPicture(
    int width,
    int height,
    short[] grey,
    @Nullable Double xMm,
    @Nullable Double yMm,
    @Nullable Double white) {

  /** Returns the level of a pixel. */
  int at(int index) {
    return grey[index] & 0xFFFF;
  }

  /** Returns the greatest level. */
  int brightest() {
    int most = 0;
    for (int i = 0; i < grey.length; i++) {
      most = Math.max(most, at(i));
    }
    return most;
  }

  /** Returns the levels as an image. */
  Image image() {
    float[] pixels = new float[grey.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = at(i);
    }
    return new Image(width, height, pixels);
  }
}
