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
      IngestProgress progress = IngestProgress.watch(running.ledger(), err);
      try (progress) {
        return waitFor(running);
      }
    }
  }

  /** A stream has no end of its own: whatever ends it is a failure. */
  private static int waitFor(Running running) throws IOException {
    PipelineResult.State state;
    try {
      state = running.result().waitUntilFinish();
    } catch (IllegalStateException e) {
      // Flink's cluster inside this process is gone with its only job, and cannot be asked why.
      IOException gone = new IOException("the stream has ended; the log says why");
      running.audit().failed(gone);
      throw gone;
    } catch (RuntimeException e) {
      running.audit().failed(e);
      throw e;
    }
    boolean done = state == PipelineResult.State.DONE;
    running.audit().ended(done ? "done" : "failed");
    return done ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Reads flags, and the config file if they name one. */
  public static IngestOptions options(List<String> args) throws UsageException {
    IngestOptions options = JobOptions.parse(args, IngestOptions.class);
    if (args.stream().noneMatch(arg -> arg.startsWith("--jobName="))) {
      options.setJobName(JOB_NAME);
    }
    return options;
  }

  /** A stream that was started. */
  public static final class Running implements Closeable {
    private final PipelineResult result;
    private final String output;
    private final StoreLedger ledger;
    private final IngestAudit audit;
    private final Optional<Closeable> state;

    private Running(
        PipelineResult result,
        String output,
        StoreLedger ledger,
        IngestAudit audit,
        Optional<Closeable> state) {
      this.result = result;
      this.output = output;
      this.ledger = ledger;
      this.audit = audit;
      this.state = state;
    }

    /** Returns the result of the job. */
    public PipelineResult result() {
      return result;
    }

    /** Returns the folder of what it keeps. */
    public String output() {
      return output;
    }

    /** Returns what it goes on from if it runs inside this process; nothing on a cluster. */
    public Optional<Closeable> state() {
      return state;
    }

    private StoreLedger ledger() {
      return ledger;
    }

    private IngestAudit audit() {
      return audit;
    }

    @Override
    public void close() throws IOException {
      try (audit) {
        if (state.isPresent()) {
          state.get().close();
        }
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
      Running running = run(options, graph, lineage, plan, Optional.empty(), err);
      running.audit().submitted();
      return running;
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
      Running running = run(options, graph, lineage, plan, Optional.of(state), err);
      started = true;
      return running;
    } finally {
      if (!started) {
        state.close();
      }
    }
  }

  /** Starts the job; a stream has a START for lineage, and an end only if that comes at once. */
  private static Running run(
      IngestOptions options,
      IngestEvents graph,
      Lineage lineage,
      IngestPlan plan,
      Optional<Closeable> state,
      PrintStream err)
      throws UsageException, IOException {
    StoreLedger ledger = new StoreLedger(plan.output());
    IngestAudit audit = IngestAudit.start(options, plan, ledger, err);
    try {
      return new Running(
          submit(options, graph, lineage, plan), plan.output(), ledger, audit, state);
    } catch (RuntimeException e) {
      audit.failed(e);
      audit.close();
      throw e;
    }
  }

  private static PipelineResult submit(
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
