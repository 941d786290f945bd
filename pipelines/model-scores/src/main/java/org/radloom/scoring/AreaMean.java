package org.radloom.scoring;

import java.util.Arrays;
import org.radloom.gpuops.images.Image;

/**
 * Makes pictures smaller without aliasing: a new pixel is the mean of the area of the old picture
 * that it covers, parts of pixels by their share.
 */
final class AreaMean {
  private AreaMean() {}

  /**
   * Returns the picture in a size that is not larger on either axis.
   *
   * @param width columns, 1 to those there are
   * @param height rows, 1 to those there are
   */
  static Image shrink(Image image, int width, int height) {
    if (width == image.width() && height == image.height()) {
      return image;
    }
    // Rows first: the sums of a row are as wide as the old picture.
    float[] pixels = new float[Math.multiplyExact(width, height)];
    double[] row = new double[image.width()];
    double tall = (double) image.height() / height;
    for (int y = 0; y < height; y++) {
      Arrays.fill(row, 0);
      double top = y * tall;
      double bottom = Math.min(image.height(), top + tall);
      for (int from = (int) top; from < bottom; from++) {
        double share = Math.min(bottom, from + 1.0) - Math.max(top, from);
        for (int x = 0; x < image.width(); x++) {
          row[x] += share * image.at(x, from);
        }
      }
      shrink(row, (bottom - top) * image.width() / width, pixels, y * width, width);
    }
    return new Image(width, height, pixels);
  }

  private static void shrink(double[] row, double area, float[] pixels, int at, int width) {
    double wide = (double) row.length / width;
    for (int x = 0; x < width; x++) {
      double left = x * wide;
      double right = Math.min(row.length, left + wide);
      double sum = 0;
      for (int from = (int) left; from < right; from++) {
        sum += row[from] * (Math.min(right, from + 1.0) - Math.max(left, from));
      }
      pixels[at + x] = (float) (sum / area);
    }
  }
}
