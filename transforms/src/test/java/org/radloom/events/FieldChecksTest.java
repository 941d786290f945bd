package org.radloom.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radloom.schemas.GroundTruth;
import org.radloom.schemas.Inference;
import org.radloom.vision.RleMask;

/** Every field that can be missing or impossible, in JSON. */
final class FieldChecksTest {

  @ParameterizedTest
  @CsvSource({
    "TRANSCRIPTION, /id",
    "TRANSCRIPTION, /patientId",
    "TRANSCRIPTION, /userId",
    "TRANSCRIPTION, /recordedAt",
    "TRANSCRIPTION, /language",
    "TRANSCRIPTION, /text",
    "TRANSCRIPTION, /model",
    "TRANSCRIPTION, /model/name",
    "TRANSCRIPTION, /model/version",
    "TRANSCRIPTION, /segments/0/start",
    "TRANSCRIPTION, /segments/0/end",
    "TRANSCRIPTION, /segments/0/text",
    "CORRECTION, /id",
    "CORRECTION, /transcriptionId",
    "CORRECTION, /userId",
    "CORRECTION, /correctedAt",
    "CORRECTION, /text",
    "INFERENCE, /id",
    "INFERENCE, /patientId",
    "INFERENCE, /task",
    "INFERENCE, /model",
    "INFERENCE, /at",
    "INFERENCE, /imageUri",
    "INFERENCE, /imageWidth",
    "INFERENCE, /imageHeight",
    "INFERENCE, /detections/1/category",
    "INFERENCE, /detections/1/bbox",
    "INFERENCE, /detections/1/score",
    "INFERENCE, /detections/1/segmentation/size",
    "INFERENCE, /detections/1/segmentation/counts",
    "GROUND_TRUTH, /id",
    "GROUND_TRUTH, /inferenceId",
    "GROUND_TRUTH, /readerId",
    "GROUND_TRUTH, /readAt",
    "GROUND_TRUTH, /annotations/0/category",
    "GROUND_TRUTH, /annotations/0/bbox",
    "CONSENT, /patientId",
    "CONSENT, /scope",
    "CONSENT, /status",
    "CONSENT, /at",
  })
  void aRequiredFieldIsMissingWhetherAbsentOrNull(EventType type, String pointer) {
    InvalidEventException absent = refusal(EventJson.full(type).without(pointer));
    InvalidEventException empty = refusal(EventJson.full(type).with(pointer, "null"));

    assertFault(absent, type, RejectReason.MISSING_FIELD, path(pointer));
    assertFault(empty, type, RejectReason.MISSING_FIELD, path(pointer));
  }

