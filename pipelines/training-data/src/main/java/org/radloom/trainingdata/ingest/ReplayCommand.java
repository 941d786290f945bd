package org.radloom.trainingdata.ingest;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.JobOptions;
import org.radloom.commandline.OptionsHelp;
import org.radloom.commandline.OutputFolder;
import org.radloom.commandline.UsageException;

/** {@code replay}: tries once more what a stream could not use. */
public final class ReplayCommand implements Command {
  private static final String USAGE =
      """
      usage: ./radloom replay DIR [--dryRun]

      Parses the rejects of a stream again, with this version of Radloom. DIR is the --output of
      ingest. What is a usable event by now joins curated/, in files of its own whose names begin
      with replay-; what is still none stays as it is. Safe to run again, and beside a running
      ingest: what was moved once is not moved twice.

      ledger/ says what was moved, and replay/ has a file for each file of rejects with what is
      known of it. The windows of a running ingest do not get what was replayed; the next export
      of curated/ does.

      Exit codes: 0 done, also if nothing could be moved; 1 failed; 2 wrong usage.

      example: ./radloom replay stream --dryRun

      """;

  private final Clock clock;

  /** Makes the command. */
  public ReplayCommand() {
    this(Clock.systemUTC());
  }

  ReplayCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String summary() {
    return "try again what ingest could not use: replay DIR";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(USAGE);
    OptionsHelp.print(ReplayOptions.class, out);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err)
      throws UsageException, IOException {
    List<String> folders = args.stream().filter(word -> !word.startsWith("-")).toList();
    if (folders.size() != 1) {
      throw new UsageException("expected: replay DIR [--dryRun]");
    }
    List<String> flags = args.stream().filter(word -> word.startsWith("-")).toList();
    ReplayOptions options = JobOptions.parse(flags, ReplayOptions.class);
    FileSystems.setDefaultPipelineOptions(options);
    String folder = OutputFolder.of(folders.get(0));
    ReplayReport report = new RejectFiles(folder).replay(clock.millis(), options.getDryRun());
    report.print(folder, options.getDryRun(), out);
    return ExitCode.DONE;
  }
}
