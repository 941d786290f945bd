package org.radloom.datasetreport;

import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers and codes as a reader sees them, the same in every place of the world. */
final class Words {
  private static final int MOST_CHARACTERS = 300;
  private static final int MOST_LABEL = 34;
  private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}]");
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Words() {}

  /** Returns for example {@code 9,113}. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Returns for example {@code 1 record}, {@code 2 records}. */
  static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** Returns a share of 0 to 1 in percent, with one digit after the point. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** Returns three digits after the point, or a dash for what is no number. */
  static String decimal(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "-";
  }

  /** Returns a probability, with the small ones as a bound. */
  static String probability(double value) {
    return value < 0.001 ? "< 0.001" : decimal(value);
  }

  /** Returns at most four digits, without those that say nothing: 0.25, 12, 1.0 as 1. */
  static String brief(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e9) {
      return Long.toString((long) value);
    }
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }

  static String bytes(long bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0
        ? count(bytes) + " B"
        : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  /** Returns a code such as {@code low_confidence} in words. */
  static String ofCode(String code) {
    return shown(code).replace('_', ' ');
  }

  /** Returns text that fits into a picture. */
  static String label(String text) {
    return text.length() <= MOST_LABEL ? text : text.substring(0, MOST_LABEL) + "...";
  }

  /**
   * Returns text that a page can hold: without its end if it is too long, and with a mark for each
   * character that is not seen but changes how the rest is.
   */
  static String shown(String text) {
    String visible = UNSEEN.matcher(text).replaceAll("\uFFFD");
    if (visible.length() <= MOST_CHARACTERS) {
      return visible;
    }
    return visible.substring(0, MOST_CHARACTERS) + "...";
  }
}
