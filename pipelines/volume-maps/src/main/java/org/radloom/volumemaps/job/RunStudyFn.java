package org.radloom.volumemaps.job;

import java.io.Serializable;
import java.nio.file.Path;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;
import org.radloom.volumemaps.input.FoundStudy;
import org.radloom.volumemaps.output.OutcomeFiles;
import org.radloom.volumemaps.output.StudyOutcome;
import org.radloom.volumemaps.study.StudyRunner;

/**
 * Runs one study. Doing it again gives the same, so a retry is harmless, and so is a twin that goes
 * on after it was given up.
 */
final class RunStudyFn<T extends Serializable>
    extends DoFn<StudyReference<FoundStudy<T>>, KV<Integer, StudyOutcome>> {
  private final String counters;
  private final String run;
  private final StudyRunners<T> runners;
  private transient @Nullable StudyRunner<T> runner;

  /**
   * Makes one.
   *
   * @param counters namespace of the counters
   * @param run folder of the run
   */
  RunStudyFn(String counters, String run, StudyRunners<T> runners) {
    this.counters = counters;
    this.run = run;
    this.runners = runners;
  }

  @ProcessElement
  public void run(
      @Element StudyReference<FoundStudy<T>> reference,
      OutputReceiver<KV<Integer, StudyOutcome>> out)
      throws Exception {
    if (runner == null) {
      runner = runners.open();
    }
    StudyOutcome outcome = runner.run(reference.number(), reference.study());
    Metrics.counter(counters, outcome.status().code()).inc();
    if (outcome.reason() != null) {
      Metrics.counter(counters, outcome.status().code() + "_" + outcome.reason()).inc();
    }
    OutcomeFiles.tell(Path.of(run), outcome);
    out.output(KV.of(0, outcome));
  }

  @Teardown
  public void close() {
    if (runner != null) {
      runner.close();
      runner = null;
    }
  }
}
