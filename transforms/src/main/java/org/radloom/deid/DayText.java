package org.radloom.deid;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is written instead of a date. */
final class DayText {
  private final DateMode mode;

  DayText(DateMode mode) {
    this.mode = mode;
  }

  boolean keepsYears() {
    return mode != DateMode.REMOVE;
  }

  /** Returns what replaces a date of which this year is known, or none if it is below 1. */
  String year(int year) {
    return mode == DateMode.REMOVE || year < 1 ? Kind.DATE.tag() : "[DATE:" + year + "]";
  }

  /** Returns the day moved, or null if dates are not moved or this is no day. */
  @Nullable LocalDate moved(int year, int month, int day, int shiftDays) {
    if (mode != DateMode.SHIFT || shiftDays == 0) {
      return null;
    }
    try {
      return LocalDate.of(year, month, day).plusDays(shiftDays);
    } catch (DateTimeException e) {
      return null;
    }
  }

  static String number(int value, int width) {
    String digits = Integer.toString(value);
    return digits.length() < width ? "0".repeat(width - digits.length()) + digits : digits;
  }

  /** Returns the month as long and in the case of the word it replaces. */
  static String month(LocalDate day, String like) {
    boolean full = like.length() > 4 || day.getMonthValue() == 5;
    return inCase(
        day.getMonth().getDisplayName(full ? TextStyle.FULL : TextStyle.SHORT, Locale.ENGLISH),
        like);
  }

  static String weekday(LocalDate day, String like) {
    return inCase(
        day.getDayOfWeek()
            .getDisplayName(like.length() > 3 ? TextStyle.FULL : TextStyle.SHORT, Locale.ENGLISH),
        like);
  }

  private static String inCase(String name, String like) {
    if (like.equals(like.toUpperCase(Locale.ROOT))) {
      return name.toUpperCase(Locale.ROOT);
    }
    return Character.isUpperCase(like.charAt(0)) ? name : name.toLowerCase(Locale.ROOT);
  }

  static String suffix(int day) {
    if (day >= 11 && day <= 13) {
      return "th";
    }
    return switch (day % 10) {
      case 1 -> "st";
      case 2 -> "nd";
      case 3 -> "rd";
      default -> "th";
    };
  }
}
