package org.radloom.gpuops.phantom;

/** Smooth noise of one size of blob: random values on a coarse lattice, blended between. */
final class LatticeNoise {
  private final double perX;
  private final double perY;
  private final int columns;
  private final int rows;
  private final float[] values;

  /**
   * Makes noise for a field.
   *
   * @param widthMm of the field
   * @param heightMm of the field
   * @param blobWidthMm distance of lattice points along x, mm
   * @param blobHeightMm distance of lattice points along y, mm
   */
  LatticeNoise(
      double widthMm, double heightMm, double blobWidthMm, double blobHeightMm, long seed) {
    perX = 1 / blobWidthMm;
    perY = 1 / blobHeightMm;
    columns = (int) (widthMm * perX) + 2;
    rows = (int) (heightMm * perY) + 2;
    values = new float[columns * rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mix(seed + i) >> 40) / (1 << 23);
    }
  }

  /** Returns the noise at a point, -1 to 1; beyond the field that of its nearest point. */
  double at(double xMm, double yMm) {
    double x = Math.min(columns - 1.001, Math.max(0, xMm * perX));
    double y = Math.min(rows - 1.001, Math.max(0, yMm * perY));
    int column = (int) x;
    int row = (int) y;
    double right = smooth(x - column);
    double below = smooth(y - row);
    int i = row * columns + column;
    double upper = values[i] + right * (values[i + 1] - values[i]);
    double lower = values[i + columns] + right * (values[i + columns + 1] - values[i + columns]);
    return upper + below * (lower - upper);
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  /** Returns 64 bits that depend on every bit of the input (the finalizer of SplitMix64). */
  static long mix(long value) {
    long z = (value + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
