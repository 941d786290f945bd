package org.radloom.datasetchecks.results;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Numbers as results print them: six significant digits, so that the order in which a sum was added
 * up does not show.
 */
public final class Numbers {
  private static final MathContext DIGITS = new MathContext(6);

  private Numbers() {}

  /** Returns the number rounded to six significant digits; not a number stays as it is. */
  public static double rounded(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).doubleValue() : value;
  }

  /** Returns the number in decimal digits, without an exponent. */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
