package org.radloom.trainingdata;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.radloom.audit.AuditCommand;
import org.radloom.commandline.Command;
import org.radloom.commandline.Commands;
import org.radloom.commandline.ExitCode;
import org.radloom.encryption.DecryptCommand;
import org.radloom.trainingdata.erase.EraseCommand;
import org.radloom.trainingdata.export.ExportCommand;
import org.radloom.trainingdata.gate.VerifyCommand;
import org.radloom.trainingdata.ingest.IngestCommand;
import org.radloom.trainingdata.ingest.ReplayCommand;
import org.radloom.trainingdata.keys.KeysCommand;

/**
 * A command line that was run in this process.
 *
 * @param code exit code, see {@link ExitCode}
 * @param out what it printed as its result
 * @param err what it said beside that
 */
public record CommandLine(int code, String out, String err) {
  private static final List<Command> COMMANDS =
      List.of(
          new ExportCommand(),
          new VerifyCommand(),
          new IngestCommand(),
          new ReplayCommand(),
          new KeysCommand(),
          new DecryptCommand(),
          new EraseCommand(),
          new AuditCommand());

  /** Runs the words and exits, for tests that kill the process. */
  public static void main(String[] words) {
    System.exit(new Commands(COMMANDS, false).run(words, System.out, System.err));
  }

  /** Runs the words as the launcher does. */
  public static CommandLine run(List<String> words) {
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
