package org.radloom.volumemaps;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.radloom.commandline.Command;
import org.radloom.commandline.Commands;
import org.radloom.commandline.ExitCode;

/**
 * A command line that was run in this process.
 *
 * @param code exit code, see {@link ExitCode}
 * @param out what it printed as its result
 * @param err what it said beside that
 */
record CommandLine(int code, String out, String err) {
  private static final List<Command> COMMANDS = List.of(new MapsCommand());

  /** Runs the words and exits, for tests that kill the process. */
  public static void main(String[] words) {
    System.exit(new Commands(COMMANDS, false).run(words, System.out, System.err));
  }

  /** Runs the words as the launcher does. */
  static CommandLine run(List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        new Commands(COMMANDS, false)
            .run(
                words.toArray(new String[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    return new CommandLine(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
