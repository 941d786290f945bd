package org.radloom.scoring;

import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.backend.BackendUnavailableException;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.PredictionException;
import org.radloom.volumemaps.job.StudyReference;
import org.radloom.volumemaps.output.OutcomeFiles;
import org.radloom.volumemaps.output.StudyOutcome;

/** Runs one study. Doing it again gives the same but for its latency, so a retry is harmless. */
final class ScoreStudyFn extends DoFn<StudyReference<ScoreStudy>, KV<Integer, StudyOutcome>> {
  private static final String COUNTERS = "score";

  private final ScoreSettings settings;
  private transient @Nullable ScoreRunner runner;

  ScoreStudyFn(ScoreSettings settings) {
    this.settings = settings;
  }

  @ProcessElement
  public void score(
      @Element StudyReference<ScoreStudy> reference, OutputReceiver<KV<Integer, StudyOutcome>> out)
      throws InterruptedException,
          BackendUnavailableException,
          ModelRefusedException,
          PredictionException {
    if (runner == null) {
      runner = new ScoreRunner(settings);
    }
    StudyOutcome outcome = runner.run(reference.number(), reference.study());
    Metrics.counter(COUNTERS, outcome.status().code()).inc();
    if (outcome.reason() != null) {
      Metrics.counter(COUNTERS, outcome.status().code() + "_" + outcome.reason()).inc();
    }
    OutcomeFiles.tell(settings.runFolder(), outcome);
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
