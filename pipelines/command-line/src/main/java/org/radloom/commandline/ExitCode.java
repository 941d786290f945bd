package org.radloom.commandline;

/** What the process tells its caller. */
public final class ExitCode {
  /** The work is done. */
  public static final int DONE = 0;

  /** The work failed, or found what it was to look for. */
  public static final int FAILED = 1;

  /** The call made no sense; nothing was changed. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
