package org.radloom.transforms.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.events.EventJson;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.Pseudonymiser;
import org.radloom.split.Split;

final class PublishWindowsTest {
  private static final String TEN = "2026-11-21T10-00-00Z";
  private static final String NOON = "2026-11-21T12-00-00Z";

  private final Path folder;

  PublishWindowsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Map<String, Long> run(WindowSettings settings, TestStream<KV<byte[], byte[]>> stream) {
    TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
    pipeline.apply(stream).apply(PublishWindows.of(settings));
    var result = pipeline.run();
    result.waitUntilFinish();
    return WindowRun.counters(result);
  }

  private PublishedWindows published() {
    return new PublishedWindows(folder);
  }

  private static String id(String transcriptionId) {
    return new Pseudonymiser(WindowRun.keys()).transcription(transcriptionId).hex();
  }

  @Test
  void publishesAWindowOfEveryFormatWhenItIsOver() {
    String patient = WindowRun.patientIn(Split.TRAIN, 0);
    Map<String, Long> counters =
        run(
            WindowRun.in(folder),
            WindowRun.stream()
                .addElements(
                    WindowRun.row(WindowRun.dictation("T-1", patient, 1), WindowRun.at(5)),
                    WindowRun.row(
                        WindowRun.correction("C-1", "T-1", WindowRun.text(1) + " Corrected."),
                        WindowRun.at(6)),
                    WindowRun.row(WindowRun.inference("I-1", patient), WindowRun.at(7)),
                    WindowRun.row(WindowRun.truth("G-1", "I-1"), WindowRun.at(8)))
                .advanceWatermarkTo(WindowRun.at(61))
                .advanceWatermarkToInfinity());

    assertThat(published().names()).containsExactly(TEN);
    JsonNode manifest = published().manifest(TEN);
    assertThat(manifest.path("records").asLong()).isEqualTo(2);
    assertThat(manifest.at("/counts/transcription/train").asLong()).isEqualTo(1);
    assertThat(manifest.at("/counts/inference/train").asLong()).isEqualTo(1);
    assertThat(published().rows(TEN, "transcriptions"))
        .singleElement()
        .satisfies(row -> assertThat(row).startsWith(id("T-1")).contains("Corrected."));
    assertThat(published().rows(TEN, "inferences")).hasSize(1);
    assertThat(published().lines(TEN, "whisper/train/metadata.jsonl")).hasSize(1);
    assertThat(String.join("", published().lines(TEN, "coco/instances_train.json")))
        .contains("\"categories\":[{\"id\":1,\"name\":\"mass\"");
    assertThat(counters)
        .containsEntry("held", 2L)
        .containsEntry("released", 2L)
        .containsEntry("exported_train", 2L)
        .containsEntry("windows", 1L)
        .doesNotContainKeys("updates", "unmatched", "denied");
    assertFilesAreAsManifestsSay(TEN);
  }

  private void assertFilesAreAsManifestsSay(String window) {
    Map<String, String> there = published().everything();
    Map<String, String> said = new TreeMap<>();
    JsonNode manifest = published().manifest(window);
    for (JsonNode file : manifest.path("files")) {
      said.put(window + "/" + file.path("path").asText(), file.path("sha256").asText());
    }
    for (JsonNode part : manifest.path("parts")) {
      said.put(
          window + "/" + part.path("name").asText() + "/manifest.json",
          part.path("sha256").asText());
    }
    there.keySet().removeIf(path -> !path.startsWith(window + "/part"));
    assertThat(there).isEqualTo(said);
  }

  @Test
  void putsARecordWithoutPartnerIntoTheWindowInWhichTheWaitEnds() {
    Map<String, Long> counters =
        run(
            WindowRun.in(folder),
            WindowRun.stream()
                .addElements(
                    WindowRun.row(WindowRun.dictation("T-1", "P-1", 1), WindowRun.at(5)),
                    WindowRun.row(WindowRun.inference("I-1", "P-1"), WindowRun.at(5)))
                .advanceWatermarkToInfinity());

    assertThat(published().names()).containsExactly(NOON);
    assertThat(published().rows(NOON, "transcriptions")).hasSize(1);
    assertThat(published().rows(NOON, "inferences")).isEmpty();
    assertThat(counters).containsEntry("unmatched", 1L).containsEntry("released", 2L);
  }

