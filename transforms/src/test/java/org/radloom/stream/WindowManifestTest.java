package org.radloom.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.radloom.deid.DateMode;
import org.radloom.formats.FileEntry;
import org.radloom.split.Split;

final class WindowManifestTest {
  private static final EventWindow WINDOW = new EventWindow(0, 3_600_000);

  private static byte[] part(String name) {
    return part(name, DateMode.SHIFT);
  }

  private static byte[] part(String name, DateMode dates) {
    PartManifest manifest =
        new PartManifest(
            "chest", new WindowPart(WINDOW, name, 2, List.of()), dates, List.of("mass"));
    manifest.addRecord(true, false, Split.TRAIN);
    manifest.addRecord(false, false, Split.TEST);
    manifest.addRecord(false, true, Split.TEST);
    manifest.addFile(new FileEntry("csv/a.csv", "00", 5, 1));
    return manifest.toBytes();
  }

  private static byte[] window(Set<String> names) throws IOException {
    return WindowManifest.of("chest", WINDOW, names, WindowManifestTest::part);
  }

  @Test
  void addsUpItsParts() throws IOException {
    JsonNode json = new ObjectMapper().readTree(window(Set.of("part-b", "part-a")));

    assertThat(json.path("records").asLong()).isEqualTo(6);
    assertThat(json.at("/counts/transcription/train").asLong()).isEqualTo(2);
    assertThat(json.at("/counts/inference/test").asLong()).isEqualTo(2);
    assertThat(json.at("/counts/hardExamples/test").asLong()).isEqualTo(2);
    assertThat(json.at("/leftOut/nearDuplicates").asLong()).isEqualTo(4);
    assertThat(json.path("window").asText()).isEqualTo("1970-01-01T00-00-00Z");
    assertThat(json.path("end").asText()).isEqualTo("1970-01-01T01:00:00Z");
    assertThat(json.path("files").findValuesAsText("path"))
        .containsExactly("part-a/csv/a.csv", "part-b/csv/a.csv");
  }

  @Test
  void tellsItsPartsAgain() throws IOException {
    assertThat(WindowManifest.parts(window(Set.of("part-b", "part-a"))))
        .containsExactly("part-a", "part-b");
    assertThat(WindowManifest.parts(null)).isEmpty();
  }

  @Test
  void saysWhatWasDoneAboutDatesInAnyOfItsParts() throws IOException {
    byte[] manifest =
        WindowManifest.of(
            "chest",
            WINDOW,
            Set.of("part-a", "part-b", "part-c"),
            name -> part(name, name.equals("part-b") ? DateMode.REMOVE : DateMode.YEAR));

    assertThat(new ObjectMapper().readTree(manifest).path("dates").toString())
        .isEqualTo("[\"remove\",\"year\"]");
    assertThat(
            new ObjectMapper()
                .readTree(window(Set.of("part-a", "part-b")))
                .path("dates")
                .toString())
        .isEqualTo("[\"shift\"]");
  }

  @Test
  void aPartOfAnEarlierRadloomDoesNotSayWhatWasDoneAboutDates() throws IOException {
    byte[] manifest =
        WindowManifest.of(
            "chest",
            WINDOW,
            Set.of("part-a"),
            name ->
                new String(part(name), StandardCharsets.UTF_8)
                    .replaceFirst("\"dates\" : \"shift\",", "")
                    .getBytes(StandardCharsets.UTF_8));

    assertThat(new ObjectMapper().readTree(manifest).path("dates").toString())
        .isEqualTo("[\"unknown\"]");
  }

  @Test
  void namesNoPartThatIsNotThere() {
    assertThatThrownBy(
            () ->
                WindowManifest.of(
                    "chest",
                    WINDOW,
                    Set.of("part-a"),
                    name -> {
                      throw new FileNotFoundException(name);
                    }))
        .isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(
            () ->
                WindowManifest.of(
                    "chest",
                    WINDOW,
                    Set.of("part-a"),
                    name -> "{}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("part-a");
  }
}
