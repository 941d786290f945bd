package org.radloom.volumemaps.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.radloom.volumemaps.output.StudyOutcome;
import org.radloom.volumemaps.output.StudyStore;
import org.radloom.volumemaps.output.Worklist;
import org.radloom.volumemaps.study.MapsSettings;

/** Writes the worklist when all outcomes are there. */
final class WriteWorklistFn extends DoFn<KV<Integer, Iterable<StudyOutcome>>, Void> {
  private final MapsSettings settings;
  private final int studies;

  WriteWorklistFn(MapsSettings settings, int studies) {
    this.settings = settings;
    this.studies = studies;
  }

  @ProcessElement
  public void write(@Element KV<Integer, Iterable<StudyOutcome>> gathered) throws IOException {
    List<StudyOutcome> outcomes = new ArrayList<>();
    gathered.getValue().forEach(outcomes::add);
    if (outcomes.size() != studies) {
      throw new IllegalStateException(
          "the counts do not add up: of %d studies, %d are accounted for"
              .formatted(studies, outcomes.size()));
    }
    Path output = settings.outputFolder();
    StudyStore store = new StudyStore(output);
    Worklist.write(output, Worklist.merge(Worklist.read(output), outcomes, store::holds));
  }
}
