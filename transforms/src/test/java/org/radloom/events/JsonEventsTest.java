package org.radloom.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.schemas.Consent;
import org.radloom.schemas.ConsentScope;
import org.radloom.schemas.ConsentStatus;
import org.radloom.schemas.Correction;
import org.radloom.schemas.Detection;
import org.radloom.schemas.GroundTruth;
import org.radloom.schemas.Inference;
import org.radloom.schemas.InputStatistics;
import org.radloom.schemas.ModelRef;
import org.radloom.schemas.Rle;
import org.radloom.schemas.Segment;
import org.radloom.schemas.Segmentation;
import org.radloom.schemas.Task;
import org.radloom.schemas.Transcription;

final class JsonEventsTest {
  private static final String SHA256 =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void readsAFullTranscription() {
    assertThat(EventJson.transcription().readAs(Transcription.class))
        .isEqualTo(
            new Transcription(
                "T-1",
                "PAT-77001",
                "STU-5",
                "drsmith",
                Instant.parse("2026-03-04T05:06:07.250Z"),
                "de-CH",
                "s3://dict/a.wav",
                SHA256,
                12.5,
                "No pneumothorax.",
                0.93,
                List.of(new Segment(0.0, 2.5, "No pneumothorax.", -0.1, 0.02, 1.2, 0.0)),
                new ModelRef("whisper", "large-v3", SHA256)));
  }

  @Test
  void readsAFullCorrection() {
    assertThat(EventJson.correction().readAs(Correction.class))
        .isEqualTo(
            new Correction(
                "C-1",
                "T-1",
                "drjones",
                Instant.parse("2026-03-04T06:00:00Z"),
                "No pneumothorax seen."));
  }

  @Test
  void readsAFullInference() {
    assertThat(EventJson.inference().readAs(Inference.class))
        .isEqualTo(
            new Inference(
                "I-1",
                "PAT-77001",
                "STU-5",
                Task.lesion_detection,
                new ModelRef("det", "1", null),
                Instant.parse("2026-03-04T05:06:07Z"),
                "img/1.png",
                SHA256,
                4,
                3,
                0.9,
                List.of(
                    new Detection(
                        "mass",
                        List.of(0.0, 0.0, 4.0, 3.0),
                        0.8,
                        new Segmentation(List.of(List.of(0.0, 0.0, 4.0, 0.0, 4.0, 3.0)), null)),
                    new Detection(
                        "cyst",
                        List.of(1.0, 1.0, 2.0, 1.0),
                        0.7,
                        new Segmentation(null, new Rle(3, 4, List.of(4, 1, 2, 1, 4))))),
                Map.of("side", "left"),
                41.5,
                new InputStatistics(-0.25, 1.5)));
  }

  @Test
  void readsAFullGroundTruth() {
    GroundTruth truth = EventJson.groundTruth().readAs(GroundTruth.class);

    assertThat(truth.getReadAt()).isEqualTo(Instant.parse("2026-03-05T00:00:00Z"));
    assertThat(truth.getLabels()).isEqualTo(Map.of("side", "left"));
    assertThat(truth.getAnnotations())
        .singleElement()
        .extracting(annotation -> annotation.getSegmentation().getRle())
        .isEqualTo(new Rle(3, 4, List.of(0, 12)));
  }

  @Test
  void readsAConsent() {
    assertThat(EventJson.consent().readAs(Consent.class))
        .isEqualTo(
            new Consent(
                "PAT-77001",
                ConsentScope.training,
                ConsentStatus.revoked,
                Instant.parse("2026-03-05T00:00:00Z")));
  }

