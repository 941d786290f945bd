package org.radloom.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.radloom.deid.DateMode;
import org.radloom.events.EventJson;
import org.radloom.events.EventType;
import org.radloom.privacy.Pseudonym;
import org.radloom.schemas.Correction;
import org.radloom.schemas.Segment;
import org.radloom.schemas.Transcription;
import org.radloom.schemas.TranscriptionRecord;
import org.radloom.text.GateLimits;
import org.radloom.text.MedicalTerms;
import org.radloom.text.QualityWeights;
import org.radloom.text.TextAssessor;

final class TranscriptionAssemblerTest {
  /** Twelve words. */
  private static final String HEARD =
      "No focal consolidation, pleural effusion or pneumothorax is seen in either lung.";

  private static final MedicalTerms TERMS = MedicalTerms.seed();
  private static final Pseudonym ID = Assembly.PSEUDONYMS.transcription("T-1");

  private final Assembly events = new Assembly();

  @Test
  void keepsOneOfTwoRedeliveries() {
    transcription(heard());
    transcription(heard());

    assemble();

    assertThat(events.candidate().ref().position()).isEqualTo(1);
    assertThat(events.fates()).containsExactly("2 duplicate redelivery");
    assertThat(events.settled().get(0).survivor()).isEqualTo(ID);
  }

  @Test
  void keepsTheMoreConfidentOfTwoDeliveries() {
    transcription(heard().with("/confidence", "0.9"));
    transcription(
        heard().with("/confidence", "0.91").with("/recordedAt", "'2027-01-01T00:00:00Z'"));
    transcription(heard().without("/confidence"));

    assemble();

    assertThat(record().getConfidence()).isEqualTo(0.91);
    assertThat(events.fates())
        .containsExactlyInAnyOrder("1 duplicate redelivery", "3 duplicate redelivery");
  }

  @Test
  void keepsTheEarlierOfTwoDeliveriesOfTheSameConfidence() {
    transcription(heard().with("/recordedAt", "'2027-01-01T00:00:00Z'"));
    transcription(heard().with("/recordedAt", "'2025-12-31T23:59:59Z'"));

    assemble();

    assertThat(record().getRecordedYear()).isEqualTo(2025);
  }

  @Test
  void keepsTheFirstInPlaceOfTwoThatAreOtherwiseEqual() {
    transcription(heard().with("/language", "'de'"));
    transcription(heard().with("/language", "'en'"));
    Collections.reverse(events.received(EventType.TRANSCRIPTION));

    assemble();

    assertThat(record().getLanguage()).isEqualTo("de");
  }

  @Test
  void theNewestCorrectionIsTheTarget() {
    transcription(heard());
    correction("C-1", "2026-01-03", HEARD.replace("No", "The newest: no"));
    correction("C-2", "2026-01-02", HEARD.replace("No", "Older: no"));
    correction("C-3", "2026-01-01", HEARD.replace("No", "Oldest: no"));

    assemble();

    assertThat(record().getText()).startsWith("The newest: no focal");
    assertThat(record().getOriginalText()).isEqualTo(HEARD);
    assertThat(events.candidate().partner()).isEqualTo(new EventRef(EventType.CORRECTION, 0, 2));
    assertThat(events.candidate().standing().completed()).isTrue();
    assertThat(events.fates()).containsExactly("3 duplicate superseded", "4 duplicate superseded");
  }

  @Test
  void aRedeliveredCorrectionCountsOnce() {
    transcription(heard());
    correction("C-1", "2026-01-03", HEARD);
    correction("C-1", "2026-01-03", HEARD);

    assemble();

    assertThat(events.candidate().partner()).isEqualTo(new EventRef(EventType.CORRECTION, 0, 2));
    assertThat(events.fates()).containsExactly("3 duplicate redelivery");
  }

  @Test
  void aCorrectionThatChangesNothingIsACorrection() {
    transcription(heard());
    correction("C-1", "2026-01-03", HEARD);

    assemble();

    assertThat(record().getCorrected()).isTrue();
    assertThat(record().getWer()).isZero();
  }

  @Test
  void aTranscriptionWithoutCorrectionIsItsOwnTarget() {
    transcription(heard());

    assemble();

    assertThat(record().getCorrected()).isFalse();
    assertThat(record().getText()).isEqualTo(HEARD);
    assertThat(events.candidate().partner()).isNull();
    assertThat(events.candidate().standing().completed()).isFalse();
  }

  @Test
  void correctionsWithoutTranscriptionAreUnmatched() {
    correction("C-1", "2026-01-03", HEARD);
    correction("C-2", "2026-01-02", HEARD);
    correction("C-2", "2026-01-02", HEARD);

    assemble();

    assertThat(events.candidates()).isEmpty();
    assertThat(events.fates())
        .containsExactlyInAnyOrder(
            "1 unmatched no_transcription",
            "2 unmatched no_transcription",
            "3 duplicate redelivery");
  }

