package org.radloom.gpuops.images;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Resizes on the CPU, and defines what is right. */
public final class CpuImageResizer implements ImageResizer {
  @Override
  public Image resize(Image image, int width, int height, @Nullable IntensityWindow window) {
    Image.requireSize(width, height);
    Axis across = new Axis(image.width(), width, image.width() / (double) width);
    Axis down = new Axis(image.height(), height, image.height() / (double) height);
    float[] pixels = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double top =
            between(
                image.at(across.before[x], down.before[y]),
                image.at(across.after[x], down.before[y]),
                across.share[x]);
        double bottom =
            between(
                image.at(across.before[x], down.after[y]),
                image.at(across.after[x], down.after[y]),
                across.share[x]);
        pixels[y * width + x] = (float) between(top, bottom, down.share[y]);
      }
    }
    return windowed(width, height, pixels, window);
  }

  private static double between(double from, double to, double share) {
    return from + share * (to - from);
  }

  @Override
  public Image shrink(Image image, int width, int height, @Nullable IntensityWindow window) {
    requireSmaller(image, width, height);
    if (width == image.width() && height == image.height() && window == null) {
      return image;
    }
    // Rows first: the sums of a row are as wide as the old picture.
    float[] pixels = new float[width * height];
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
    return windowed(width, height, pixels, window);
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

  static void requireSmaller(Image image, int width, int height) {
    Image.requireSize(width, height);
    if (width > image.width() || height > image.height()) {
      throw new IllegalArgumentException(
          "a picture of %d x %d cannot shrink to %d x %d"
              .formatted(image.width(), image.height(), width, height));
    }
  }

  private static Image windowed(
      int width, int height, float[] pixels, @Nullable IntensityWindow window) {
    return new Image(width, height, window == null ? pixels : window.of(pixels));
  }

  /** Nothing is held from one picture to the next. */
  @Override
  public void close() {}
}
