package org.radloom.gpuops.volume;

import java.io.IOException;
import java.io.Serial;

/**
 * An input that no number may be computed from: damaged, lying, of an unknown kind or too large.
 *
 * <p>The message names the file (its name, not its folder) and says what was expected and found; it
 * holds nothing that was read from the file's free text.
 */
public final class UnreadableVolumeException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final String reason;

  /**
   * Makes one.
   *
   * @param reason a stable code such as {@code truncated} or {@code not_finite}, lower_snake_case
   * @param message one line for the user, with the file's name
   */
  public UnreadableVolumeException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Makes one that keeps what led to it. */
  public UnreadableVolumeException(String reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Returns the stable code of what is wrong, lower_snake_case. */
  public String reason() {
    return reason;
  }
}
