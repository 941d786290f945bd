package org.radloom.app;

import org.radloom.commandline.Commands;
import org.radloom.commandline.ExitCode;

/**
 * The entry class for {@code flink run} and for Flink's REST interface, where the command runs
 * inside a process of the cluster's: it ends by returning or throwing, never by an exit.
 */
public final class OnCluster {
  private OnCluster() {}

  /** Runs the command line. */
  public static void main(String[] args) {
    int code = new Commands(Main.COMMANDS, true).run(args, System.out, System.err);
    if (code != ExitCode.DONE) {
      throw new IllegalStateException("the command ended with exit code " + code);
    }
  }
}
