package org.radloom.commandline;

/** Values of flags that are whole numbers within bounds. */
public final class WholeNumber {
  private WholeNumber() {}

  /**
   * Returns the number of a flag.
   *
   * @param flag as it was given, {@code --NAME=VALUE}
   */
  public static int of(String flag, int least, int most) throws UsageException {
    int equals = flag.indexOf('=');
    String value = flag.substring(equals + 1);
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, with the range.
    }
    throw new UsageException(
        "%s must be a whole number from %d to %d, but was: %s"
            .formatted(flag.substring(0, equals), least, most, value));
  }
}
