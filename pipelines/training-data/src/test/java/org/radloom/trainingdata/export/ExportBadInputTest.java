package org.radloom.trainingdata.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.trainingdata.CommandLine;

/** Input that cannot be used, in runs that finish all the same. */
@Tag("slow")
final class ExportBadInputTest {
  private static final String GOOD =
      "{\"type\":\"transcription\",\"id\":\"T-%s\",\"patientId\":\"PAT-1234567\",\"userId\":\"u-%s\","
          + "\"recordedAt\":\"2026-03-04T05:06:07Z\",\"language\":\"en\",\"confidence\":0.95,"
          + "\"text\":\"No focal consolidation, pleural effusion or pneumothorax is seen in either"
          + " lung today.\",\"model\":{\"name\":\"whisper\",\"version\":\"3\"}}\n";

  @Test
  void saysOfEveryBadLineWhyAndWhere(@TempDir Path folder) throws IOException {
    Path input = Files.createDirectories(folder.resolve("in"));
    Files.write(input.resolve("a-empty.jsonl"), new byte[0]);
    try (OutputStream out = Files.newOutputStream(input.resolve("b.jsonl"))) {
      put(out, good("1")); // 1
      put(out, "\n"); // 2, no event
      put(out, good("2").replace("\"text\"", "\"text")); // 3
      put(out, "   \t\r\n"); // 4, no event
      put(out, good("3").replace("transcription", "letter")); // 5
      put(out, good("4").replace("\"patientId\":\"PAT-1234567\",", "")); // 6
      put(out, good("5").replace("0.95", "1.7")); // 7
      put(out, good("6").replace("2026-03-04", "2026-02-30")); // 8
      out.write(cut(good("7").getBytes(StandardCharsets.UTF_8))); // 9
      byte[] block = new byte[1 << 20];
      Arrays.fill(block, (byte) 'x');
      for (int i = 0; i < 50; i++) {
        out.write(block); // 10
      }
      put(out, "\n");
      put(out, good("8")); // 11
      put(out, "[]"); // 12, without an end
    }
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(input.resolve("c.jsonl.gz")))) {
      put(out, good("9").replace("\n", "\r\n"));
      put(out, "null\n");
    }
    Files.write(input.resolve("d.avro"), new byte[] {'O', 'b', 'j', 1, 0, 0});
    Export export = new Export(input.resolve("*"), folder.resolve("out"));

    PublishedVersion version = export.publish();

    String b = "b.jsonl";
    assertThat(version.lines("rejects/rejected.jsonl"))
        .extracting(
            line -> line.path("reason").asText(),
            line -> line.path("source").asText(),
            line -> line.path("position").asInt(),
            line -> line.path("type").asText(),
            line -> line.path("field").asText())
        .containsExactlyInAnyOrder(
            tuple("malformed_json", b, 3, "unknown", ""),
            tuple("unknown_type", b, 5, "unknown", "type"),
            tuple("missing_field", b, 6, "transcription", "patientId"),
            tuple("invalid_value", b, 7, "transcription", "confidence"),
            tuple("invalid_value", b, 8, "transcription", "recordedAt"),
            tuple("invalid_utf8", b, 9, "unknown", ""),
            tuple("line_too_long", b, 10, "unknown", ""),
            tuple("malformed_json", b, 12, "unknown", ""),
            tuple("malformed_json", "c.jsonl.gz", 2, "unknown", ""),
            tuple("corrupt_avro", "d.avro", 1, "unknown", ""));
    JsonNode manifest = version.manifest();
    assertThat(manifest.path("eventsRead").asLong()).isEqualTo(13);
    assertThat(manifest.path("counts").path("transcription").path("read").asLong()).isEqualTo(6);
  }

  @Test
  void publishesAnEmptyVersionOfNothingButBadLines(@TempDir Path folder) throws IOException {
    Path input = Files.createDirectories(folder.resolve("in"));
    Files.writeString(input.resolve("a.jsonl"), "{\n}\n");

    PublishedVersion version = new Export(input.resolve("*"), folder.resolve("out")).publish();

    assertEmpty(version, 2);
    assertThat(version.lines("rejects/rejected.jsonl")).hasSize(2);
  }

  @Test
  void publishesAnEmptyVersionOfAnEmptyFile(@TempDir Path folder) throws IOException {
    Path input = Files.createDirectories(folder.resolve("in"));
    Files.write(input.resolve("a.jsonl"), new byte[0]);
    Export export = new Export(input.resolve("*"), folder.resolve("out"));

    CommandLine call = export.run();

    assertThat(call.code()).as(call.err()).isZero();
    assertEmpty(new PublishedVersion(export.folder()), 0);
    assertThat(call.out()).doesNotContain("NaN");
  }

  @Test
  void goesOnFromAnEmptyVersion(@TempDir Path folder) throws IOException {
    Path input = Files.createDirectories(folder.resolve("in"));
    Files.write(input.resolve("a.jsonl"), new byte[0]);
    Export export = new Export(input.resolve("*"), folder.resolve("out"));
    export.publish();
    Files.writeString(input.resolve("a.jsonl"), good("1"));

    PublishedVersion next = export.with("datasetVersion", "v2").publish();

    assertThat(next.manifest().path("previousVersion").asText()).isEqualTo("v1");
    assertThat(next.rows("splits.csv")).hasSize(1);
  }

  private static void assertEmpty(PublishedVersion version, int events) {
    JsonNode manifest = version.manifest();
    assertThat(manifest.path("eventsRead").asInt()).isEqualTo(events);
    for (String split : PublishedVersion.SPLITS) {
      assertThat(manifest.path("splits").path(split).path("records").asInt()).isZero();
      assertThat(version.json("coco/instances_" + split + ".json").path("images")).isEmpty();
      assertThat(version.json("coco/instances_" + split + ".json").path("annotations")).isEmpty();
      assertThat(version.rows("csv/transcriptions_" + split + ".csv")).isEmpty();
      assertThat(version.text("csv/transcriptions_" + split + ".csv")).startsWith("record_id,");
      assertThat(version.bytes("whisper/" + split + "/metadata.jsonl")).isEmpty();
    }
    assertThat(version.text("splits.csv")).isEqualTo("patient,split\n");
    assertThat(version.present())
        .containsAll(version.listed())
        .hasSize(version.listed().size() + 1);
  }

  private static String good(String id) {
    return GOOD.formatted(id, id);
  }

  private static void put(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the line with the first byte of two in it, and the second missing. */
  private static byte[] cut(byte[] line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = new String(line, StandardCharsets.ISO_8859_1).indexOf("focal");
    out.write(line, 0, at);
    out.write(0xc3);
    out.write(line, at, line.length - at);
    return out.toByteArray();
  }
}
