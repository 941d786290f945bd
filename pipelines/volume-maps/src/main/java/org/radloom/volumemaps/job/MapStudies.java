package org.radloom.volumemaps.job;

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
import org.radloom.volumemaps.study.MapsSettings;

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
 * pipeline.apply("Maps", MapStudies.of(StudySearch.find(input), settings));
 * }</pre>
 */
public final class MapStudies extends PTransform<PBegin, PDone> {
  private final List<FoundStudy> studies;
  private final MapsSettings settings;

  private MapStudies(List<FoundStudy> studies, MapsSettings settings) {
    this.studies = studies;
    this.settings = settings;
  }

  /**
   * Takes the studies of a run.
   *
   * @param studies at least one
   */
  public static MapStudies of(List<FoundStudy> studies, MapsSettings settings) {
    if (studies.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one study");
    }
    return new MapStudies(List.copyOf(studies), settings);
  }

  @Override
  public PDone expand(PBegin begin) {
    begin
        .apply(
            "ListStudies",
            Create.of(StudyReference.dealt(studies, settings.concurrentStudies()))
                .withCoder(StudyReference.coder()))
        .apply("MapStudy", ParDo.of(new MapStudyFn(settings)))
        .setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(StudyOutcome.class)))
        .apply("GatherOutcomes", GroupByKey.create())
        .apply("WriteWorklist", ParDo.of(new WriteWorklistFn(settings.output(), studies.size())));
    return PDone.in(begin.getPipeline());
  }
}
