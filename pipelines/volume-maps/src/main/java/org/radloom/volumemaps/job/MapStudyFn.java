package org.radloom.volumemaps.job;

import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.backend.BackendUnavailableException;
import org.radloom.volumemaps.input.FoundStudy;
import org.radloom.volumemaps.output.OutcomeFiles;
import org.radloom.volumemaps.output.StudyOutcome;
import org.radloom.volumemaps.study.MapsSettings;
import org.radloom.volumemaps.study.StudyRunner;

/**
 * Runs one study. Doing it again gives the same, so a retry is harmless, and so is a twin that goes
 * on after it was given up.
 */
final class MapStudyFn extends DoFn<StudyReference<FoundStudy>, KV<Integer, StudyOutcome>> {
  private static final String COUNTERS = "maps";

  private final MapsSettings settings;
  private transient @Nullable StudyRunner runner;

  MapStudyFn(MapsSettings settings) {
    this.settings = settings;
  }

  @ProcessElement
  public void map(
      @Element StudyReference<FoundStudy> reference, OutputReceiver<KV<Integer, StudyOutcome>> out)
      throws InterruptedException, BackendUnavailableException {
    if (runner == null) {
      runner = new StudyRunner(settings);
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
