package org.radloom.stream;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A stretch of event time.
 *
 * @param start first millisecond since 1970-01-01T00:00:00Z
 * @param length milliseconds, whole seconds of them
 */
public record EventWindow(long start, long length) {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss'Z'").withZone(ZoneOffset.UTC);

  /** Returns the window of that length that a time falls into. */
  public static EventWindow at(long millis, long length) {
    return new EventWindow(Math.multiplyExact(Math.floorDiv(millis, length), length), length);
  }

  /** Returns the first millisecond after it. */
  public long end() {
    return start + length;
  }

  /** Returns the name of its folder, for example {@code 2026-11-21T10-00-00Z}. */
  public String name() {
    return NAME.format(Instant.ofEpochMilli(start));
  }
}
