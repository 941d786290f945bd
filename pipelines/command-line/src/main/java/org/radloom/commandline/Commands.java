package org.radloom.commandline;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Picks the command that the first argument names, and turns what it does into an exit code. */
public final class Commands {

  private final List<Command> commands;
  private final boolean debug;

  /**
   * Returns a choice of the commands.
   *
   * @param commands in the order of the help
   * @param debug whether every failure shows its trace, as {@code -v} asks for
   */
  public Commands(List<Command> commands, boolean debug) {
    this.commands = commands;
    this.debug = debug;
  }

  /** Runs the command line and returns the exit code, see {@link ExitCode}. */
  public int run(String[] args, PrintStream out, PrintStream err) {
    List<String> words = new ArrayList<>(Arrays.asList(args));
    boolean asked = words.remove("-v");
    boolean verbose = asked || debug;
    if (words.isEmpty()) {
      printCommands(err);
      return ExitCode.USAGE;
    }
    String first = words.get(0);
    switch (first) {
      case "help", "--help", "-h" -> {
        printCommands(out);
        return ExitCode.DONE;
      }
      case "version", "--version" -> {
        out.println(Version.ofThisJar());
        return ExitCode.DONE;
      }
      default -> {}
    }
    Optional<Command> command = commands.stream().filter(c -> c.name().equals(first)).findFirst();
    if (command.isEmpty()) {
      err.println("radloom: there is no command '%s'".formatted(first));
      printCommands(err);
      return ExitCode.USAGE;
    }
    return run(command.get(), words.subList(1, words.size()), verbose, out, err);
  }

  // A command line answers whatever goes wrong with a line and an exit code.
  @SuppressWarnings("CatchAndPrintStackTrace")
  private static int run(
      Command command, List<String> args, boolean verbose, PrintStream out, PrintStream err) {
    if (args.contains("--help") || args.contains("-h")) {
      command.printHelp(out);
      return ExitCode.DONE;
    }
    try {
      return command.run(args, out, err);
    } catch (UsageException e) {
      err.println("radloom %s: %s".formatted(command.name(), e.getMessage()));
      err.println("see ./radloom %s --help".formatted(command.name()));
      return ExitCode.USAGE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println("radloom %s: interrupted".formatted(command.name()));
      return ExitCode.FAILED;
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      err.println("radloom %s: %s".formatted(command.name(), RootCause.describe(e)));
      if (verbose) {
        e.printStackTrace(err);
      } else {
        err.println("(RADLOOM_DEBUG=1 or -v shows the whole trace)");
      }
      return ExitCode.FAILED;
    }
  }

  private void printCommands(PrintStream to) {
    to.println("usage: ./radloom COMMAND [--flag=value]...");
    for (Command command : commands) {
      to.println("  %-8s %s".formatted(command.name(), command.summary()));
    }
  }
}
