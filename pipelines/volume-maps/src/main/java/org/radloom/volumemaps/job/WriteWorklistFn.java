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

/** Writes the worklist when all outcomes are there. */
public final class WriteWorklistFn extends DoFn<KV<Integer, Iterable<StudyOutcome>>, Void> {
  private final String output;
  private final int studies;

  /**
   * Makes one.
   *
   * @param output folder of the results
   * @param studies how many outcomes there have to be
   */
  public WriteWorklistFn(String output, int studies) {
    this.output = output;
    this.studies = studies;
  }

  /** Writes it. */
  @ProcessElement
  public void write(@Element KV<Integer, Iterable<StudyOutcome>> gathered) throws IOException {
    List<StudyOutcome> outcomes = new ArrayList<>();
    gathered.getValue().forEach(outcomes::add);
    if (outcomes.size() != studies) {
      throw new IllegalStateException(
          "the counts do not add up: of %d studies, %d are accounted for"
              .formatted(studies, outcomes.size()));
    }
    Path folder = Path.of(output);
    StudyStore store = new StudyStore(folder);
    Worklist.write(folder, Worklist.merge(Worklist.read(folder), outcomes, store::holds));
  }
}
