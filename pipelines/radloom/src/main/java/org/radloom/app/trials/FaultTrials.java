package org.radloom.app.trials;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.FolderTree;
import org.radloom.commandline.Machine;
import org.radloom.commandline.UsageException;
import org.radloom.localcluster.ClusterSettings;
import org.radloom.localcluster.LocalCluster;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.Keys;

/** {@code bench faults}: what becomes of a stream when something breaks. */
public final class FaultTrials implements Command {
  private static final int DEFAULT_MESSAGES = 40_000;
  private static final int DEFAULT_RATE = 2000;
  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(2);
  private static final int CHECKPOINT_DISK_MIB = 1024;
  private static final int MOST = 99_999_999;

  /** Makes the command. */
  public FaultTrials() {}

  @Override
  public String name() {
    return "faults";
  }

  @Override
  public String summary() {
    return "the stream on a local cluster, with something broken in the middle";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.printf(
        """
          --messages=N
                messages sent in each trial
                default: %d
          --rate=N
                messages a second
                default: %d
          --only=NAME[,NAME]
                some of: %s
                default: all
          --dir=DIR
                where the cluster and the stores go; an empty folder, deleted at the end
                default: a temporary folder
        """,
        DEFAULT_MESSAGES,
        DEFAULT_RATE,
        Arrays.stream(Fault.values()).map(FaultTrials::flag).toList());
  }

  private record Call(int messages, int rate, List<Fault> faults, Path folder) {}

