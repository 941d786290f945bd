package org.radloom.volumemaps.job;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PDone;
import org.radloom.volumemaps.input.FoundStudy;
import org.radloom.volumemaps.output.StudyOutcome;

/**
 * Computes every study and writes the worklist last. Bounded, global window.
 *
 * <p>An element is a reference to a study; the worker that gets it reads the volume, computes, puts
 * the result in place and passes on what became of it, a few hundred bytes. So whatever happens to
 * one study, the others finish. If a study got lost on the way, the last step fails.
 *
 * <p>The list is not shuffled: its source deals it out evenly, the hash of a shuffle may give all
 * of a few studies to one task. A task that starts over finds what it has finished and skips it.
 *
 * <pre>{@code
 * pipeline.apply("Maps", new RunStudies<>("maps", StudySearch.find(input, new CtInputs()), 2,
 *     output, run, () -> MapsComputer.runner(settings)));
 * }</pre>
 *
 * @param <T> what is known of a study that may be computed
 */
public final class RunStudies<T extends Serializable> extends PTransform<PBegin, PDone> {
  private final String counters;
  private final List<FoundStudy<T>> studies;
  private final int concurrentStudies;
  private final String output;
  private final String run;
  private final StudyRunners<T> runners;

  /**
   * Takes the studies of a run.
   *
   * @param counters namespace of the counters
   * @param studies at least one
   * @param concurrentStudies how many are in work at a time, > 0
   * @param output folder of the results
   * @param run folder of the run
   */
  public RunStudies(
      String counters,
      List<FoundStudy<T>> studies,
      int concurrentStudies,
      Path output,
      Path run,
      StudyRunners<T> runners) {
    if (studies.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one study");
    }
    this.counters = counters;
    this.studies = List.copyOf(studies);
    this.concurrentStudies = concurrentStudies;
    this.output = output.toString();
    this.run = run.toString();
    this.runners = runners;
  }

  @Override
  public PDone expand(PBegin begin) {
    begin
        .apply(
            "ListStudies",
            Create.of(StudyReference.dealt(studies, concurrentStudies))
                .withCoder(StudyReference.coder()))
        .apply("RunStudy", ParDo.of(new RunStudyFn<>(counters, run, runners)))
        .setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(StudyOutcome.class)))
        .apply("GatherOutcomes", GroupByKey.create())
        .apply("WriteWorklist", ParDo.of(new WriteWorklistFn(output, studies.size())));
    return PDone.in(begin.getPipeline());
  }
}
