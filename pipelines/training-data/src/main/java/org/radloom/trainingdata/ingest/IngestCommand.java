package org.radloom.trainingdata.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.JobOptions;
import org.radloom.commandline.OutputFolder;
import org.radloom.commandline.UsageException;
import org.radloom.lineage.Lineage;
import org.radloom.lineage.LineageRun;
import org.radloom.transforms.stream.IngestEvents;

/** {@code ingest}: takes in events that never end. */
public final class IngestCommand implements Command {
  private static final String USAGE =
      """
      usage: ./radloom ingest --source=GLOB|kafka:HOST:PORT/TOPIC --output=DIR --keyFile=F \
      [--flag=value]...

      Takes in events as they come, each once, until it is stopped. What it keeps is in OUTPUT:
      curated/ (events, by day and hour; an --input of export), rejects/ (what is no event, and
      why), ledger/ (what came and where it went). Inside this process it goes on where the last
      run stopped; on a cluster, give --savepointPath.

      On a cluster, the same job by Flink's own command:
        flink run -d -c org.radloom.app.ClusterMain radloom.jar ingest --source=... --output=... \
      --keyFile=...

      """;

  private static final long LONGEST_BUNDLE_MS = 200;
  private static final String JOB_NAME = "radloom-ingest";
  private static final String IN_THIS_PROCESS = "[local]";

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String summary() {
    return "events that never end to a curated store";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(USAGE);
    JobOptions.printHelp(IngestOptions.class, out);
    out.print(
        """
          --checkpointingInterval=10000
                milliseconds between checkpoints; files appear when theirs is complete; a checkpoint
                that takes more than 8 times as long, and a minute, has failed
                default: 10000
          --savepointPath=s3://checkpoints/job/chk-42
                checkpoint or savepoint to go on from
                default: the newest of OUTPUT/.checkpoints inside this process, none on a cluster
        """);
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err) throws Exception {
    IngestOptions options = options(args);
    try (Running running = start(options, err)) {
      if (running.state().isEmpty()) {
        out.printf("submitted %s; what it keeps appears in %s%n", JOB_NAME, running.output());
        return ExitCode.DONE;
      }
      IngestProgress progress = IngestProgress.watch(running.output(), err);
      try (progress) {
        return waitFor(running.result());
      }
    }
  }

  /** A stream has no end of its own: whatever ends it is a failure. */
  private static int waitFor(PipelineResult result) throws IOException {
    try {
      return result.waitUntilFinish() == PipelineResult.State.DONE
          ? ExitCode.DONE
          : ExitCode.FAILED;
    } catch (IllegalStateException e) {
      // Flink's cluster inside this process is gone with its only job, and cannot be asked why.
      throw new IOException("the stream has ended; the log says why");
    }
  }

  /** Reads flags, and the config file if they name one. */
  public static IngestOptions options(List<String> args) throws UsageException {
    IngestOptions options = JobOptions.parse(args, IngestOptions.class);
    if (args.stream().noneMatch(arg -> arg.startsWith("--jobName="))) {
      options.setJobName(JOB_NAME);
    }
    return options;
  }

  /**
   * A stream that was started.
   *
   * @param result of the job
   * @param output folder of what it keeps
   * @param state what it goes on from if it runs inside this process; empty on a cluster
   */
  public record Running(PipelineResult result, String output, Optional<Closeable> state)
      implements Closeable {
    @Override
    public void close() throws IOException {
      if (state.isPresent()) {
        state.get().close();
      }
    }
  }

  /** Starts the stream that the options describe. */
  public static Running start(IngestOptions options, PrintStream err)
      throws UsageException, IOException {
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    JobOptions.prepare(options, IngestCommand.class);
    flink.setStreaming(true);
    flink.setAttachedMode(false);
    Checkpoints.set(flink);
    // Time stands still inside a bundle: with Beam's second, windows hardly ever end where
    // checkpoints are as frequent.
    flink.setMaxBundleTimeMills(Math.min(flink.getMaxBundleTimeMills(), LONGEST_BUNDLE_MS));
    Lineage lineage = Lineage.to(options.getLineage(), err);
    IngestPlan plan = new IngestPlan(options);
    plan.checkFiles();
    IngestEvents graph = plan.graph();
    if (!JobOptions.runsInThisProcess(flink)) {
      plan.checkStart(JobOptions.goesOnFromState(flink));
      return new Running(run(options, graph, lineage, plan), plan.output(), Optional.empty());
    }
    if (!OutputFolder.isLocal(plan.output())) {
      throw new UsageException(
          "inside this process the state is kept in --output, which must be on this disk");
    }
    LocalState state = new LocalState(plan.output(), flink.getSavepointPath());
    boolean started = false;
    try {
      plan.checkStart(state.from().isPresent());
      state.from().ifPresent(from -> err.println("going on from " + from));
      flink.setFlinkMaster(IN_THIS_PROCESS);
      flink.setFlinkConfDir(state.settingsFolder());
      Running running =
          new Running(run(options, graph, lineage, plan), plan.output(), Optional.of(state));
      started = true;
      return running;
    } finally {
      if (!started) {
        state.close();
      }
    }
  }

  /** Starts the job; a stream has a START for lineage, and an end only if that comes at once. */
  private static PipelineResult run(
      IngestOptions options, IngestEvents graph, Lineage lineage, IngestPlan plan) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline.apply("Ingest", graph);
    LineageRun run = lineage.start("ingest", plan.inputs());
    try {
      return pipeline.run();
    } catch (RuntimeException e) {
      run.fail(e);
      throw e;
    }
  }
}
