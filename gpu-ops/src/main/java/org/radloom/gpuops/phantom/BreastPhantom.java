package org.radloom.gpuops.phantom;

/**
 * A mammogram with known findings: a compressed breast of fat, gland and strands, skin, a nipple
 * and, in oblique views, the pectoral muscle. For looking at, not for dose or contrast: grey levels
 * are chosen to please.
 *
 * @param view which of the four
 * @param width pixels
 * @param height pixels
 * @param pixelMm distance of pixel centres, mm
 * @param pixels {@code [height][width]} from the top left, 0 (air) to 4095
 */
@SuppressWarnings("ArrayRecordComponent") // Written to a file; never compared.
public record BreastPhantom(
    BreastView view, int width, int height, double pixelMm, short[] pixels) {
  /** The largest grey level: 12 bits. */
  public static final int MAX_GREY = 4095;

  /** Width of a detector of 24 x 29 cm, pixels. */
  public static final int DETECTOR_WIDTH = 3328;

  /** Height of a detector of 24 x 29 cm, pixels. */
  public static final int DETECTOR_HEIGHT = 4096;

  /** Width of the field of view, mm. */
  public static final double FIELD_WIDTH_MM = 232.96;

  private static final double FIELD_HEIGHT_MM = 286.72;

  /**
   * Returns a view.
   *
   * @param width pixels, at least 104; the field is 232.96 mm wide at any
   * @param seed of tissue and noise
   */
  public static BreastPhantom of(BreastView view, int width, long seed) {
    if (width < 104) {
      throw new IllegalArgumentException("width must be >= 104, but was: " + width);
    }
    double pixelMm = FIELD_WIDTH_MM / width;
    int height = (int) Math.round(FIELD_HEIGHT_MM / pixelMm);
    long own = LatticeNoise.mix(seed * BreastView.values().length + view.ordinal());
    BreastTissue tissue = new BreastTissue(view, FIELD_WIDTH_MM, FIELD_HEIGHT_MM, own);
    short[] pixels = new short[Math.multiplyExact(width, height)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        double grey = tissue.grey((x + 0.5) * pixelMm, (y + 0.5) * pixelMm);
        // Outside the breast the detector is saturated and the image black.
        if (grey > 0) {
          pixels[i] = (short) Math.min(MAX_GREY, Math.max(1, Math.round(grey + noise(own, i))));
        }
      }
    }
    return new BreastPhantom(view, width, height, pixelMm, pixels);
  }

  /** Returns two dice of 16 sides, less their mean: a standard deviation of 6.5 grey levels. */
  private static int noise(long seed, int pixel) {
    long bits = LatticeNoise.mix(seed ^ pixel);
    return (int) (bits & 15) + (int) (bits >>> 4 & 15) - 15;
  }
}
