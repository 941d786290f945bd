package org.radloom.commandline;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them in flags: {@code 500ms}, {@code 30s}, {@code 10m}, {@code 7d}. The
 * longest is 3650 days: added to any time of an event, it stays within what Beam can say.
 */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private static final Duration LONGEST = Duration.ofDays(3650);

  private Durations() {}

  /**
   * Returns the duration that a flag gives.
   *
   * @param flag name of the flag, for the error
   * @throws UsageException if the text is none
   */
  public static Duration parse(String flag, String text) throws UsageException {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new UsageException(
          "--%s must be a number with ms, s, m, h or d, for example 10m, but was: %s"
              .formatted(flag, text));
    }
    long number = Long.parseLong(form.group(1));
    Duration duration =
        switch (form.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    if (duration.compareTo(LONGEST) > 0) {
      throw new UsageException(
          "--%s must be at most %dd, but was: %s".formatted(flag, LONGEST.toDays(), text));
    }
    return duration;
  }
}
