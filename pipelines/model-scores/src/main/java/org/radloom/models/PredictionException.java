package org.radloom.models;

import org.jspecify.annotations.Nullable;

/** A batch that a model could not be asked about. The message holds no values of the batch. */
public class PredictionException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure of one batch. */
  public PredictionException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
