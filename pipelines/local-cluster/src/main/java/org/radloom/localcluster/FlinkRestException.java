package org.radloom.localcluster;

import java.io.IOException;

/** An answer of Flink that says no. */
public final class FlinkRestException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  FlinkRestException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** Returns the HTTP status, for example 404. */
  public int status() {
    return status;
  }
}