  @Test
  void publishesALateCorrectionAsAnUpdateOfTheSameRecord() {
    Map<String, Long> counters =
        run(
            WindowRun.in(folder),
            WindowRun.stream()
                .addElements(WindowRun.row(WindowRun.dictation("T-1", "P-1", 1), WindowRun.at(5)))
                .advanceWatermarkTo(WindowRun.at(200))
                .addElements(
                    WindowRun.row(
                        WindowRun.correction("C-1", "T-1", WindowRun.text(1) + " Corrected."),
                        WindowRun.at(200)))
                .advanceWatermarkToInfinity());

    assertThat(published().names()).containsExactly(NOON, "2026-11-21T13-00-00Z");
    assertThat(published().onlyPart(NOON).path("updates")).isEmpty();
    assertThat(published().onlyPart("2026-11-21T13-00-00Z").path("updates"))
        .singleElement()
        .satisfies(update -> assertThat(update.asText()).isEqualTo(id("T-1")));
    assertThat(published().rows("2026-11-21T13-00-00Z", "transcriptions"))
        .singleElement()
        .satisfies(row -> assertThat(row).startsWith(id("T-1")).contains("Corrected."));
    assertThat(published().manifest("2026-11-21T13-00-00Z").path("updates").asLong()).isEqualTo(1);
    assertThat(counters).containsEntry("updates", 1L).containsEntry("released", 1L);
  }

  @Test
  void leavesOutWhatAnotherSplitHasNearlyTheSame() {
    String train = WindowRun.patientIn(Split.TRAIN, 0);
    String alsoTrain = WindowRun.patientIn(Split.TRAIN, 1);
    String test = WindowRun.patientIn(Split.TEST, 0);
    var stream = WindowRun.stream();
    stream = WindowRun.withPair(stream, by("U-1", "T-1", train, 1), "", WindowRun.at(1));
    stream = stream.advanceWatermarkTo(WindowRun.at(2));
    stream = WindowRun.withPair(stream, by("U-2", "T-2", test, 1), " Stable.", WindowRun.at(3));
    stream = stream.advanceWatermarkTo(WindowRun.at(4));
    stream = WindowRun.withPair(stream, by("U-3", "T-3", alsoTrain, 1), " Mild.", WindowRun.at(5));
    stream = WindowRun.withPair(stream, by("U-4", "T-4", test, 2), "", WindowRun.at(6));
    Map<String, Long> counters = run(WindowRun.in(folder), stream.advanceWatermarkToInfinity());

    assertThat(published().rows(TEN, "transcriptions"))
        .extracting(row -> row.substring(0, 32))
        .containsExactlyInAnyOrder(id("T-1"), id("T-3"), id("T-4"));
    assertThat(published().manifest(TEN).at("/leftOut/nearDuplicates").asLong()).isEqualTo(1);
    assertThat(counters).containsEntry("near_duplicates", 1L);
  }

  private static EventJson by(String user, String id, String patient, int seed) {
    return WindowRun.dictation(id, patient, seed).withText("/userId", user);
  }

  @Test
  void neverPublishesAnythingRaw() throws IOException {
    run(
        WindowRun.in(folder),
        WindowRun.stream()
            .addElements(
                WindowRun.row(
                    WindowRun.dictation("T-RAW-1", "PAT-RAW-1", 1)
                        .withText("/studyId", "STU-RAW-1")
                        .withText("/userId", "user.raw")
                        .withText("/audioUri", "s3://dict/PAT-RAW-1/T-RAW-1.wav")
                        .withText("/text", WindowRun.text(1) + " Patient PAT-RAW-1 STU-RAW-1."),
                    WindowRun.at(5)),
                WindowRun.row(
                    WindowRun.inference("I-RAW-1", "PAT-RAW-1").withText("/studyId", "STU-RAW-1"),
                    WindowRun.at(7)),
                WindowRun.row(
                    WindowRun.truth("G-RAW-1", "I-RAW-1").withText("/readerId", "reader.raw"),
                    WindowRun.at(8)))
            .advanceWatermarkToInfinity());

    Map<String, String> everything = published().everything();
    assertThat(everything).hasSizeGreaterThan(40);
    for (String path : everything.keySet()) {
      String bytes =
          Files.readString(published().root().resolve(path), StandardCharsets.ISO_8859_1);
      assertThat(path + bytes)
          .doesNotContain("RAW-1", "user.raw", "reader.raw", "test.keys", folder.toString());
    }
  }

