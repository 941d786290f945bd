package org.radloom.volumemaps;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.output.OutcomeFiles;
import org.radloom.volumemaps.output.ResultJson;
import org.radloom.volumemaps.output.StudyOutcome;

/**
 * Tells of each study as it ends, from the folder of the run, so wherever the run is; on a terminal
 * also, in a line that renews itself, how far the run is.
 */
final class MapsProgress implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final Path run;
  private final int studies;
  private final PrintStream err;

  @SuppressWarnings("SystemConsoleNull") // Radloom runs on JDK 17, where null means no terminal.
  private final boolean terminal = System.console() != null;

  private final long started = System.nanoTime();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<Integer> heard = new HashSet<>();
  private final Thread watcher;
  private int told;

  private MapsProgress(Path run, int studies, PrintStream err) {
    this.run = run;
    this.studies = studies;
    this.err = err;
    this.watcher = new Thread(this::watch, "maps-progress");
    watcher.setDaemon(true);
  }

  static MapsProgress watch(Path run, int studies, PrintStream err) {
    MapsProgress progress = new MapsProgress(run, studies, err);
    progress.watcher.start();
    return progress;
  }

  private void watch() {
    try {
      while (!closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
        if (terminal) {
          err.print("\r\033[K" + howFar());
          err.flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      for (StudyOutcome outcome : OutcomeFiles.hear(run, heard)) {
        told++;
        err.println((terminal ? "\r\033[K" : "") + line(outcome));
      }
    } catch (IOException e) {
      // Progress is not worth a run; the report tells of every study.
    }
  }

  private String line(StudyOutcome outcome) {
    return String.format(
        Locale.ROOT,
        "%d/%d  %-10s %s  %.1f s  %s",
        told,
        studies,
        Objects.requireNonNullElse(outcome.op(), "-"),
        Objects.requireNonNullElse(outcome.study(), InputFolder.shown(outcome.source())),
        outcome.seconds(),
        switch (outcome.status()) {
          case FINISHED -> headline(outcome);
          case SKIPPED -> "skipped, unchanged: " + headline(outcome);
          case REJECTED -> "rejected, %s: %s".formatted(outcome.reason(), outcome.message());
          case FAILED -> "FAILED, %s: %s".formatted(outcome.reason(), outcome.message());
        });
  }

  private static String headline(StudyOutcome outcome) {
    return Headline.of(ResultJson.parse(Objects.requireNonNullElse(outcome.worklistEntry(), "{}")));
  }

  private String howFar() {
    double seconds = (System.nanoTime() - started) / 1e9;
    String line =
        String.format(
            Locale.ROOT,
            "%s  %d of %d studies, %.1f a minute",
            clock(seconds),
            told,
            studies,
            60 * told / seconds);
    return told == 0
        ? line
        : "%s, about %s left".formatted(line, clock(seconds / told * (studies - told)));
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return "%d:%02d".formatted(whole / 60, whole % 60);
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (terminal) {
      err.print("\r\033[K");
    }
    look();
    err.flush();
  }
}
