package org.radloom.statistics;

import java.math.BigInteger;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;

/**
 * A sum of doubles without rounding, so that neither order nor grouping shows in it: a fixed-point
 * number wide enough for every double, in digits of 32 bits that carry late (the small
 * superaccumulator of Neal 2015, "Fast exact summation using small and large superaccumulators").
 *
 * <p>About 550 bytes. Not thread-safe.
 */
public final class ExactSum implements Mergeable<ExactSum> {
  private static final int DIGITS = 67;
  private static final int DIGIT_BITS = 32;
  private static final long DIGIT_MASK = (1L << DIGIT_BITS) - 1;
  private static final int MANTISSA_BITS = 52;
  private static final int EXPONENT_MASK = 0x7ff;

  /** The weight of the lowest bit is 2 to the power of this. */
  private static final int LOWEST = -1075;

  /** Each number adds less than 2^32 to a digit, which has room for 2^63. */
  private static final int MOST_BEFORE_CARRY = 1 << 29;

  private final long[] digits = new long[DIGITS];
  private int sinceCarry;

  /** Adds a finite number. */
  public void add(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("value must be finite, but was: " + value);
    }
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> MANTISSA_BITS) & EXPONENT_MASK;
    long mantissa = bits & ((1L << MANTISSA_BITS) - 1);
    if (exponent == 0) {
      exponent = 1;
    } else {
      mantissa |= 1L << MANTISSA_BITS;
    }
    int digit = exponent / DIGIT_BITS;
    int shift = exponent % DIGIT_BITS;
    long low = (mantissa << shift) & DIGIT_MASK;
    long middle = (mantissa >>> (DIGIT_BITS - shift)) & DIGIT_MASK;
    long high = (mantissa >>> DIGIT_BITS) >>> (DIGIT_BITS - shift);
    long sign = bits < 0 ? -1 : 1;
    digits[digit] += sign * low;
    digits[digit + 1] += sign * middle;
    digits[digit + 2] += sign * high;
    if (++sinceCarry >= MOST_BEFORE_CARRY) {
      carry();
    }
  }

  @Override
  public void merge(ExactSum other) {
    carry();
    other.carry();
    for (int i = 0; i < DIGITS; i++) {
      digits[i] += other.digits[i];
    }
    carry();
  }

  /** Returns the sum, rounded once to the nearest double. */
  public double value() {
    carry();
    BigInteger total = BigInteger.ZERO;
    for (int i = DIGITS - 1; i >= 0; i--) {
      total = total.shiftLeft(DIGIT_BITS).add(BigInteger.valueOf(digits[i]));
    }
    BigInteger size = total.abs();
    // 62 bits are more than a double keeps; what was cut off shows in the last of them.
    int cut = Math.max(0, size.bitLength() - 62);
    long kept = size.shiftRight(cut).longValueExact();
    if (cut > 0 && size.getLowestSetBit() < cut) {
      kept |= 1;
    }
    double rounded = Math.scalb((double) kept, cut + LOWEST);
    return total.signum() < 0 ? -rounded : rounded;
  }

  @Override
  public void put(RowWriter row) {
    carry();
    int from = 0;
    int to = DIGITS;
    while (from < DIGITS && digits[from] == 0) {
      from++;
    }
    while (to > from && digits[to - 1] == 0) {
      to--;
    }
    row.putCount(from).putCount(to - from);
    for (int i = from; i < to; i++) {
      row.putLong(digits[i]);
    }
  }

  /** Reads what {@link #put} put. */
  public static ExactSum read(RowReader row) {
    ExactSum sum = new ExactSum();
    int from = row.readInt();
    int count = row.readInt();
    for (int i = from; i < from + count; i++) {
      sum.digits[i] = row.readLong();
    }
    return sum;
  }

  /** Leaves 0 to 2^32 - 1 in every digit but the highest, which has the sign. */
  private void carry() {
    for (int i = 0; i + 1 < DIGITS; i++) {
      digits[i + 1] += digits[i] >> DIGIT_BITS;
      digits[i] &= DIGIT_MASK;
    }
    sinceCarry = 0;
  }
}