  @Test
  void publishesNothingNewWhenEverythingComesAgain() {
    for (int run = 0; run < 2; run++) {
      Map<String, String> before = published().everything();
      run(
          WindowRun.in(folder),
          WindowRun.stream()
              .addElements(
                  WindowRun.row(WindowRun.dictation("T-1", "P-1", 1), WindowRun.at(5)),
                  WindowRun.row(WindowRun.dictation("T-2", "P-2", 2), WindowRun.at(5)))
              .advanceWatermarkToInfinity());
      if (run > 0) {
        assertThat(published().everything()).isEqualTo(before);
      }
    }
    assertThat(published().rows(NOON, "transcriptions")).hasSize(2);
  }

  @Test
  void cutsPartsBeforeTheWindowIsOverWhenThereIsMuch() {
    WindowSettings settings =
        WindowRun.in(folder, new WindowSettings.Sizes(1, 4_000), WindowRun.reference());
    var stream = WindowRun.stream();
    int records = 16;
    for (int i = 0; i < records; i++) {
      stream =
          stream
              .addElements(
                  WindowRun.row(WindowRun.dictation("T-" + i, "P-" + i, i), WindowRun.at(i)),
                  WindowRun.row(
                      WindowRun.correction("C-" + i, "T-" + i, WindowRun.text(i)), WindowRun.at(i)))
              .advanceWatermarkTo(WindowRun.at(i + 1));
    }
    run(settings, stream.advanceWatermarkToInfinity());

    JsonNode manifest = published().manifest(TEN);
    assertThat(manifest.path("parts").size()).isBetween(4, 8);
    assertThat(manifest.path("records").asLong()).isEqualTo(records);
    assertThat(published().rows(TEN, "transcriptions")).hasSize(records).doesNotHaveDuplicates();
    long sum = 0;
    for (JsonNode part : manifest.path("parts")) {
      sum += part.path("records").asLong();
    }
    assertThat(sum).isEqualTo(records);
    assertFilesAreAsManifestsSay(TEN);
  }

  @Test
  void addsAPartForARecordThatComesWhenItsWindowIsOver() {
    run(
        WindowRun.in(folder),
        WindowRun.stream()
            .addElements(
                WindowRun.row(WindowRun.dictation("T-1", "P-1", 1), WindowRun.at(5)),
                WindowRun.row(
                    WindowRun.correction("C-1", "T-1", WindowRun.text(1)), WindowRun.at(6)))
            .advanceWatermarkTo(WindowRun.at(90))
            .addElements(
                WindowRun.row(WindowRun.dictation("T-2", "P-2", 2), WindowRun.at(7)),
                WindowRun.row(
                    WindowRun.correction("C-2", "T-2", WindowRun.text(2)), WindowRun.at(8)))
            .advanceWatermarkToInfinity());

    assertThat(published().names()).containsExactly(TEN);
    assertThat(published().manifest(TEN).path("parts")).hasSize(2);
    assertThat(published().rows(TEN, "transcriptions")).hasSize(2);
    assertFilesAreAsManifestsSay(TEN);
  }

  @Test
  void givesEveryPatientOneSplit() {
    run(
        WindowRun.in(folder),
        WindowRun.stream()
            .addElements(
                WindowRun.row(
                    WindowRun.dictation("T-1", WindowRun.patientIn(Split.VAL, 0), 1),
                    WindowRun.at(1)),
                WindowRun.row(
                    WindowRun.dictation("T-2", WindowRun.patientIn(Split.TEST, 0), 2),
                    WindowRun.at(1)))
            .advanceWatermarkToInfinity());

    JsonNode counts = published().manifest(NOON).path("counts").path("transcription");
    assertThat(
            List.of(
                counts.path("train").asInt(),
                counts.path("val").asInt(),
                counts.path("test").asInt()))
        .isEqualTo(List.of(0, 1, 1));
    Pseudonym val = WindowRun.patient(WindowRun.patientIn(Split.VAL, 0));
    assertThat(published().lines(NOON, "csv/transcriptions_val.csv").get(1)).contains(val.hex());
  }

  @Test
  void namesPartsByWhatTheyHold() {
    run(
        WindowRun.in(folder),
        WindowRun.stream()
            .addElements(WindowRun.row(WindowRun.dictation("T-1", "P-1", 1), WindowRun.at(5)))
            .advanceWatermarkToInfinity());

    assertThat(published().onlyPart(NOON).path("part").asText())
        .matches("part-s00[01]-0000-[0-9a-f]{16}");
  }
}