  @Test
  void aCorrectionIsRejectedWithItsTranscription() {
    transcription(heard().with("/confidence", "0.8"));
    correction("C-1", "2026-01-03", HEARD);

    assemble();

    assertThat(events.fates())
        .containsExactly("1 rejected low_confidence", "2 rejected low_confidence");
  }

  @Test
  void theGatesLookAtTheCorrection() {
    transcription(heard());
    correction("C-1", "2026-01-03", "Nine words are one too few for a lung.");

    assemble();

    assertThat(events.fates())
        .containsExactly("1 rejected too_few_words", "2 rejected too_few_words");
  }

  @Test
  void nothingOfADeniedPatientIsNamed() {
    transcription(heard());
    transcription(heard());
    transcription(heard().with("/confidence", "0.81"));
    correction("C-1", "2026-01-03", HEARD);
    correction("C-1", "2026-01-03", HEARD);
    correction("C-2", "2026-01-02", HEARD);

    assemble(patient -> !patient.equals(Assembly.PSEUDONYMS.patient("PAT-77001")));

    assertThat(events.candidates()).isEmpty();
    assertThat(events.settled())
        .allSatisfy(
            one -> {
              assertThat(one.record()).isNull();
              assertThat(one.survivor()).isNull();
            });
    assertThat(events.fates())
        .containsExactlyInAnyOrder(
            "1 denied no_consent",
            "2 duplicate redelivery",
            "3 duplicate redelivery",
            "4 denied no_consent",
            "5 duplicate redelivery",
            "6 duplicate superseded");
    events.assertConserved();
  }

  @Test
  void identifiersAreTakenOutEverywhereInAnyCase() {
    String heard = "For pat-77001 in Stu-5, said DRSMITH: " + HEARD;
    transcription(
        heard()
            .withText("/text", heard)
            .withText("/segments/0/text", heard)
            .with("/audioUri", "'s3://dict/PAT-77001/stu-5_DrSmith.wav'"));
    correction("C-1", "2026-01-03", "DrJones: " + heard + " drjones pat-77001");

    assemble();

    TranscriptionRecord record = record();
    String everything = record.toString().toLowerCase(Locale.ROOT);
    assertThat(everything).doesNotContain("77001", "stu-5", "drsmith", "drjones");
    assertThat(record.getOriginalText())
        .isEqualTo("For [PATIENT] in [STUDY], said [USER]: " + HEARD);
    assertThat(record.getText())
        .isEqualTo("[USER]: " + record.getOriginalText() + " [USER] [PATIENT]");
    assertThat(record.getFileName())
        .isEqualTo(
            "dict/%s/%s_%s.wav"
                .formatted(record.getPatient(), record.getStudy(), record.getUser()));
  }

  @Test
  void theRecordSaysHowWrongTheModelWas() {
    transcription(heard());
    correction("C-1", "2026-01-03", HEARD.replace("either lung.", "the left lung"));

    assemble();

    // 13 words in the target: "either" is "the left" (a substitution and an insertion), and "lung."
    // has lost its stop, which counts as it stands but not without punctuation.
    assertThat(record().getWer()).isCloseTo(3.0 / 13, within(1e-12));
    assertThat(record().getWerNormalised()).isCloseTo(2.0 / 13, within(1e-12));
  }

  @Test
  void theCorrectionIsLaidOntoTheSegments() {
    transcription(
        heard()
            .with(
                "/segments",
                """
                [{'start':0,'end':3,'text':' No focal consolidation, pleural effusion'},
                 {'start':3,'end':6,'text':' or pneumothorax is seen in either lung.'}]
                """));
    correction("C-1", "2026-01-03", HEARD.replace("focal", "new focal").replace("either", "any"));

    assemble();

    assertThat(record().getSegments())
        .extracting(Segment::getStart, Segment::getEnd, Segment::getText)
        .containsExactly(
            tuple(0.0, 3.0, "No new focal consolidation, pleural effusion"),
            tuple(3.0, 6.0, "or pneumothorax is seen in any lung."));
  }

  @Test
  void theRecordIsNamedByPseudonymsOnly() {
    transcription(heard());

    assemble();

    TranscriptionRecord record = record();
    assertThat(record.getRecordId()).isEqualTo(ID.hex());
    assertThat(record.getPatient()).isEqualTo(Assembly.PSEUDONYMS.patient("PAT-77001").hex());
    assertThat(record.getUser()).isEqualTo(Assembly.PSEUDONYMS.user("drsmith").hex());
    assertThat(record.getStudy()).isEqualTo(Assembly.PSEUDONYMS.study("STU-5").orElseThrow().hex());
    assertThat(events.candidate().patient()).isEqualTo(Assembly.PSEUDONYMS.patient("PAT-77001"));
  }

