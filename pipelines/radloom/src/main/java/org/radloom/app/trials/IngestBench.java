package org.radloom.app.trials;

import static org.radloom.app.trials.IngestTrial.Settings.HOURS;
import static org.radloom.app.trials.IngestTrial.Settings.NO_WINDOWS;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
import java.util.stream.Stream;
import org.radloom.commandline.Command;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.FolderTree;
import org.radloom.commandline.Machine;
import org.radloom.commandline.UsageException;
import org.radloom.localcluster.ClusterSettings;
import org.radloom.localcluster.FlinkCheckpoints;
import org.radloom.localcluster.LocalCluster;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.Keys;
import org.radloom.trainingdata.sample.SampleEvents;
import org.radloom.trainingdata.sample.SampleOptions;

/** {@code bench ingest}: how fast a stream is, how late its files are, how large its state. */
public final class IngestBench implements Command {
  private static final int DEFAULT_EVENTS = 200_000;
  private static final String DEFAULT_KEYS = "1000000";
  private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(10);
  private static final int LATENCY_SECONDS = 60;
  private static final int RECOVERY_SECONDS = 30;
  private static final Duration LONGEST_READ = Duration.ofMinutes(20);

  /** RocksDB's memory in each TaskManager. */
  private static final String MANAGED_MEMORY = "1g";

  private static final long SEED = 42;

  /** Makes the command. */
  public IngestBench() {}

  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public String summary() {
    return "the stream on a local cluster: rate, latency, state";
  }

  @Override
  public void printHelp(PrintStream out) {
    out.printf(
        """
          --events=N
                sample events that lie in the topic before the stream starts
                default: %d
          --keys=N[,N]
                distinct events after which the state is measured
                default: %s
          --dir=DIR
                where the cluster and the stores go; an empty folder, deleted at the end
                default: a temporary folder
        """,
        DEFAULT_EVENTS, DEFAULT_KEYS);
  }

  private record Call(int events, List<Integer> keys, Path folder) {}

  @Override
  public int run(List<String> args, PrintStream out, PrintStream err) throws Exception {
    Call call = call(args);
    List<String> rows = new ArrayList<>();
    LocalCluster cluster =
        LocalCluster.start(
            ClusterSettings.in(call.folder().resolve("cluster"))
                .withFlinkOption("taskmanager.memory.managed.size", MANAGED_MEMORY));
    try (cluster) {
      cluster.closeOnExit();
      Path keyFile = call.folder().resolve("bench.keys");
      KeyFile.create(keyFile, Keys.generate(new SecureRandom()));
      Path sample = Files.createDirectories(call.folder().resolve("sample"));
      SampleEvents.write(SampleOptions.of(sample, call.events(), SEED));
      new Measurements(cluster, call, sample, keyFile, rows, err).take();
    } finally {
      FolderTree.delete(call.folder());
    }
    out.printf(
        "Measured on %s, %d cores, %s, Java %s, %s; broker, Flink and load on these cores,"
            + " %s of managed memory in each TaskManager.%n%n",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        Machine.processor(),
        System.getProperty("java.version"),
        System.getProperty("os.name"),
        MANAGED_MEMORY);
    out.printf("Command: `./radloom bench ingest %s`%n%n", String.join(" ", args));
    out.println("| what | measured |");
    out.println("|---|---:|");
    rows.forEach(out::println);
    return ExitCode.DONE;
  }

