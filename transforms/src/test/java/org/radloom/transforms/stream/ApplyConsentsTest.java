package org.radloom.transforms.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.Candidate.Grade;
import org.radloom.records.ErasedPatients;
import org.radloom.stream.ConsentDecision;
import org.radloom.stream.WindowRecord;
import org.radloom.transforms.CollectConsents;

final class ApplyConsentsTest {
  private static final Pseudonym PATIENT = new Pseudonym(1, 1);
  private static final Pseudonym OTHER = new Pseudonym(2, 2);

  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
  private TestStream.Builder<KV<byte[], byte[]>> stream = WindowRun.stream();
  private int minute;

  private void record(int number, Pseudonym patient) {
    WindowRecord record =
        new WindowRecord(
            new Pseudonym(0, number),
            patient,
            0,
            true,
            Grade.RANKED,
            List.of(),
            new long[0],
            new byte[0]);
    add(KV.of(Rows.key(patient), ApplyConsents.record(record)));
  }

  private void decision(Pseudonym patient, long micros, boolean revoked) {
    add(KV.of(Rows.key(patient), ApplyConsents.decision(new ConsentDecision(micros, revoked))));
  }

  /** Adds an element when those before it have been dealt with. */
  private void add(KV<byte[], byte[]> element) {
    stream = stream.addElements(element).advanceWatermarkTo(WindowRun.at(++minute));
  }

  private Map<String, Long> expect(CollectConsents.Mode mode, Long... passed) {
    return expect(mode, ErasedPatients.NOBODY, passed);
  }

  private Map<String, Long> expect(
      CollectConsents.Mode mode, ErasedPatients erased, Long... passed) {
    PAssert.that(
            pipeline
                .apply(stream.advanceWatermarkToInfinity())
                .apply(new ApplyConsents(mode, erased))
                .apply(
                    MapElements.into(TypeDescriptors.longs())
                        .via(row -> WindowRecord.read(row).id().lo())))
        .containsInAnyOrder(passed);
    var result = pipeline.run();
    result.waitUntilFinish();
    return WindowRun.counters(result);
  }

  @Test
  void letsRecordsPassUntilThePatientRevokes() {
    record(1, PATIENT);
    decision(PATIENT, 100, true);
    record(2, PATIENT);
    record(3, OTHER);

    Map<String, Long> counters = expect(CollectConsents.Mode.OPT_OUT, 1L, 3L);

    assertThat(counters).isEqualTo(Map.of("denied", 1L));
  }

  @Test
  void theLatestDecisionCountsWhicheverCameLast() {
    decision(PATIENT, 200, false);
    decision(PATIENT, 100, true);
    record(1, PATIENT);
    decision(PATIENT, 300, true);
    record(2, PATIENT);
    decision(PATIENT, 300, false);
    record(3, PATIENT);
    decision(PATIENT, 301, false);
    record(4, PATIENT);

    expect(CollectConsents.Mode.OPT_OUT, 1L, 4L);
  }

  @Test
  void wantsAGrantUnderOptIn() {
    record(1, PATIENT);
    decision(PATIENT, 100, false);
    record(2, PATIENT);

    Map<String, Long> counters = expect(CollectConsents.Mode.OPT_IN, 2L);

    assertThat(counters).isEqualTo(Map.of("denied", 1L));
  }

  @Test
  void underOptInARevocationBeatsAGrantOfTheSameTimeInWhicheverOrderTheyCome() {
    decision(PATIENT, 100, true);
    decision(PATIENT, 100, false);
    record(1, PATIENT);
    decision(OTHER, 100, false);
    decision(OTHER, 100, true);
    record(2, OTHER);
    decision(OTHER, 101, false);
    record(3, OTHER);

    Map<String, Long> counters = expect(CollectConsents.Mode.OPT_IN, 3L);

    assertThat(counters).isEqualTo(Map.of("denied", 2L));
  }

  @Test
  void underOptInALateOldGrantDoesNotUndoARevocation() {
    decision(PATIENT, 200, true);
    decision(PATIENT, 100, false);
    record(1, PATIENT);
    record(2, OTHER);
    decision(OTHER, 1, false);
    record(3, OTHER);

    Map<String, Long> counters = expect(CollectConsents.Mode.OPT_IN, 3L);

    assertThat(counters).isEqualTo(Map.of("denied", 2L));
  }

  @Test
  void anErasedPatientIsDeniedWhateverTheyDecide() {
    record(1, PATIENT);
    decision(PATIENT, 100, false);
    record(2, PATIENT);
    record(3, OTHER);

    Map<String, Long> counters =
        expect(CollectConsents.Mode.OPT_OUT, new ErasedPatients(List.of(PATIENT.hex())), 3L);

    assertThat(counters).isEqualTo(Map.of("denied", 2L));
  }
}
