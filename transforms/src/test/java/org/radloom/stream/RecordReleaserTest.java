package org.radloom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.radloom.deid.DateMode;
import org.radloom.events.EventJson;
import org.radloom.events.EventType;
import org.radloom.events.InvalidEventException;
import org.radloom.privacy.Keys;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.Candidate.Grade;
import org.radloom.records.EventBytes;
import org.radloom.records.Pseudonymiser;
import org.radloom.rows.RowWriter;
import org.radloom.stream.RecordReleaser.Release;
import org.radloom.text.GateLimits;
import org.radloom.text.MedicalTerms;
import org.radloom.text.QualityWeights;
import org.radloom.text.TextAssessor;

final class RecordReleaserTest {
  private static final String TEXT =
      "No focal consolidation, pleural effusion or pneumothorax is seen in either lung today.";

  private final Pseudonymiser pseudonyms = new Pseudonymiser(Keys.generate(new SecureRandom()));
  private final RecordReleaser releaser =
      new RecordReleaser(
          pseudonyms,
          new TextAssessor(GateLimits.DEFAULT, QualityWeights.DEFAULT, MedicalTerms.seed()),
          Optional.empty(),
          0.85,
          DateMode.YEAR);
  private final HeldRecord held = HeldRecord.of(null);
  private final Pseudonym transcription = pseudonyms.transcription("T-1");
  private final Pseudonym inference = pseudonyms.inference("I-1");

  private void hold(EventJson event) throws InvalidEventException {
    RowWriter row = new RowWriter(512);
    EventType type = new EventBytes().encode(event.read(), row);
    held.add(type, row.buffer().clone(), 0, row.size());
  }

  private static WindowRecord record(Release release) {
    return Objects.requireNonNull(release.record());
  }

  private static EventJson dictation() {
    return EventJson.transcription().withText("/text", TEXT).without("/segments");
  }

  @Test
  void countsVersionsAndSaysNothingTwice() throws InvalidEventException {
    hold(dictation());
    assertThat(record(releaser.release(transcription, held)).version()).isZero();
    assertThat(releaser.release(transcription, held).record()).isNull();

    hold(EventJson.correction().withText("/text", TEXT + " Unchanged."));
    Release update = releaser.release(transcription, held);

    assertThat(record(update).version()).isEqualTo(1);
    assertThat(record(update).id()).isEqualTo(transcription);
    assertThat(record(update).bands()).isNotEmpty();
  }

  @Test
  void tellsWhyARecordIsUnusableOnce() throws InvalidEventException {
    hold(dictation().withText("/text", "Too short."));

    assertThat(releaser.release(transcription, held).unusable()).containsExactly("too_few_words");
    assertThat(releaser.release(transcription, held).unusable()).isEmpty();
  }

  @Test
  void makesNothingOfAHalfThatIsOfNoUseAlone() throws InvalidEventException {
    hold(EventJson.inference());

    Release release = releaser.release(inference, held);

    assertThat(release.record()).isNull();
    assertThat(release.unmatched()).isTrue();
  }

  @Test
  void gradesAnInaccurateInferenceAsHard() throws InvalidEventException {
    hold(EventJson.inference());
    hold(EventJson.groundTruth().with("/annotations", "[{'category':'other','bbox':[0,0,1,1]}]"));

    Release release = releaser.release(inference, held);

    assertThat(record(release).grade()).isEqualTo(Grade.HARD);
    assertThat(record(release).version()).isZero();
  }
}
