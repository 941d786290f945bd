package org.radloom.trainingdata.export;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.radloom.commandline.OutputFolder;
import org.radloom.commandline.ProgressLine;
import org.radloom.transforms.ExportSettings;
import org.radloom.transforms.ReadEvents;
import org.radloom.transforms.SourceFile;

/**
 * Watches a run by what it leaves in its staging folder, which works wherever the run is: a line
 * that renews itself on a terminal, a line every ten seconds elsewhere. Keeps when each step began.
 */
final class ExportProgress implements AutoCloseable {

  /** What a run does, one after the other, and its rough share of the time. */
  enum Step {
    READ("reading", 0.30),
    ASSEMBLE("assembling records", 0.40),
    DECIDE("comparing and deciding", 0.05),
    WRITE("writing", 0.20),
    PUBLISH("publishing", 0.05);

    final String label;
    final double share;

    Step(String label, double share) {
      this.label = label;
      this.share = share;
    }
  }

  private static final Duration LINE_EVERY = Duration.ofSeconds(10);

  /** On an object store a look is a request for each file it finds. */
  private static final Duration REMOTE_LOOKS = Duration.ofSeconds(10);

  private static final int NANOS_A_MILLI = 1_000_000;

  private final String staging;
  private final long inputBytes;
  private final long ranges;
  private final int buckets;
  private final ProgressLine progress;
  private final long started = System.nanoTime();
  private final Map<Step, Long> ended = new EnumMap<>(Step.class);
  private long lastLine = started;

  private ExportProgress(
      String staging, List<SourceFile> files, ExportSettings settings, PrintStream err) {
    this.staging = staging;
    this.inputBytes = files.stream().mapToLong(SourceFile::bytes).sum();
    this.ranges =
        files.stream().mapToLong(file -> 1 + file.bytes() / (ReadEvents.RANGE_BYTES + 1)).sum();
    this.buckets = settings.buckets().count();
    this.progress =
        OutputFolder.isLocal(staging)
            ? ProgressLine.of(err, this::look)
            : ProgressLine.of(err, REMOTE_LOOKS, this::look);
  }

  static ExportProgress watch(
      String staging, List<SourceFile> files, ExportSettings settings, PrintStream err) {
    ExportProgress export = new ExportProgress(staging, files, settings, err);
    export.progress.start();
    return export;
  }

  private void look() {
    long read = ended.containsKey(Step.READ) ? ranges : count("/progress/read-*");
    long assembled = ended.containsKey(Step.ASSEMBLE) ? buckets : count("/buckets/*");
    long written = ended.containsKey(Step.READ) ? count("/progress/write-*") : 0;
    if (assembled > 0) {
      ended.putIfAbsent(Step.READ, System.nanoTime());
    }
    if (assembled >= buckets) {
      ended.putIfAbsent(Step.ASSEMBLE, System.nanoTime());
    }
    if (written > 0) {
      // A small input fills only some of the buckets.
      ended.putIfAbsent(Step.ASSEMBLE, System.nanoTime());
      ended.putIfAbsent(Step.DECIDE, System.nanoTime());
    }
    if (written >= buckets) {
      ended.putIfAbsent(Step.WRITE, System.nanoTime());
    }
    Step step = Step.READ;
    double done = 0;
    while (ended.containsKey(step)) {
      done += step.share;
      step = Step.values()[step.ordinal() + 1];
    }
    long count = step == Step.READ ? read : step == Step.ASSEMBLE ? assembled : written;
    long of = step == Step.READ ? ranges : buckets;
    boolean counted = step == Step.READ || step == Step.ASSEMBLE || step == Step.WRITE;
    done += counted ? step.share * Math.min(1, (double) count / of) : 0;
    show(step, counted ? " %d of %d".formatted(Math.min(count, of), of) : "", done);
  }

  private long count(String glob) {
    try {
      return FileSystems.match(staging + glob, EmptyMatchTreatment.ALLOW).metadata().size();
    } catch (IOException | RuntimeException e) {
      // What fails here, an object store that is away for instance, the run itself tells of.
      return 0;
    }
  }

  private void show(Step step, String count, double done) {
    long now = System.nanoTime();
    double seconds = (now - started) / 1e9;
    if (!progress.isOnTerminal() && now - lastLine < LINE_EVERY.toNanos()) {
      return;
    }
    lastLine = now;
    String left =
        done > 0.05
            ? ", about %s left".formatted(ProgressLine.clock(seconds / done - seconds))
            : "";
    String line =
        String.format(
            Locale.ROOT,
            "%s  %s%s, %.0f %%, %.1f MB/s%s",
            ProgressLine.clock(seconds),
            step.label,
            count,
            100 * done,
            inputBytes * Math.min(done, 1) / 1e6 / seconds,
            left);
    if (progress.isOnTerminal()) {
      progress.renew(line);
    } else {
      progress.say(line);
    }
  }

  /** Returns how long each step took, of those that were seen to end. */
  Map<Step, Duration> durations() {
    Map<Step, Duration> durations = new EnumMap<>(Step.class);
    long from = started;
    for (Step step : Step.values()) {
      Long end = ended.get(step);
      if (end != null) {
        durations.put(step, Duration.ofMillis((end - from) / NANOS_A_MILLI));
        from = end;
      }
    }
    return durations;
  }

  @Override
  public void close() {
    progress.close();
    ended.put(Step.PUBLISH, System.nanoTime());
  }
}