  @Test
  void recordsShareAKeyWithTheSameAudioOrTheSameTextOfOneUser() {
    List<DuplicateKey> keys = keys(heard());

    assertThat(keys(heard().with("/id", "'T-2'").with("/patientId", "'other'"))).isEqualTo(keys);
    assertThat(keys(heard().withText("/text", HEARD.toUpperCase(Locale.ROOT).replace(",", ""))))
        .isEqualTo(keys);
    assertThat(keys(heard().with("/userId", "'other'"))).first().isEqualTo(keys.get(0));
    assertThat(keys(heard().with("/userId", "'other'"))).last().isNotEqualTo(keys.get(1));
    assertThat(keys(heard().withText("/text", HEARD.replace("No", "A"))))
        .first()
        .isEqualTo(keys.get(0));
    assertThat(keys(heard().withText("/text", HEARD.replace("No", "A"))))
        .last()
        .isNotEqualTo(keys.get(1));
    assertThat(keys(heard().without("/audioSha256"))).containsExactly(keys.get(1));
  }

  @Property(tries = 200, seed = "1")
  void everyEventComesOutExactlyOnceInWhateverOrderItCame(
      @ForAll @IntRange(max = 4) int transcriptions,
      @ForAll @IntRange(max = 5) int corrections,
      @ForAll boolean allowed,
      @ForAll long seed) {
    Assembly group = new Assembly();
    Random random = new Random(seed);
    for (int i = 0; i < transcriptions; i++) {
      EventJson event = heard().with("/confidence", "0.%d".formatted(75 + random.nextInt(4) * 5));
      group.receive(
          EventType.TRANSCRIPTION,
          (random.nextInt(4) == 0 ? event.withText("/text", "Too few words.") : event)
              .readAs(Transcription.class));
    }
    for (int i = 0; i < corrections; i++) {
      group.receive(
          EventType.CORRECTION,
          correctionEvent(
              "C-" + random.nextInt(3), "2026-01-0" + (1 + random.nextInt(3)), HEARD + " Lung."));
    }

    assemble(group, patient -> allowed);
    Assembly shuffled = new Assembly();
    group
        .received(EventType.TRANSCRIPTION)
        .forEach(one -> shuffled.received(one.ref().type()).add(one));
    group
        .received(EventType.CORRECTION)
        .forEach(one -> shuffled.received(one.ref().type()).add(one));
    Collections.shuffle(shuffled.received(EventType.TRANSCRIPTION), random);
    Collections.shuffle(shuffled.received(EventType.CORRECTION), random);
    assemble(shuffled, patient -> allowed);

    group.assertConserved();
    shuffled.assertConserved();
    assertThat(shuffled.settled()).containsExactlyInAnyOrderElementsOf(group.settled());
    assertThat(shuffled.candidates().stream().map(Candidate::record).toList())
        .isEqualTo(group.candidates().stream().map(Candidate::record).toList());
  }

  private static List<DuplicateKey> keys(EventJson json) {
    Assembly one =
        new Assembly().receive(EventType.TRANSCRIPTION, json.readAs(Transcription.class));
    assemble(one, patient -> true);
    return one.candidate().keys();
  }

  private static EventJson heard() {
    return EventJson.transcription().withText("/text", HEARD).withText("/segments/0/text", HEARD);
  }

  private void transcription(EventJson json) {
    events.receive(EventType.TRANSCRIPTION, json.readAs(Transcription.class));
  }

  private void correction(String id, String day, String text) {
    events.receive(EventType.CORRECTION, correctionEvent(id, day, text));
  }

  private static Correction correctionEvent(String id, String day, String text) {
    return EventJson.correction()
        .withText("/id", id)
        .withText("/correctedAt", day + "T00:00:00Z")
        .withText("/text", text)
        .readAs(Correction.class);
  }

  private void assemble() {
    assemble(patient -> true);
    events.assertConserved();
  }

  private void assemble(ConsentPolicy consents) {
    assemble(events, consents);
  }

  private static void assemble(Assembly group, ConsentPolicy consents) {
    new TranscriptionAssembler(
            Assembly.PSEUDONYMS,
            consents,
            new TextAssessor(GateLimits.DEFAULT, QualityWeights.DEFAULT, TERMS),
            DateMode.YEAR)
        .assemble(
            ID,
            group.received(EventType.TRANSCRIPTION),
            group.received(EventType.CORRECTION),
            group);
  }

  private TranscriptionRecord record() {
    return (TranscriptionRecord) Objects.requireNonNull(events.candidate().record());
  }
}
