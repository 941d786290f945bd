package org.radloom.privacy;

import java.util.HexFormat;

/**
 * A pseudonym of 128 bits.
 *
 * @param hi the first 8 bytes, big-endian
 * @param lo the last 8 bytes, big-endian
 */
public record Pseudonym(long hi, long lo) implements Comparable<Pseudonym> {

  /**
   * Returns the pseudonym that {@link #hex} wrote.
   *
   * @throws IllegalArgumentException if it is anything but 32 hex digits
   */
  public static Pseudonym ofHex(String hex) {
    if (hex.length() != 32) {
      throw new IllegalArgumentException("a pseudonym has 32 hex digits");
    }
    return new Pseudonym(
        HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
  }

  /** Orders pseudonyms as their hex digits. */
  @Override
  public int compareTo(Pseudonym other) {
    int high = Long.compareUnsigned(hi, other.hi);
    return high != 0 ? high : Long.compareUnsigned(lo, other.lo);
  }

  /** Returns 32 lower-case hex digits. */
  public String hex() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(hi) + hex.toHexDigits(lo);
  }
}
