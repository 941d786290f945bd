package org.radloom.trainingdata.nightly;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.radloom.audit.Action;
import org.radloom.audit.AuditTrail;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.JobOptions;
import org.radloom.commandline.UsageException;
import org.radloom.datasetreport.VersionIndex;
import org.radloom.files.HeldFile;
import org.radloom.stream.Ledger;
import org.radloom.trainingdata.export.ExportCommand;
import org.radloom.transforms.Latest;

/** {@code nightly}: what a scheduler starts; once for each night, however often it is started. */
public final class NightlyCommand implements Command {
  /** Exit code: another run of this night's dataset is under way; nothing was done. */
  static final int ANOTHER_RUN = 3;

  private static final String USAGE =
      """
      usage: ./radloom nightly --config=FILE [--flag=value]...

      Exports the version of this night, named by the date, unless it is there: checks the curated
      store (--store), exports, deletes versions beyond --keep, and ends with one line of summary.
      A night that died, or failed, may be started again. docs/nightly.sample.yaml explains every
      key. The version's name is made of --versionPattern; --datasetVersion is not a flag here.

      Exit codes: 0 done, or the version was there; 1 failed, nothing published; 2 wrong usage;
      3 another run of this dataset is under way.

      """;

  private final Clock clock;

  /** Makes the command, for nights by this machine's clock. */
  public NightlyCommand() {
    this(Clock.systemUTC());
  }

  NightlyCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "nightly";
  }

  @Override
  public String summary() {
    return "this night's dataset version, for a scheduler";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.print(USAGE);
    JobOptions.printHelp(NightlyOptions.class, out);
  }

  /** Reads flags, and the config file if they name one. */
  public static NightlyOptions options(List<String> args) throws UsageException {
    return NightlyPlan.of(args, Clock.systemUTC()).options();
  }

  @Override
  @SuppressWarnings("try") // The lock is held, not used.
  public int run(List<String> args, PrintStream out, PrintStream err)
      throws UsageException, IOException {
    NightlyPlan plan = NightlyPlan.of(args, clock);
    JobOptions.prepare(plan.options(), NightlyCommand.class);
    plan.check();
    Path lockFile = plan.lockFile();
    Files.createDirectories(lockFile.toAbsolutePath().resolveSibling(""));
    Optional<HeldFile> lock = HeldFile.take(lockFile);
    if (lock.isEmpty()) {
      err.println("radloom nightly: another run holds " + lockFile);
      return ANOTHER_RUN;
    }
    try (HeldFile held = lock.get()) {
      return run(plan, out, err);
    }
  }

  private int run(NightlyPlan plan, PrintStream out, PrintStream err)
      throws UsageException, IOException {
    long started = System.nanoTime();
    String night = "nightly: %s %s".formatted(plan.options().getDataset(), version(plan));
    boolean done = false;
    try {
      String outcome = wasPublished(plan) ? "was published before" : publish(plan, out, err);
      String deleted = prune(plan, err);
      out.printf(Locale.ROOT, "%s %s%s; %.1f s%n", night, outcome, deleted, secondsSince(started));
      done = true;
      return ExitCode.DONE;
    } finally {
      if (!done) {
        // The reason follows on the error stream.
        out.printf(Locale.ROOT, "%s failed; %.1f s%n", night, secondsSince(started));
      }
    }
  }

  private String publish(NightlyPlan plan, PrintStream out, PrintStream err)
      throws UsageException, IOException {
    NightlyOptions options = plan.options();
    if (!options.getStore().isEmpty()) {
      Ledger ledger = StoreCheck.check(options.getStore(), plan.freshWithin(), clock.instant());
      err.printf(
          Locale.ROOT,
          "the store's ledger adds up: %,d read, %,d events%n",
          ledger.read(),
          ledger.events());
    }
    return NightlySummary.of(ExportCommand.export(options, out, err));
  }

  /**
   * Whether there is nothing left to publish. A version that is there but not yet named is left to
   * the export, which knows whether it may name it.
   */
  private static boolean wasPublished(NightlyPlan plan) throws UsageException, IOException {
    String latest = Latest.read(plan.datasetFolder());
    if (latest == null) {
      return false;
    }
    if (latest.equals(version(plan))) {
      return true;
    }
    // A later version, of whatever name, went on from this one.
    return plan.versionNames().matcher(latest).matches()
        && latest.compareTo(version(plan)) > 0
        && exists(plan.datasetFolder() + "/" + version(plan) + "/manifest.json");
  }

  private static boolean exists(String file) throws IOException {
    return !FileSystems.match(file, EmptyMatchTreatment.ALLOW).metadata().isEmpty();
  }

  private static String version(NightlyPlan plan) {
    return plan.options().getDatasetVersion();
  }

  private static String prune(NightlyPlan plan, PrintStream err)
      throws UsageException, IOException {
    NightlyOptions options = plan.options();
    if (options.getKeep() == 0) {
      return "";
    }
    List<String> deleted =
        new OldVersions(Path.of(plan.datasetFolder()))
            .prune(options.getKeep(), plan.versionNames(), version -> tell(options, version, err));
    if (deleted.isEmpty()) {
      return "";
    }
    VersionIndex.write(Path.of(plan.datasetFolder()));
    return "; deleted " + String.join(" ", deleted);
  }

  private static void tell(NightlyOptions options, String version, PrintStream err)
      throws IOException {
    try (AuditTrail audit = AuditTrail.forOutput(options, options.getOutput(), err)) {
      audit.record(
          Action.VERSION_DELETED,
          Map.of("dataset", options.getDataset(), "version", version, "keep", options.getKeep()));
    } catch (UsageException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static double secondsSince(long started) {
    return (System.nanoTime() - started) / 1e9;
  }

  /** What is said of a version. */
  private static final class NightlySummary {
    private NightlySummary() {}

    static String of(JsonNode manifest) {
      long rejected = 0;
      for (JsonNode counts : manifest.path("counts")) {
        for (JsonNode reason : counts.path("rejected")) {
          rejected += reason.asLong();
        }
      }
      JsonNode splits = manifest.path("splits");
      return String.format(
          Locale.ROOT,
          "published: train %d, val %d, test %d, rejected %d, gate %s",
          splits.at("/train/records").asLong(),
          splits.at("/val/records").asLong(),
          splits.at("/test/records").asLong(),
          rejected,
          manifest.at("/gate/status").asText("none"));
    }
  }
}
