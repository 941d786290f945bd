package org.radloom.volumemaps.output;

import java.io.Serial;
import java.util.Objects;

/** A study that came to no result through no fault of its input: another run may fare better. */
public class FailedStudyException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final String reason;

  /**
   * Makes one.
   *
   * @param reason a stable code, lower_snake_case
   * @param message one line for the user; nothing of the input is in it
   */
  public FailedStudyException(String reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Returns the stable code of what went wrong, lower_snake_case. */
  public final String reason() {
    return reason;
  }

  /** Returns what went wrong, one line. */
  public final String line() {
    return Objects.requireNonNullElse(getMessage(), reason);
  }
}