  /** What is measured, on one cluster. */
  private record Measurements(
      LocalCluster cluster,
      Call call,
      Path sample,
      Path keyFile,
      List<String> rows,
      PrintStream err) {

    void take() throws IOException, InterruptedException, UsageException {
      err.println("export of the same events");
      double export = exportRate();
      row("export, events per CPU second", "%,.0f", export);
      throughput("the store alone", NO_WINDOWS, export);
      double rate = throughput("with windows", HOURS, export);
      int half = (int) Math.max(1, rate / 2);
      latency(half);
      recovery(half);
      for (int keys : call.keys()) {
        state(keys);
      }
    }

    private void row(String what, String format, Object... values) {
      rows.add("| %s | %s |".formatted(what, String.format(Locale.ROOT, format, values)));
      err.println("  " + rows.get(rows.size() - 1));
    }

    private IngestTrial trial(String name, List<String> windows)
        throws IOException, InterruptedException, UsageException {
      return new IngestTrial(
          cluster,
          new IngestTrial.Settings(
              name, call.folder().resolve("stores"), keyFile, false, CHECKPOINT_EVERY, windows));
    }

    /** Runs the export in a process of its own and returns events per CPU second. */
    private double exportRate() throws IOException, InterruptedException {
      List<String> command = new ArrayList<>();
      command.add(ProcessHandle.current().info().command().orElse("java"));
      command.addAll(List.of("-Xmx2g", "-XX:+UseParallelGC"));
      for (String name : new String[] {"lang", "util", "nio"}) {
        command.add("--add-opens=java.base/java.%s=ALL-UNNAMED".formatted(name));
      }
      command.addAll(
          List.of(
              "-cp",
              cluster.jobJar().toString(),
              "org.radloom.app.Main",
              "export",
              "--input=" + sample + "/events/*",
              "--output=" + call.folder().resolve("exported"),
              "--dataset=bench",
              "--datasetVersion=1",
              "--images=reference",
              "--gate=off",
              "--keyFile=" + keyFile,
              "--parallelism=2"));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Duration used = Duration.ZERO;
      while (process.isAlive()) {
        used = process.info().totalCpuDuration().orElse(used);
        Thread.sleep(100);
      }
      if (process.exitValue() != ExitCode.DONE) {
        throw new IOException("the export ended with exit code " + process.exitValue());
      }
      return call.events() / seconds(used);
    }

    /** Lets the stream read a topic that is full, and returns events a second. */
    private double throughput(String label, List<String> windows, double exportRate)
        throws IOException, InterruptedException, UsageException {
      err.println("a full topic, " + label);
      IngestTrial trial = trial("full-" + label.replace(' ', '-'), windows);
      try {
        sendAll(trial, sample.resolve("events"));
        trial.start(Optional.empty());
        Duration before = taskManagersCpu();
        long started = System.nanoTime();
        requireAllRead(trial);
        double seconds = (System.nanoTime() - started) / 1e9;
        double cpuSeconds = seconds(taskManagersCpu().minus(before));
        double rate = trial.producer().acknowledged() / seconds;
        double perCpu = trial.producer().acknowledged() / cpuSeconds;
        row(
            "stream, %s: events per second; per CPU second of the TaskManagers; of the export's"
                .formatted(label),
            "%,.0f; %,.0f; %.2f",
            rate,
            perCpu,
            perCpu / exportRate);
        return rate;
      } finally {
        trial.end();
      }
    }

    /** Returns the CPU time of all TaskManagers. */
    private Duration taskManagersCpu() {
      return cluster.members().stream()
          .filter(member -> member.name().startsWith("taskmanager"))
          .map(member -> ProcessHandle.of(member.pid()))
          .flatMap(Optional::stream)
          .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
          .reduce(Duration.ZERO, Duration::plus);
    }

    /** Sends at a steady rate, and says how old events were when their file was there. */
    private void latency(int rate) throws IOException, InterruptedException, UsageException {
      err.printf("latency at %,d events per second%n", rate);
      IngestTrial trial = trial("latency", HOURS);
      try {
        trial.start(Optional.empty());
        sendSteadily(trial, rate, rate * LATENCY_SECONDS);
        requireAllRead(trial);
        long[] millis = StoreAudit.agesMillis(Path.of(trial.store()));
        Arrays.sort(millis);
        row(
            "latency at %,d events per second, event to file, checkpoints every %d s: p50, p95, p99"
                .formatted(rate, CHECKPOINT_EVERY.toSeconds()),
            "%.1f s, %.1f s, %.1f s",
            percentile(millis, 50),
            percentile(millis, 95),
            percentile(millis, 99));
      } finally {
        trial.end();
      }
    }

    /** Kills a worker under load. */
    private void recovery(int rate) throws IOException, InterruptedException, UsageException {
      err.printf("recovery at %,d events per second%n", rate);
      IngestTrial trial = trial("recovery", HOURS);
      try {
        trial.start(Optional.empty());
        sendSteadily(trial, rate, rate * RECOVERY_SECONDS);
        long before = trial.checkpoint();
        Instant struck = Instant.now();
        Fault.TASK_MANAGER.strike(trial);
        row(
            "recovery from a killed TaskManager, to the second checkpoint completed after it",
            "%.1f s",
            seconds(trial.awaitRecovery(before, struck)));
        requireAllRead(trial);
      } finally {
        trial.end();
      }
    }

    /** Sends events no two of which are alike, and says how large the state is after them. */
    private void state(int keys) throws IOException, InterruptedException, UsageException {
      err.printf("state of %,d keys%n", keys);
      IngestTrial trial = trial("keys-" + keys, NO_WINDOWS);
      try {
        trial.start(Optional.empty());
        long started = System.nanoTime();
        for (int sent = 0; sent < keys; sent += IngestTrial.PORTION) {
          trial.producer().sendUnremembered(corrections(sent, IngestTrial.PORTION));
        }
        requireAllRead(trial);
        double seconds = (System.nanoTime() - started) / 1e9;
        FlinkCheckpoints.Checkpoint checkpoint =
            cluster
                .flink()
                .awaitCheckpoint(trial.job(), trial.checkpoint() + 1, Duration.ofMinutes(5));
        row(
            "state after %,d distinct events: bytes; bytes per key; events per second"
                .formatted(keys),
            "%,d; %.0f; %,.0f",
            checkpoint.stateBytes(),
            (double) checkpoint.stateBytes() / keys,
            keys / seconds);
      } finally {
        trial.end();
      }
    }
  }

