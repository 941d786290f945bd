package org.radloom.gpuops.images;

/** Resizes on the CPU, and defines what is right. */
public final class CpuImageResizer implements ImageResizer {
  @Override
  public Image resize(Image image, int width, int height) {
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
    return new Image(width, height, pixels);
  }

  private static double between(double from, double to, double share) {
    return from + share * (to - from);
  }

  /** Nothing is held from one picture to the next. */
  @Override
  public void close() {}
}