  @ParameterizedTest
  @CsvSource({
    "TRANSCRIPTION, /id",
    "TRANSCRIPTION, /patientId",
    "TRANSCRIPTION, /studyId",
    "TRANSCRIPTION, /audioUri",
    "TRANSCRIPTION, /model/name",
    "CORRECTION, /transcriptionId",
    "INFERENCE, /imageUri",
    "INFERENCE, /detections/0/category",
    "GROUND_TRUTH, /annotations/0/category",
    "CONSENT, /patientId",
  })
  void aBlankNameIsMissing(EventType type, String pointer) {
    InvalidEventException refusal = refusal(EventJson.full(type).with(pointer, "' \\t'"));

    assertFault(refusal, type, RejectReason.MISSING_FIELD, path(pointer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TRANSCRIPTION | /id | 7",
        "TRANSCRIPTION | /id | ['a']",
        "TRANSCRIPTION | /recordedAt | '2026-02-30T00:00:00Z'",
        "TRANSCRIPTION | /recordedAt | 1772600767",
        "TRANSCRIPTION | /language | 'english language'",
        "TRANSCRIPTION | /language | ''",
        "TRANSCRIPTION | /audioSha256 | 'e3b0c442'",
        "TRANSCRIPTION | /durationSeconds | -1",
        "TRANSCRIPTION | /durationSeconds | 0",
        "TRANSCRIPTION | /durationSeconds | 1e999",
        "TRANSCRIPTION | /durationSeconds | '12'",
        "TRANSCRIPTION | /confidence | 1.4",
        "TRANSCRIPTION | /confidence | -0.1",
        "TRANSCRIPTION | /confidence | 1e999",
        "TRANSCRIPTION | /confidence | true",
        "TRANSCRIPTION | /text | {}",
        "TRANSCRIPTION | /model | 'whisper'",
        "TRANSCRIPTION | /model/sha256 | 'x'",
        "TRANSCRIPTION | /segments | {}",
        "TRANSCRIPTION | /segments/0 | 7",
        "TRANSCRIPTION | /segments/0/start | -0.5",
        "TRANSCRIPTION | /segments/0/end | -0.5",
        "TRANSCRIPTION | /segments/0/end | 1e300",
        "TRANSCRIPTION | /segments/0/avgLogprob | 0.1",
        "TRANSCRIPTION | /segments/0/noSpeechProb | 1.5",
        "TRANSCRIPTION | /segments/0/compressionRatio | 0",
        "TRANSCRIPTION | /segments/0/temperature | -1",
        "CORRECTION | /correctedAt | 'yesterday'",
        "INFERENCE | /task | 'surgery'",
        "INFERENCE | /imageWidth | 0",
        "INFERENCE | /imageWidth | -4",
        "INFERENCE | /imageWidth | 3.5",
        "INFERENCE | /imageWidth | 4.0",
        "INFERENCE | /imageWidth | 65536",
        "INFERENCE | /imageWidth | 4294967300",
        "INFERENCE | /imageWidth | '4'",
        "INFERENCE | /imageHeight | 99999999999999999999999999",
        "INFERENCE | /latencyMs | -1",
        "INFERENCE | /inputStatistics | [1,2]",
        "INFERENCE | /inputStatistics/mean | 1e12",
        "INFERENCE | /inputStatistics/mean | '1'",
        "INFERENCE | /inputStatistics/standardDeviation | -0.1",
        "INFERENCE | /inputStatistics/standardDeviation | 1e999",
        "INFERENCE | /confidence | 1.0000001",
        "INFERENCE | /detections | {}",
        "INFERENCE | /detections/0/score | 1.4",
        "INFERENCE | /detections/0/bbox | [0,0,5,3]",
        "INFERENCE | /detections/0/bbox | [0,0,4,3.1]",
        "INFERENCE | /detections/0/bbox | [-1,0,2,2]",
        "INFERENCE | /detections/0/bbox | [0,0,0,3]",
        "INFERENCE | /detections/0/bbox | [0,0,4]",
        "INFERENCE | /detections/0/bbox | [0,0,4,3,1]",
        "INFERENCE | /detections/0/bbox | [0,0,1e999,3]",
        "INFERENCE | /detections/0/bbox | [0,0,null,3]",
        "INFERENCE | /detections/0/segmentation | []",
        "INFERENCE | /detections/0/segmentation | [[0,0,4,0]]",
        "INFERENCE | /detections/0/segmentation | [[0,0,4,0,4,3,1]]",
        "INFERENCE | /detections/0/segmentation | [[0,0,9,0,4,3]]",
        "INFERENCE | /detections/0/segmentation | [[0,0,4,0,4,-3]]",
        "INFERENCE | /detections/0/segmentation | [0,0,4,0,4,3]",
        "INFERENCE | /detections/0/segmentation | 'mask'",
        "INFERENCE | /detections/1/segmentation/counts | [4,1,2,1,5]",
        "INFERENCE | /detections/1/segmentation/counts | [4,1,2,1,3]",
        "INFERENCE | /detections/1/segmentation/counts | [13,-1]",
        "INFERENCE | /detections/1/segmentation/counts | []",
        "INFERENCE | /detections/1/segmentation/counts | [4,1,2.5]",
        "INFERENCE | /detections/1/segmentation/counts | 'PYPY'",
        "INFERENCE | /detections/1/segmentation/size | [4,3]",
        "INFERENCE | /detections/1/segmentation/size | [12]",
        "INFERENCE | /labels | {'a':[1]}",
        "INFERENCE | /labels | {'a':1e999}",
        "INFERENCE | /labels | {'':'x'}",
        "INFERENCE | /labels | ['a']",
        "GROUND_TRUTH | /annotations/0/bbox | [0,0,70000,3]",
        "GROUND_TRUTH | /annotations/0/segmentation/counts | [0,13]",
        "GROUND_TRUTH | /annotations/0/segmentation | {'size':[0,0],'counts':[]}",
        "GROUND_TRUTH | /annotations/0/segmentation | {'size':[-3,-4],'counts':[12]}",
        "CONSENT | /scope | 'marketing'",
        "CONSENT | /scope | 'TRAINING'",
        "CONSENT | /status | 'granted '",
        "CONSENT | /at | ''",
      },
      quoteCharacter = '"')
  void anImpossibleValueIsRefusedByItsPath(EventType type, String pointer, String value) {
    InvalidEventException refusal = refusal(EventJson.full(type).with(pointer, value));

    assertThat(refusal).isNotNull();
    assertThat(refusal.type()).isEqualTo(type);
    assertThat(refusal.reason()).isEqualTo(RejectReason.INVALID_VALUE);
    // Masks are one value: their size and runs only make sense together.
    assertThat(path(pointer)).startsWith(String.valueOf(refusal.field()));
    assertThat(refusal.field()).startsWith(path(pointer).replaceFirst("[.](size|counts)$", ""));
  }

  @Test
  void aSegmentThatEndsBeforeItStartsIsRefused() {
    InvalidEventException refusal =
        refusal(EventJson.transcription().with("/segments/0/start", "2.6"));

    assertFault(refusal, EventType.TRANSCRIPTION, RejectReason.INVALID_VALUE, "segments[0].end");
  }

  @ParameterizedTest
  @CsvSource({
    "TRANSCRIPTION, /confidence, 0",
    "TRANSCRIPTION, /confidence, 1",
    "TRANSCRIPTION, /segments/0/end, 0",
    "TRANSCRIPTION, /segments/0/avgLogprob, 0",
    "INFERENCE, /latencyMs, 0",
    "INFERENCE, /inputStatistics/standardDeviation, 0",
    "INFERENCE, /inputStatistics, null",
    "INFERENCE, /detections/0/score, 1",
    "INFERENCE, /detections, []",
    "INFERENCE, /labels, {}",
  })
  void theEndsOfARangeAreFine(EventType type, String pointer, String value) {
    assertThatCode(() -> EventJson.full(type).with(pointer, value).read())
        .doesNotThrowAnyException();
  }

  @Test
  void aNameOf1024CharactersIsFineAndOneMoreIsNot() {
    EventJson longest = EventJson.consent().withText("/patientId", "x".repeat(1024));
    EventJson tooLong = EventJson.consent().withText("/patientId", "x".repeat(1025));

    assertThatCode(longest::read).doesNotThrowAnyException();
    assertFault(refusal(tooLong), EventType.CONSENT, RejectReason.INVALID_VALUE, "patientId");
  }

  @Test
  void anImageHasNoMorePixelsThanAMaskCanHold() {
    EventJson largest =
        EventJson.inference()
            .without("/detections")
            .with("/imageWidth", "16384")
            .with("/imageHeight", "16384");
    assertThat(16_384 * 16_384).isEqualTo(RleMask.MAX_PIXELS);
    assertThatCode(largest::read).doesNotThrowAnyException();

    assertFault(
        refusal(largest.with("/imageHeight", "16385")),
        EventType.INFERENCE,
        RejectReason.INVALID_VALUE,
        "imageHeight");
  }

  @Test
  void annotationsFitTheImageTheyWereDrawnIn() {
    GroundTruth truth = EventJson.groundTruth().readAs(GroundTruth.class);

    assertThatCode(() -> EventChecks.checkAnnotations(truth, 4, 3)).doesNotThrowAnyException();
    for (List<Integer> other : List.of(List.of(3, 4), List.of(5, 3), List.of(4, 4))) {
      InvalidEventException refusal =
          catchThrowableOfType(
              InvalidEventException.class,
              () -> EventChecks.checkAnnotations(truth, other.get(0), other.get(1)));
      assertThat(refusal).as("%s", other).isNotNull();
      assertThat(refusal.type()).isEqualTo(EventType.GROUND_TRUTH);
      assertThat(refusal.field()).startsWith("annotations[0].");
    }
  }

  @Test
  void aTruthWithoutAnnotationsFitsAnyImage() {
    GroundTruth truth = EventJson.groundTruth().without("/annotations").readAs(GroundTruth.class);

    assertThatCode(() -> EventChecks.checkAnnotations(truth, 1, 1)).doesNotThrowAnyException();
  }

  @Test
  void nanFromAvroIsRefused() {
    Inference event = EventJson.inference().readAs(Inference.class);
    event.setConfidence(Double.NaN);

    InvalidEventException refusal =
        catchThrowableOfType(InvalidEventException.class, () -> EventChecks.check(event));

    assertFault(refusal, EventType.INFERENCE, RejectReason.INVALID_VALUE, "confidence");
  }

  private static InvalidEventException refusal(EventJson json) {
    return catchThrowableOfType(InvalidEventException.class, json::read);
  }

  private static void assertFault(
      InvalidEventException refusal, EventType type, RejectReason reason, String field) {
    assertThat(refusal).isNotNull();
    assertThat(refusal.type()).isEqualTo(type);
    assertThat(refusal).hasMessage(reason.code() + ": " + field);
  }

  /** Turns {@code /a/0/b} into {@code a[0].b}. */
  private static String path(String pointer) {
    return pointer.substring(1).replaceAll("/(\\d+)", "[$1]").replace('/', '.');
  }
}