  private static void requireAllRead(IngestTrial trial) throws IOException, InterruptedException {
    if (!trial.awaitAllRead(LONGEST_READ)) {
      throw new IOException(
          "the stream read only %d of %d messages in time"
              .formatted(StoreAudit.ledger(trial.store()).read(), trial.producer().acknowledged()));
    }
  }

  private static void sendSteadily(IngestTrial trial, int rate, int messages)
      throws IOException, InterruptedException {
    long started = System.nanoTime();
    for (int sent = 0; sent < messages; sent += IngestTrial.PORTION) {
      long due = started + 1_000_000_000L * sent / rate;
      Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
      trial.send(Instant.now());
    }
  }

  private static void sendAll(IngestTrial trial, Path events)
      throws IOException, InterruptedException {
    try (Stream<Path> files = Files.list(events)) {
      for (Path file : files.sorted().toList()) {
        List<byte[]> lines = new ArrayList<>();
        try (Stream<String> all = Files.lines(file, StandardCharsets.ISO_8859_1)) {
          all.filter(line -> !line.isBlank())
              .forEach(line -> lines.add(line.getBytes(StandardCharsets.ISO_8859_1)));
        }
        trial.producer().send(lines);
      }
    }
  }

  private static double percentile(long[] sortedMillis, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sortedMillis.length);
    return sortedMillis[Math.max(0, rank - 1)] / 1000.0;
  }

  private static List<byte[]> corrections(int from, int count) {
    List<byte[]> messages = new ArrayList<>(count);
    Instant now = Instant.now();
    for (int i = from; i < from + count; i++) {
      messages.add(
          """
          {"type":"correction","id":"C-%d","transcriptionId":"T-%d","userId":"U","correctedAt":"%s","text":"no change"}"""
              .formatted(i, i, now)
              .getBytes(StandardCharsets.UTF_8));
    }
    return messages;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static Call call(List<String> args) throws UsageException, IOException {
    int events = DEFAULT_EVENTS;
    String keys = DEFAULT_KEYS;
    Path folder = null;
    for (String arg : args) {
      String value = arg.substring(arg.indexOf('=') + 1);
      if (arg.startsWith("--events=")) {
        events = FaultTrials.number("events", value);
      } else if (arg.startsWith("--keys=")) {
        keys = value;
      } else if (arg.startsWith("--dir=")) {
        folder = Path.of(value).toAbsolutePath();
      } else {
        throw new UsageException("bench ingest knows no '%s'".formatted(arg));
      }
    }
    List<Integer> counts = new ArrayList<>();
    for (String count : keys.split(",", -1)) {
      counts.add(FaultTrials.number("keys", count));
    }
    return new Call(
        events,
        counts,
        folder == null
            ? Files.createTempDirectory("radloom-ingest-")
            : Files.createDirectory(folder));
  }
}
