package org.radloom.gpuops.dicom;

/**
 * How a 16-bit word of the file holds a stored value and its rescaling to HU (PS3.5, 8.1.1; PS3.3,
 * C.7.6.3.1 and C.11.1).
 *
 * @param bitsStored 1 to 16; what lies outside of them (overlays once) is no part of the value
 * @param highBit position of the value's highest bit, {@code bitsStored - 1} to 15
 * @param signed whether the value is two's complement
 * @param padding which values are no image
 * @param slope HU per stored unit, finite, not 0
 * @param intercept HU, finite
 */
record PixelFormat(
    int bitsStored, int highBit, boolean signed, Padding padding, double slope, double intercept) {

  /** HU of air, which padding that would read as something denser than water is made. */
  static final double AIR_HU = -1000;

  /**
   * PixelPaddingValue and PixelPaddingRangeLimit (PS3.3, C.7.5.1.1.2), in any order.
   *
   * @param word the bits of the padding value, which may need more than bitsStored; -1 for none
   * @param lowest of the range of stored values; above highest for none
   * @param highest of the range, inclusive
   */
  record Padding(int word, int lowest, int highest) {
    static final Padding NONE = new Padding(-1, 1, 0);
  }

  /** Returns the stored value in {@code word}, 0 to 65535. */
  int value(int word) {
    int aligned = word >> (highBit + 1 - bitsStored);
    int unused = Integer.SIZE - bitsStored;
    return signed ? aligned << unused >> unused : aligned << unused >>> unused;
  }

  boolean isPadding(int word) {
    int value = value(word);
    return (word == padding.word && highBit + 1 == bitsStored)
        || (value >= padding.lowest && value <= padding.highest);
  }

  boolean hasPadding() {
    return !padding.equals(Padding.NONE);
  }

  /** Returns the attenuation in {@code word}, in double. */
  double hu(int word) {
    return slope * value(word) + intercept;
  }

  /** Returns whether {@code word} is padding that would read as denser than water. */
  boolean isDensePadding(int word) {
    return isPadding(word) && hu(word) > 0;
  }

  int leastValue() {
    return signed ? -(1 << (bitsStored - 1)) : 0;
  }

  int largestValue() {
    return signed ? (1 << (bitsStored - 1)) - 1 : (1 << bitsStored) - 1;
  }
}