  @Test
  void readsATranscriptionWithoutOptionalFields() throws InvalidEventException {
    String minimal =
        """
        {"id":"a","patientId":"p","userId":"u","recordedAt":"2026-03-05T00:00:00Z","language":"en",
         "text":"","model":{"name":"w","version":"1"},"studyId":null,"type":"transcription"}
        """;

    assertThat(EventJson.read(minimal))
        .isEqualTo(
            new Transcription(
                "a",
                "p",
                null,
                "u",
                Instant.parse("2026-03-05T00:00:00Z"),
                "en",
                null,
                null,
                null,
                "",
                null,
                null,
                new ModelRef("w", "1", null)));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void theTypeMayStandLast(EventType type) throws InvalidEventException {
    EventJson event = EventJson.full(type);
    var typeFirst = event.read();

    var typeLast = event.without("/type").with("/type", "'" + type.code() + "'").read();

    assertThat(typeLast).isEqualTo(typeFirst);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
  void unknownFieldsArePassedOver(EventType type) throws InvalidEventException {
    var plain = EventJson.full(type).read();

    var extended =
        EventJson.full(type)
            .with("/site", "{'id':['x',{'type':'consent'}],'deep':[[[[1]]]]}")
            .with("/x", "1e999")
            .read();

    assertThat(extended).isEqualTo(plain);
  }

  @Test
  void aFieldOfAnotherTypeOfEventMayHoldAnything() throws InvalidEventException {
    var plain = EventJson.correction().read();

    var odd =
        EventJson.correction()
            .with("/model", "[[{'name':1}],2]")
            .with("/imageWidth", "'wide'")
            .with("/detections", "[{'bbox':[1,{'a':[2]}]},3]")
            .with("/labels", "[[]]")
            .with("/text", "'No pneumothorax seen.'")
            .read();

    assertThat(odd).isEqualTo(plain);
  }

  @Test
  void anAnnotationsScoreIsAnUnknownField() throws InvalidEventException {
    var plain = EventJson.groundTruth().read();

    assertThat(EventJson.groundTruth().with("/annotations/0/score", "'sure'").read())
        .isEqualTo(plain);
  }

  @Test
  void ofAFieldGivenTwiceTheLastCounts() throws InvalidEventException {
    String json = EventJson.consent().toString();
    String twice = json.substring(0, json.length() - 1) + ",\"patientId\":\"last\"}";

    assertThat(((Consent) EventJson.read(twice)).getPatientId()).isEqualTo("last");
  }

  @Test
  void digestsAreStoredInLowerCase() {
    EventJson json = EventJson.inference().with("/imageSha256", "'" + "AB".repeat(32) + "'");

    assertThat(json.readAs(Inference.class).getImageSha256()).isEqualTo("ab".repeat(32));
  }

  @Test
  void numbersInLabelsTakeTheirShortestForm() {
    String labels =
        """
        {'a':7.0,'b':'7.0','c':-0,'d':0.10,'e':1e3,'f':true,'g':null,'h':9007199254740993,'i':-0.0}
        """;

    assertThat(EventJson.inference().with("/labels", labels).readAs(Inference.class).getLabels())
        .isEqualTo(
            Map.of(
                "a",
                "7",
                "b",
                "7.0",
                "c",
                "0",
                "d",
                "0.1",
                "e",
                "1000",
                "f",
                "true",
                "h",
                "9007199254740993",
                "i",
                "0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "[{}]",
        "null",
        "\"text\"",
        "7",
        "{",
        "{\"type\"",
        "{\"type\":\"consent\"",
        "{\"type\":\"consent\",}",
        "{\"type\":\"consent\"}}",
        "{\"type\":\"consent\"} {}",
        "{\"type\":\"consent\"} x",
        "{'type':'consent'}",
        "{\"type\":NaN}",
        "{\"type\":\"con\u0001sent\"}",
        "{\"type\":\"\\x\"}",
        "{\"type\":01}",
        "{\"labels\":{\"a\":[}}",
        "\u0000{}",
      })
  void refusesWhatIsNotOneJsonObject(String json) {
    assertRefused(json, EventType.UNKNOWN, RejectReason.MALFORMED_JSON, null);
  }

  @Test
  void refusesAnEventCutAnywhere() {
    String json = EventJson.inference().toString();

    for (int length = 0; length < json.length(); length++) {
      assertRefused(
          json.substring(0, length), EventType.UNKNOWN, RejectReason.MALFORMED_JSON, null);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "labels", "detections", "type"})
  void refusesTenThousandLevels(String field) {
    String json = "{\"%s\":%s1%s}".formatted(field, "[".repeat(10_000), "]".repeat(10_000));

    assertRefused(json, EventType.UNKNOWN, RejectReason.MALFORMED_JSON, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"type\":null}",
        "{\"type\":7}",
        "{\"type\":{\"a\":1}}",
        "{\"type\":\"\"}",
        "{\"type\":\"Transcription\"}",
        "{\"type\":\"unknown\"}",
        "{\"type\":\"consent \"}",
      })
  void refusesUnknownTypes(String json) {
    assertRefused(json, EventType.UNKNOWN, RejectReason.UNKNOWN_TYPE, "type");
  }

  @Test
  void refusesInvalidUtf8() {
    byte[] bytes =
        EventJson.correction().withText("/text", "é").toString().getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == (byte) 0xC3) {
        bytes[i] = 'x';
      }
    }

    assertThat(refusal(bytes).reason()).isEqualTo(RejectReason.INVALID_UTF8);
  }

  @Test
  void refusesUtf16EvenWhereItsBytesAreValidUtf8() {
    byte[] bytes = EventJson.consent().toString().getBytes(StandardCharsets.UTF_16LE);

    assertThat(refusal(bytes).reason()).isEqualTo(RejectReason.MALFORMED_JSON);
  }

  @Test
  void passesOverAByteOrderMark() throws InvalidEventException {
    String json = EventJson.consent().toString();

    assertThat(EventJson.read("\ufeff" + json)).isEqualTo(EventJson.read(json));
    assertRefused("\ufeff", EventType.UNKNOWN, RejectReason.MALFORMED_JSON, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\ud800", "\\udc00", "a\\ud83dz", "\\ude00\\ud83d"})
  void refusesHalvesOfSurrogatePairs(String half) {
    String json = EventJson.consent().toString().replace("PAT-77001", half);

    assertRefused(json, EventType.CONSENT, RejectReason.INVALID_VALUE, "patientId");
  }

  @Test
  void readsSurrogatePairs() throws InvalidEventException {
    String json = EventJson.consent().toString().replace("PAT-77001", "\\ud83d\\ude00");

    assertThat(((Consent) EventJson.read(json)).getPatientId()).isEqualTo("\ud83d\ude00");
  }

  @Test
  void readsAnEventInTheMiddleOfABuffer() throws InvalidEventException {
    byte[] bytes = ("{]" + EventJson.consent() + "[}").getBytes(StandardCharsets.UTF_8);

    assertThat(new JsonEvents().read(bytes, 2, bytes.length - 4))
        .isEqualTo(EventJson.consent().read());
  }

  @Test
  void aReaderForgetsTheEventBefore() throws InvalidEventException {
    JsonEvents reader = new JsonEvents();
    byte[] full = EventJson.inference().toString().getBytes(StandardCharsets.UTF_8);
    byte[] without =
        EventJson.inference().without("/confidence").toString().getBytes(StandardCharsets.UTF_8);

    reader.read(full, 0, full.length);

    assertThat(((Inference) reader.read(without, 0, without.length)).getConfidence()).isNull();
  }

  private static void assertRefused(
      String json, EventType type, RejectReason reason, @Nullable String field) {
    InvalidEventException refusal = refusal(json.getBytes(StandardCharsets.UTF_8));

    assertThat(refusal).as(json.length() > 200 ? "long" : json).isNotNull();
    assertThat(refusal.type()).isEqualTo(type);
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.field()).isEqualTo(field);
  }

  private static InvalidEventException refusal(byte[] bytes) {
    return catchThrowableOfType(
        InvalidEventException.class, () -> new JsonEvents().read(bytes, 0, bytes.length));
  }
}
