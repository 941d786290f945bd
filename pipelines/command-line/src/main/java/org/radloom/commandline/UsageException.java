package org.radloom.commandline;

/** A call that makes no sense. The message says what is wrong with it; the process exits with 2. */
public final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A call that is wrong for the reason given. */
  public UsageException(String message) {
    super(message);
  }
}
