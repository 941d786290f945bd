package org.radloom.gpuops.dicom;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and times as DICOM writes them (PS3.5, table 6.2-1), in microseconds. What is not written
 * to the second or breaks the form is no time.
 */
final class DicomTime {
  static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long MICROS_PER_SECOND = 1_000_000;

  /** A leap second is allowed. */
  private static final String TIME = "([01]\\d|2[0-3])([0-5]\\d)([0-5]\\d|60)(?:\\.(\\d{1,6}))?";

  private static final Pattern TM = Pattern.compile(TIME);
  private static final Pattern DA = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
  private static final Pattern DT =
      Pattern.compile("(\\d{8})(" + TIME + ")(?:([+-])(\\d{2})([0-5]\\d))?");

  private DicomTime() {}

  /** Returns microseconds since midnight. */
  static OptionalLong ofTime(String tm) {
    Matcher parts = TM.matcher(tm);
    if (!parts.matches()) {
      return OptionalLong.empty();
    }
    long seconds = (number(parts, 1) * 60 + number(parts, 2)) * 60 + number(parts, 3);
    String fraction = parts.group(4) == null ? "" : parts.group(4);
    long micros = Long.parseLong((fraction + "000000").substring(0, 6));
    return OptionalLong.of(seconds * MICROS_PER_SECOND + micros);
  }

  /** Returns microseconds from 1970 to that day's midnight. */
  static OptionalLong ofDate(String da) {
    Matcher parts = DA.matcher(da);
    if (!parts.matches()) {
      return OptionalLong.empty();
    }
    try {
      LocalDate date =
          LocalDate.of((int) number(parts, 1), (int) number(parts, 2), (int) number(parts, 3));
      return OptionalLong.of(date.toEpochDay() * MICROS_PER_DAY);
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }

  /** Returns microseconds since 1970, in the zone it names or, without one, as if it were UTC. */
  static OptionalLong ofDateTime(String dt) {
    Matcher parts = DT.matcher(dt);
    if (!parts.matches()) {
      return OptionalLong.empty();
    }
    OptionalLong date = ofDate(parts.group(1));
    OptionalLong time = ofTime(parts.group(2));
    if (date.isEmpty() || time.isEmpty()) {
      return OptionalLong.empty();
    }
    long zone = 0;
    if (parts.group(7) != null) {
      zone = (number(parts, 8) * 60 + number(parts, 9)) * 60 * MICROS_PER_SECOND;
      zone = parts.group(7).equals("-") ? -zone : zone;
    }
    return OptionalLong.of(date.getAsLong() + time.getAsLong() - zone);
  }

  private static long number(Matcher parts, int group) {
    return Long.parseLong(parts.group(group));
  }
}
