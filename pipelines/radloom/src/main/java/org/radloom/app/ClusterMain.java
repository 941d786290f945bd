package org.radloom.app;

import org.radloom.commandline.Commands;
import org.radloom.commandline.ExitCode;

/**
 * Every command of Radloom, for a Flink that runs a job's main method in its own JobManager
 * (application mode, as the Flink Kubernetes operator does). It never ends the process, which is
 * not its own: a failure is thrown, and Flink makes it the job's.
 */
public final class ClusterMain {
  private ClusterMain() {}

  /**
   * Runs the command line.
   *
   * @throws IllegalStateException if it ends with another exit code than 0; why stands in the log
   */
  public static void main(String[] args) {
    boolean debug = "1".equals(System.getenv("RADLOOM_DEBUG"));
    int code = new Commands(Main.COMMANDS, debug).run(args, System.out, System.err);
    if (code != ExitCode.DONE) {
      throw new IllegalStateException("radloom ended with exit code %d".formatted(code));
    }
  }
}
