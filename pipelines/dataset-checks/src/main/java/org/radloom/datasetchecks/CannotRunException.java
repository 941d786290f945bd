package org.radloom.datasetchecks;

/** The gate could not be run, so nothing is known of the version. The process exits with 2. */
public final class CannotRunException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Nothing was checked for the reason given, one line. */
  public CannotRunException(String message) {
    super(message);
  }

  /** Nothing was checked for the reason given, one line. */
  public CannotRunException(String message, Throwable cause) {
    super(message, cause);
  }
}
