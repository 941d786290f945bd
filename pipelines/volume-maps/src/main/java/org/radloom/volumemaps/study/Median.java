package org.radloom.volumemaps.study;

/** The middle of many floats in three passes and no sorting. */
final class Median {
  private static final int HALF_BITS = 16;
  private static final int HALVES = 1 << HALF_BITS;

  private Median() {}

  /** Which values count. */
  @FunctionalInterface
  interface Choice {
    /** Returns whether the value at an index counts. */
    boolean includes(int index);
  }

  /** Returns the lower of the two in the middle where there is an even number; 0 of none. */
  static float of(float[] values, Choice choice) {
    int[] high = new int[HALVES];
    long count = 0;
    for (int i = 0; i < values.length; i++) {
      if (choice.includes(i)) {
        high[key(values[i]) >>> HALF_BITS]++;
        count++;
      }
    }
    if (count == 0) {
      return 0;
    }
    long rank = (count - 1) / 2;
    int upper = 0;
    while (rank >= high[upper]) {
      rank -= high[upper++];
    }
    int[] low = new int[HALVES];
    for (int i = 0; i < values.length; i++) {
      int key = key(values[i]);
      if (key >>> HALF_BITS == upper && choice.includes(i)) {
        low[key & (HALVES - 1)]++;
      }
    }
    int lower = 0;
    while (rank >= low[lower]) {
      rank -= low[lower++];
    }
    return value(upper << HALF_BITS | lower);
  }

  /** Returns bits that, unsigned, have the order of the floats. */
  private static int key(float value) {
    int bits = Float.floatToIntBits(value);
    return bits ^ (bits >> 31 | Integer.MIN_VALUE);
  }

  private static float value(int key) {
    return Float.intBitsToFloat(key ^ (~key >> 31 | Integer.MIN_VALUE));
  }
}
