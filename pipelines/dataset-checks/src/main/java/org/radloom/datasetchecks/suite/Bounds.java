package org.radloom.datasetchecks.suite;

import java.util.OptionalDouble;
import org.radloom.datasetchecks.results.Numbers;

/** Bounds in words. */
final class Bounds {
  private Bounds() {}

  static String text(OptionalDouble min, OptionalDouble max) {
    if (min.isPresent() && max.isPresent()) {
      return number(min.getAsDouble()) + " to " + number(max.getAsDouble());
    }
    return min.isPresent()
        ? "at least " + number(min.getAsDouble())
        : "at most " + number(max.getAsDouble());
  }

  static String number(double value) {
    return Numbers.text(value);
  }

  static String percent(double share) {
    return Numbers.text(100 * share) + " %";
  }
}
