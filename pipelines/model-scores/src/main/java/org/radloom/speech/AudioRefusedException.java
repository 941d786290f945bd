package org.radloom.speech;

import org.jspecify.annotations.Nullable;

/** A recording is not transcribed. The message holds nothing of what the file says. */
public final class AudioRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final AudioRefusal reason;

  /** A refusal for the reason given. */
  public AudioRefusedException(AudioRefusal reason, String message) {
    this(reason, message, null);
  }

  /** A refusal because of another failure. */
  public AudioRefusedException(AudioRefusal reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Returns why. */
  public AudioRefusal reason() {
    return reason;
  }
}
