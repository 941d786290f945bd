package org.radloom.volumemaps.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.radloom.commandline.ProgressLine;
import org.radloom.volumemaps.input.InputFolder;

/**
 * Tells of each study as it ends, from the folder of the run, so wherever the run is; on a terminal
 * also, in a line that renews itself, how far the run is.
 */
public final class RunProgress implements AutoCloseable {
  private final Path run;
  private final int studies;
  private final Function<JsonNode, String> headline;
  private final ProgressLine progress;
  private final long started = System.nanoTime();
  private final Set<Integer> heard = new HashSet<>();
  private int told;

  private RunProgress(Path run, int studies, Function<JsonNode, String> headline, PrintStream err) {
    this.run = run;
    this.studies = studies;
    this.headline = headline;
    this.progress = ProgressLine.of(err, this::lookAndTell);
  }

  /**
   * Begins to watch a run.
   *
   * @param studies how many there are
   * @param headline the result of a study in a few words, from its line of the worklist
   */
  public static RunProgress watch(
      Path run, int studies, Function<JsonNode, String> headline, PrintStream err) {
    RunProgress watched = new RunProgress(run, studies, headline, err);
    watched.progress.start();
    return watched;
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
        "%d/%d  %-11s %s  %.1f s  %s",
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

  private String headline(StudyOutcome outcome) {
    return headline.apply(
        ResultJson.parse(Objects.requireNonNullElse(outcome.worklistEntry(), "{}")));
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