  /**
   * What one trial came to.
   *
   * @param recovery from the fault to the second checkpoint that was completed after it
   */
  record Outcome(
      Fault fault,
      long acknowledged,
      StoreAudit audit,
      WindowAudit windows,
      boolean addsUp,
      Duration recovery) {
    boolean isGood() {
      return audit.missing() == 0
          && audit.twice() == 0
          && audit.strange() == 0
          && windows.twice() == 0
          && missingInWindows() == 0
          && addsUp;
    }

    /** Returns how many events of the store are in no window, nor left out of one. */
    long missingInWindows() {
      return audit.ledger().events() - windows.published() - windows.leftOut();
    }
  }

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err) throws Exception {
    Call call = call(args);
    List<Outcome> outcomes = new ArrayList<>();
    List<Fault> faults = new ArrayList<>(call.faults());
    Path checkpoints = call.folder().resolve("cluster").resolve("checkpoints");
    @Nullable SmallDisk disk = null;
    boolean failed = false;
    try {
      if (faults.contains(Fault.FULL_DISK)) {
        disk = smallDisk(checkpoints, faults, err);
      }
      LocalCluster cluster =
          LocalCluster.start(ClusterSettings.in(call.folder().resolve("cluster")));
      try (cluster) {
        cluster.closeOnExit();
        Path keyFile = call.folder().resolve("trial.keys");
        KeyFile.create(keyFile, Keys.generate(new SecureRandom()));
        for (Fault fault : faults) {
          err.println(fault.label());
          try {
            Outcome outcome = trial(cluster, fault, call, keyFile);
            outcomes.add(outcome);
            err.println(row(outcome));
          } catch (IOException e) {
            failed = true;
            err.println("failed: " + e.getMessage());
          }
        }
      }
    } finally {
      if (disk != null) {
        disk.close();
      }
      FolderTree.delete(call.folder());
    }
    out.printf(
        "Measured on %s, %d cores, %s, Java %s, %s%n%n",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        Machine.processor(),
        System.getProperty("java.version"),
        System.getProperty("os.name"));
    out.printf(
        "Command: `./radloom bench faults --messages=%d --rate=%d`%n%n",
        call.messages(), call.rate());
    out.println(
        "| fault | messages | kept | rejected | duplicates | lost | twice | adds up"
            + " | in windows | left out | lost | twice | recovered in |");
    out.println("|---|---:|---:|---:|---:|---:|---:|---|---:|---:|---:|---:|---:|");
    outcomes.forEach(outcome -> out.println(row(outcome)));
    return !failed && outcomes.stream().allMatch(Outcome::isGood) ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static @Nullable SmallDisk smallDisk(
      Path checkpoints, List<Fault> faults, PrintStream err) {
    try {
      return SmallDisk.mount(checkpoints, CHECKPOINT_DISK_MIB);
    } catch (IOException e) {
      err.println("left out, for it takes an administrator: " + Fault.FULL_DISK.label());
      faults.remove(Fault.FULL_DISK);
      return null;
    }
  }

  /** Runs the stream under load, breaks something when a third was sent, and looks what is kept. */
  static Outcome trial(LocalCluster cluster, Fault fault, Call call, Path keyFile)
      throws IOException, InterruptedException, UsageException {
    String name = flag(fault);
    IngestTrial trial =
        new IngestTrial(
            cluster,
            new IngestTrial.Settings(
                name,
                call.folder().resolve("stores"),
                keyFile,
                fault.needsObjectStore(),
                CHECKPOINT_EVERY,
                IngestTrial.Settings.SHORT_WINDOWS));
    ExecutorService load = Executors.newSingleThreadExecutor();
    try {
      trial.start(Optional.empty());
      Future<?> sending = load.submit(sender(trial, call));
      Thread.sleep(1000L * call.messages() / call.rate() / 3);
      long before = trial.checkpoint();
      Instant struck = Instant.now();
      fault.strike(trial);
      Duration recovery = trial.awaitRecovery(before, struck);
      sending.get();
      trial.awaitAllRead();
      StoreAudit audit = trial.audit();
      long acknowledged = trial.producer().acknowledged();
      return new Outcome(
          fault,
          acknowledged,
          audit,
          trial.awaitWindows(),
          audit.addsUp(acknowledged, trial.producer().keys().size()),
          recovery);
    } catch (ExecutionException e) {
      throw new IOException("sending failed", e.getCause());
    } finally {
      load.shutdownNow();
      trial.end();
    }
  }

  private static Callable<Void> sender(IngestTrial trial, Call call) {
    return () -> {
      long started = System.nanoTime();
      for (int sent = 0; sent < call.messages(); sent += IngestTrial.PORTION) {
        long due = started + 1_000_000_000L * sent / call.rate();
        Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
        trial.send(Instant.now());
      }
      return null;
    };
  }

  private static String row(Outcome outcome) {
    StoreAudit audit = outcome.audit();
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,d | %,d | %,d | %d | %d | %s | %,d | %,d | %d | %d | %.1f s |",
        outcome.fault().label(),
        outcome.acknowledged(),
        audit.ledger().events(),
        audit.ledger().rejected(),
        audit.ledger().duplicates(),
        audit.missing(),
        audit.twice() + audit.strange(),
        outcome.addsUp() ? "yes" : "NO",
        outcome.windows().published(),
        outcome.windows().leftOut(),
        outcome.missingInWindows(),
        outcome.windows().twice(),
        outcome.recovery().toMillis() / 1000.0);
  }

  private static String flag(Fault fault) {
    return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Call call(List<String> args) throws UsageException, IOException {
    int messages = DEFAULT_MESSAGES;
    int rate = DEFAULT_RATE;
    List<Fault> faults = List.of(Fault.values());
    Path folder = null;
    for (String arg : args) {
      String value = arg.substring(arg.indexOf('=') + 1);
      if (arg.startsWith("--messages=")) {
        messages = number("messages", value);
      } else if (arg.startsWith("--rate=")) {
        rate = number("rate", value);
      } else if (arg.startsWith("--only=")) {
        faults = faults(value);
      } else if (arg.startsWith("--dir=")) {
        folder = Path.of(value).toAbsolutePath();
      } else {
        throw new UsageException("bench faults knows no '%s'".formatted(arg));
      }
    }
    return new Call(
        messages,
        rate,
        faults,
        folder == null
            ? Files.createTempDirectory("radloom-faults-")
            : Files.createDirectory(folder));
  }

  static int number(String flag, String value) throws UsageException {
    if (!value.matches("[1-9]\\d{0,7}") || Integer.parseInt(value) > MOST) {
      throw new UsageException(
          "--%s must be from 1 to %d, but was: %s".formatted(flag, MOST, value));
    }
    return Integer.parseInt(value);
  }

  private static List<Fault> faults(String names) throws UsageException {
    List<Fault> faults = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      faults.add(
          Arrays.stream(Fault.values())
              .filter(fault -> flag(fault).equals(name))
              .findFirst()
              .orElseThrow(() -> new UsageException("there is no trial '%s'".formatted(name))));
    }
    return faults;
  }
}
