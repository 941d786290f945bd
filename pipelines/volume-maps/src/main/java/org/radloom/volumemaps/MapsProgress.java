package org.radloom.volumemaps;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.radloom.commandline.ProgressLine;
import org.radloom.volumemaps.input.InputFolder;
import org.radloom.volumemaps.output.OutcomeFiles;
import org.radloom.volumemaps.output.ResultJson;
import org.radloom.volumemaps.output.StudyOutcome;

/**
 * Tells of each study as it ends, from the folder of the run, so wherever the run is; on a terminal
 * also, in a line that renews itself, how far the run is.
 */
final class MapsProgress implements AutoCloseable {
  private final Path run;
  private final int studies;
  private final ProgressLine progress;
  private final long started = System.nanoTime();
  private final Set<Integer> heard = new HashSet<>();
  private int told;

  private MapsProgress(Path run, int studies, PrintStream err) {
    this.run = run;
    this.studies = studies;
    this.progress = ProgressLine.of(err, this::lookAndTell);
  }

  static MapsProgress watch(Path run, int studies, PrintStream err) {
    MapsProgress maps = new MapsProgress(run, studies, err);
    maps.progress.start();
    return maps;
  }

  private void lookAndTell() {
    look();
    progress.renew(howFar());
  }

  private void look() {
    try {
      for (StudyOutcome outcome : OutcomeFiles.hear(run, heard)) {
        told++;
        progress.say(line(outcome));
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
            ProgressLine.clock(seconds),
            told,
            studies,
            60 * told / seconds);
    return told == 0
        ? line
        : "%s, about %s left"
            .formatted(line, ProgressLine.clock(seconds / told * (studies - told)));
  }

  @Override
  public void close() {
    progress.close();
    look();
  }
}
