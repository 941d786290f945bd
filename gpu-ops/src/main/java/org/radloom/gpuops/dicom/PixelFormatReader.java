package org.radloom.gpuops.dicom;

import java.util.OptionalInt;
import org.radloom.gpuops.volume.UnreadableVolumeException;

/** Reads the elements that say what a word of the pixels means. */
final class PixelFormatReader {
  /** HU that no 16-bit word may leave: far beyond any tissue, and still exact in sums of floats. */
  private static final double LARGEST_HU = 1e9;

  private PixelFormatReader() {}

  /** Returns how the words are read and rescaled. */
  static PixelFormat read(Elements elements) throws UnreadableVolumeException {
    int bitsStored = elements.requiredWord(Tag.BITS_STORED);
    int highBit = elements.requiredWord(Tag.HIGH_BIT);
    int representation = elements.requiredWord(Tag.PIXEL_REPRESENTATION);
    if (bitsStored < 1
        || bitsStored > Short.SIZE
        || highBit < bitsStored - 1
        || highBit >= Short.SIZE
        || representation > 1) {
      throw elements.failure(
          "unsupported_pixels",
          "bits must lie in 16, but BitsStored, HighBit and PixelRepresentation are: %d, %d, %d"
              .formatted(bitsStored, highBit, representation));
    }
    boolean signed = representation == 1;
    double[] rescale = rescale(elements);
    return new PixelFormat(
        bitsStored, highBit, signed, padding(elements, signed), rescale[0], rescale[1]);
  }

  /**
   * Returns slope and intercept. A CT image must have both (PS3.3, table C.8-3), so one without is
   * not taken to be HU already. A RescaleType that is not HU may be milligrams of iodine or an
   * effective atomic number (C.11.1.1.2): no number for a score.
   */
  private static double[] rescale(Elements elements) throws UnreadableVolumeException {
    if (elements.text(Tag.RESCALE_SLOPE).isEmpty()
        || elements.text(Tag.RESCALE_INTERCEPT).isEmpty()) {
      throw elements.failure(
          "no_rescale", "RescaleSlope and RescaleIntercept must have values, but have not");
    }
    if (!elements.text(Tag.RESCALE_TYPE).isEmpty()) {
      elements.requireCode(Tag.RESCALE_TYPE, "HU", "not_hu");
    }
    double slope = elements.requiredDecimals(Tag.RESCALE_SLOPE, 1)[0];
    double intercept = elements.requiredDecimals(Tag.RESCALE_INTERCEPT, 1)[0];
    if (slope == 0 || Math.abs(slope) * (1 << Short.SIZE) + Math.abs(intercept) > LARGEST_HU) {
      throw elements.failure(
          "bad_rescale",
          "the slope must not be 0, and HU must stay within %s, but slope and intercept are: %s, %s"
              .formatted(LARGEST_HU, slope, intercept));
    }
    return new double[] {slope, intercept};
  }

  private static PixelFormat.Padding padding(Elements elements, boolean signed)
      throws UnreadableVolumeException {
    OptionalInt value = elements.word(Tag.PIXEL_PADDING_VALUE);
    if (value.isEmpty()) {
      return PixelFormat.Padding.NONE;
    }
    int one = signed ? (short) value.getAsInt() : value.getAsInt();
    int limit = elements.word(Tag.PIXEL_PADDING_RANGE_LIMIT).orElse(value.getAsInt());
    int other = signed ? (short) limit : limit;
    return new PixelFormat.Padding(value.getAsInt(), Math.min(one, other), Math.max(one, other));
  }
}
