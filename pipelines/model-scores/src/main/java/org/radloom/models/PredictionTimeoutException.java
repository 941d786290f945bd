package org.radloom.models;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A batch that a model did not finish in the time it was given. The model can be asked again. */
public final class PredictionTimeoutException extends PredictionException {
  private static final long serialVersionUID = 1L;

  /** A batch that took longer than this. */
  public PredictionTimeoutException(String model, Duration timeout, @Nullable Throwable cause) {
    super("%s: did not finish within %d ms".formatted(model, timeout.toMillis()), cause);
  }
}
