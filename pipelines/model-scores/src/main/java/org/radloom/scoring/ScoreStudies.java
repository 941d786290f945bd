package org.radloom.scoring;

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
import org.radloom.volumemaps.job.StudyReference;
import org.radloom.volumemaps.job.WriteWorklistFn;
import org.radloom.volumemaps.output.StudyOutcome;

/**
 * Asks models about every study and writes the worklist last. Bounded, global window. An element is
 * a reference; images stay where they are.
 */
final class ScoreStudies extends PTransform<PBegin, PDone> {
  private final List<ScoreStudy> studies;
  private final ScoreSettings settings;

  ScoreStudies(List<ScoreStudy> studies, ScoreSettings settings) {
    this.studies = List.copyOf(studies);
    this.settings = settings;
  }

  @Override
  public PDone expand(PBegin begin) {
    begin
        .apply(
            "ListStudies",
            Create.of(StudyReference.dealt(studies, settings.concurrentStudies()))
                .withCoder(StudyReference.coder()))
        .apply("ScoreStudy", ParDo.of(new ScoreStudyFn(settings)))
        .setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(StudyOutcome.class)))
        .apply("GatherOutcomes", GroupByKey.create())
        .apply("WriteWorklist", ParDo.of(new WriteWorklistFn(settings.output(), studies.size())));
    return PDone.in(begin.getPipeline());
  }
}
