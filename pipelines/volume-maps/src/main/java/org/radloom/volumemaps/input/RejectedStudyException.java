package org.radloom.volumemaps.input;

import java.io.Serial;
import java.util.Objects;

/** A study that no result may be made of. The message names the file, and nothing that is in it. */
public final class RejectedStudyException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final String reason;

  /** Makes one. */
  public RejectedStudyException(RejectReason reason, String message) {
    this(reason.code(), message);
  }

  /** Makes one for a reason that a reader or a method gave, lower_snake_case. */
  public RejectedStudyException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Returns the stable code of what is wrong, lower_snake_case. */
  public String reason() {
    return reason;
  }

  /** Returns what is wrong, one line. */
  public String line() {
    return Objects.requireNonNullElse(getMessage(), reason);
  }
}
