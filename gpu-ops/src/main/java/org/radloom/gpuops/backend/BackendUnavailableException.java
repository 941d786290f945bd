package org.radloom.gpuops.backend;

import java.io.Serial;

/** The machine that the user insists on is not here; the message says why and what to do. */
public final class BackendUnavailableException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  BackendUnavailableException(String message) {
    super(message);
  }
}
