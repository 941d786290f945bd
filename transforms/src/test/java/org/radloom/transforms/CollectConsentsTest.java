package org.radloom.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.junit.jupiter.api.Test;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.ConsentPolicy;
import org.radloom.records.ErasedPatients;
import org.radloom.rows.RowWriter;
import org.radloom.schemas.Consent;
import org.radloom.schemas.ConsentScope;
import org.radloom.schemas.ConsentStatus;
import org.radloom.split.SplitMode;

final class CollectConsentsTest {
  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
  private final RowWriter first = new RowWriter(64);
  private final RowWriter second = new RowWriter(64);

  @Test
  void theLatestDecisionCountsWhateverTheOrder() {
    put(first, 1, ConsentStatus.revoked, 10);
    put(second, 1, ConsentStatus.granted, 11);
    put(second, 2, ConsentStatus.revoked, 11);
    put(first, 2, ConsentStatus.granted, 10);

    assertAllowed(CollectConsents.Mode.OPT_OUT, 1L, 3L);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void atTheSameTimeARevocationCounts() {
    put(first, 1, ConsentStatus.revoked, 10);
    put(second, 1, ConsentStatus.granted, 10);
    put(first, 2, ConsentStatus.granted, 10);
    put(second, 2, ConsentStatus.revoked, 10);

    assertAllowed(CollectConsents.Mode.OPT_OUT, 3L);
    assertAllowed(CollectConsents.Mode.OPT_IN);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void whoSaidNothingIsAllowedByOptOutAlone() {
    put(first, 1, ConsentStatus.granted, 10);

    assertAllowed(CollectConsents.Mode.OPT_OUT, 1L, 2L, 3L);
    assertAllowed(CollectConsents.Mode.OPT_IN, 1L);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void underOptInTheLatestDecisionCountsAndARevocationOfTheSameTimeBeatsAGrant() {
    put(first, 1, ConsentStatus.granted, 11);
    put(second, 1, ConsentStatus.revoked, 10);
    put(first, 2, ConsentStatus.granted, 10);
    put(second, 2, ConsentStatus.revoked, 11);
    put(first, 3, ConsentStatus.granted, 12);
    put(second, 3, ConsentStatus.revoked, 12);

    assertAllowed(CollectConsents.Mode.OPT_IN, 1L);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void whoWasErasedIsNotAllowedWhateverTheyDecided() {
    RowWriter decided = new RowWriter(64);
    for (long patient = 1; patient <= 2; patient++) {
      decided.putLong(patient).putLong(patient).putByte(0);
    }
    ErasedPatients erased =
        new ErasedPatients(List.of(new Pseudonym(2, 2).hex(), new Pseudonym(3, 3).hex()));

    for (CollectConsents.Mode mode : CollectConsents.Mode.values()) {
      ConsentPolicy policy =
          CollectConsents.policy(
              List.of(decided.toBytes()),
              new ExportSettings.Selection(mode, 0.85, 1, SplitMode.hash, erased));

      assertThat(policy.allows(new Pseudonym(1, 1))).isTrue();
      assertThat(policy.allows(new Pseudonym(2, 2))).isFalse();
      assertThat(policy.allows(new Pseudonym(3, 3))).isFalse();
    }
  }

  @Test
  void decisionsAboutAnalyticsDoNotCount() {
    put(first, 1, ConsentScope.training, ConsentStatus.granted, 10);
    put(first, 1, ConsentScope.analytics, ConsentStatus.revoked, 11);
    put(first, 2, ConsentScope.analytics, ConsentStatus.granted, 11);

    assertAllowed(CollectConsents.Mode.OPT_OUT, 1L, 2L, 3L);
    assertAllowed(CollectConsents.Mode.OPT_IN, 1L);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void worksWithoutAnyConsent() {
    assertAllowed(CollectConsents.Mode.OPT_OUT, 1L, 2L, 3L);
    assertAllowed(CollectConsents.Mode.OPT_IN);
    pipeline.run().waitUntilFinish();
  }

  private static void put(RowWriter row, long patient, ConsentStatus status, long second) {
    put(row, patient, ConsentScope.training, status, second);
  }

  private static void put(
      RowWriter row, long patient, ConsentScope scope, ConsentStatus status, long second) {
    CollectConsents.put(
        row,
        new Pseudonym(patient, patient),
        new Consent("not looked at", scope, status, Instant.ofEpochSecond(second)));
  }

  /** Asserts which of the patients 1, 2 and 3 are allowed. */
  private void assertAllowed(CollectConsents.Mode mode, Long... patients) {
    List<KV<Integer, byte[]>> chunks =
        first.size() + second.size() == 0
            ? List.of()
            : List.of(TestRun.chunk(0, first), TestRun.chunk(0, second));
    PCollectionView<Iterable<byte[]>> consents =
        pipeline
            .apply("Consents" + mode, TestRun.chunks(chunks))
            .apply("Collect" + mode, CollectConsents.create());
    PCollection<Long> allowed =
        pipeline
            .apply("Patients" + mode, Create.of(1L, 2L, 3L))
            .apply(
                "Allowed" + mode,
                ParDo.of(new KeepAllowedFn(consents, mode)).withSideInputs(consents));
    if (patients.length == 0) {
      PAssert.that(allowed).empty();
    } else {
      PAssert.that(allowed).containsInAnyOrder(patients);
    }
  }

  private static final class KeepAllowedFn extends DoFn<Long, Long> {
    private final PCollectionView<Iterable<byte[]>> consents;
    private final CollectConsents.Mode mode;

    KeepAllowedFn(PCollectionView<Iterable<byte[]>> consents, CollectConsents.Mode mode) {
      this.consents = consents;
      this.mode = mode;
    }

    @ProcessElement
    public void keep(ProcessContext context) {
      ConsentPolicy policy = CollectConsents.policy(context.sideInput(consents), mode);
      long patient = context.element();
      if (policy.allows(new Pseudonym(patient, patient))) {
        context.output(patient);
      }
    }
  }
}
