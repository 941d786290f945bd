package org.radloom.gpuops.images;

/**
 * The part of the intensities that matters, brought to 0 to 1: (value - (centre - width / 2)) /
 * width, below 0 as 0, above 1 as 1. DICOM's function {@code LINEAR_EXACT} (PS3.3, C.11.2.1.3.2).
 *
 * @param centre middle of the window, in the unit of the values, for example HU; finite
 * @param width extent of the window, the same unit, finite and > 0
 */
public record IntensityWindow(double centre, double width) {
  /** Checks the numbers. */
  public IntensityWindow {
    if (!Double.isFinite(centre)) {
      throw new IllegalArgumentException("centre must be finite, but was: " + centre);
    }
    if (!(width > 0) || !Double.isFinite(width)) {
      throw new IllegalArgumentException("width must be finite and > 0, but was: " + width);
    }
  }

  /** Returns what becomes 0. */
  double low() {
    return centre - width / 2;
  }

  /** Returns a value in the window, 0 to 1; what is no number is 0. */
  public float of(double value) {
    double inside = (value - low()) / width;
    return inside > 0 ? (float) Math.min(1, inside) : 0;
  }

  /** Returns values in the window. */
  public float[] of(float[] values) {
    float[] windowed = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      windowed[i] = of((double) values[i]);
    }
    return windowed;
  }
}
