package org.radloom.models;

import org.jspecify.annotations.Nullable;

/** A model that is not opened. The message says what was expected and what was found. */
public final class ModelRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Refusal reason;

  /**
   * A refusal.
   *
   * @param model which one, for example {@code lesions/3}
   * @param what was looked at, for example {@code sha256 of model.onnx}
   * @param expected what it should have been
   * @param found what it was
   */
  public ModelRefusedException(
      Refusal reason, String model, String what, Object expected, Object found) {
    this(reason, model, what, expected, found, null);
  }

  /** A refusal because of another failure. */
  public ModelRefusedException(
      Refusal reason,
      String model,
      String what,
      Object expected,
      Object found,
      @Nullable Throwable cause) {
    super("%s: %s: expected %s, found %s".formatted(model, what, expected, found), cause);
    this.reason = reason;
  }

  /** Returns why. */
  public Refusal reason() {
    return reason;
  }
}
