package org.radloom.commandline;

import java.io.PrintStream;
import java.util.List;

/** A subcommand of the launcher. */
public interface Command {

  /** Returns the word that selects it, for example {@code keys}. */
  String name();

  /** Returns what it does, in one line without a full stop. */
  String summary();

  /** Prints how it is used: every flag with its unit, default and an example. */
  void printHelp(PrintStream out);

  /**
   * Runs it.
   *
   * @param args the arguments after the name
   * @param out for results and help
   * @param err for progress and problems
   * @return the exit code, see {@link ExitCode}
   * @throws UsageException if the arguments make no sense
   * @throws Exception if the work failed; the message of the innermost cause is shown to the user
   */
  int run(List<String> args, PrintStream out, PrintStream err) throws Exception;
}
