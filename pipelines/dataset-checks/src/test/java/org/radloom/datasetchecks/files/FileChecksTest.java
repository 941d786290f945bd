package org.radloom.datasetchecks.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.radloom.datasetchecks.SmallVersion;
import org.radloom.datasetchecks.Tf;
import org.radloom.datasetchecks.results.CheckResult;
import org.radloom.datasetchecks.results.Status;

final class FileChecksTest {
  private static final String ALERTS = "models/alerts.csv";
  private static final String TRAIN_CSV = "csv/transcriptions_train.csv";
  private static final String IMAGES_CSV = "csv/inferences_train.csv";
  private static final String COCO = "coco/instances_train.json";
  private static final String TFRECORD = "tfrecord/chest-train.tfrecord-00000-of-00001";
  private static final String SPEECH = "whisper/train/metadata.jsonl";
  private static final String NEMO = "whisper/nemo_train.jsonl";

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  /** How a test breaks a version. */
  interface Fault {
    void into(SmallVersion version) throws Exception;
  }

  @Test
  void passesAVersionThatIsAsItShouldBe() throws Exception {
    List<CheckResult> results = check(new SmallVersion());

    assertThat(results)
        .filteredOn(one -> one.status() != Status.PASS)
        .extracting(CheckResult::rule)
        .containsExactly("croissant_form", "croissant_files");
    assertThat(results).filteredOn(one -> one.status() == Status.NOT_APPLICABLE).hasSize(2);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(
            "digests",
            "has another SHA-256",
            v -> v.manifest(m -> file(m, 0).put("sha256", "0".repeat(64)))),
        fault("digests", "has another size", v -> v.manifest(m -> file(m, 0).put("bytes", 1))),
        fault("records", "holds 28, not 29", v -> v.put(TRAIN_CSV, v.bytes(TRAIN_CSV), 29)),
        fault("files_listed", "notes.txt: is not listed", v -> v.addUnlisted("notes.txt", "x")),
        fault(
            "files_listed",
            "is listed and not there",
            v ->
                v.manifest(
                    m ->
                        ((com.fasterxml.jackson.databind.node.ArrayNode) m.get("files"))
                            .addObject()
                            .put("path", "csv/lost.csv")
                            .put("sha256", "0".repeat(64))
                            .put("bytes", 1)
                            .put("records", 1))),
        fault("manifest", "no safe path", v -> v.manifest(m -> file(m, 0).put("path", "../x"))),
        fault("manifest", "is no radloom-manifest/1", v -> v.manifest(m -> m.put("format", "x"))),
        fault(
            "counts",
            "the fates of transcription add up to 40, not 41",
            v -> v.manifest(m -> ((ObjectNode) m.at("/counts/transcription")).put("read", 41))),
        fault("counts", "the types add up to 80", v -> v.manifest(m -> m.put("eventsRead", 81))),
        fault(
            "counts",
            "train of inference are 28 rows, not 27",
            v ->
                v.manifest(
                    m -> {
                      ((ObjectNode) m.at("/counts/inference/exported")).put("train", 27);
                      ((ObjectNode) m.at("/counts/inference")).put("duplicates", 1);
                    })),
        fault(
            "csv_form",
            "row 3 does not end with CR LF",
            v ->
                v.replace(
                    TRAIN_CSV,
                    "train\r\nb0000000000000000000000000000002",
                    "train\nb0000000000000000000000000000002")),
        fault(
            "csv_form", "a quote inside a cell", v -> v.replace(TRAIN_CSV, "whisper", "whi\"sper")),
        fault("csv_form", "cells, the header 29", v -> v.replace(TRAIN_CSV, "whisper", "whis,per")),
        fault(
            "csv_form",
            "is not UTF-8",
            v -> v.put(TRAIN_CSV, broken(v.bytes(TRAIN_CSV), "whisper", (byte) 0xff), 28)),
        fault(
            "csv_header",
            "the column quality is missing",
            v -> v.replace(TRAIN_CSV, "quality", "grade")),
        fault(
            "csv_formula", "row 2, column language", v -> v.replace(TRAIN_CSV, ",en,", ",=en(),")),
        fault(
            "csv_formula",
            "column file_name",
            v -> v.replace(IMAGES_CSV, "img/0.png", "@img/0.png")),
        fault("csv_numbers", "column confidence", v -> v.replace(TRAIN_CSV, ",0.95,", ",high,")),
        fault(
            "csv_numbers",
            "models/watch.csv: row 3, column value",
            v -> v.replace("models/watch.csv", "-0.25", "low")),
        fault(
            "csv_header",
            "models/watch.csv: the column metric is missing",
            v -> v.replace("models/watch.csv", "metric", "number")),
        fault(
            "csv_formula",
            "models/alerts.csv: row 2, column model",
            v -> v.replace("models/alerts.csv", ",net,", ",=net,")),
        fault("records", "holds 1, not 2", v -> v.put(ALERTS, v.bytes(ALERTS), 2)),
        fault("csv_numbers", "column words", v -> v.replace(TRAIN_CSV, ",10,", ",\"10\",")),
        fault(
            "coco_form",
            "the key licenses is missing",
            v -> v.replace(COCO, "\"licenses\":[],", "")),
        fault("coco_form", "is not JSON", v -> v.replace(COCO, "[{\"id\"", "[{id")),
        fault(
            "coco_ids",
            "image 1 has no id from 1",
            v -> v.replace(COCO, "{\"id\":1,\"width\"", "{\"id\":0,\"width\"")),
        fault(
            "coco_ids",
            "annotation 1 has an id",
            v -> v.replace(COCO, "{\"id\":1,\"image_id\"", "{\"id\":0,\"image_id\"")),
        fault(
            "coco_ids",
            "does not have the next id",
            v -> v.replace(COCO, "{\"id\":1,\"name\"", "{\"id\":2,\"name\"")),
        fault("coco_images", "has no size", v -> v.replace(COCO, "\"width\":16", "\"width\":0")),
        fault(
            "coco_images",
            "no relative file_name",
            v -> v.replace(COCO, "img/0.png", "/img/0.png")),
        fault(
            "coco_boxes",
            "reaches out of its image",
            v -> v.replace(COCO, "[2,2,8,5]", "[9,2,8,5]")),
        fault(
            "coco_boxes",
            "without width or height",
            v -> v.replace(COCO, "[2,2,8,5]", "[2,2,0,5]")),
        fault("coco_boxes", "has no area", v -> v.replace(COCO, "\"area\":20", "\"area\":0")),
        fault(
            "coco_masks",
            "fewer than 6 numbers",
            v -> v.replace(COCO, "[[2,2,10,2,10,7]]", "[[2,2,10,2]]")),
        fault(
            "coco_masks",
            "is a crowd of polygons",
            v -> v.replace(COCO, "\"iscrowd\":0", "\"iscrowd\":1")),
        fault(
            "coco_masks",
            "do not fill its image",
            v ->
                v.replace(
                    COCO,
                    "\"iscrowd\":0,\"segmentation\":[[2,2,10,2,10,7]]",
                    "\"iscrowd\":1,\"segmentation\":{\"size\":[12,16],\"counts\":[100,20]}")),
        fault(
            "coco_keys",
            "a key that is not COCO's",
            v -> v.replace(COCO, "radloom_patient", "patient")),
        fault(
            "tfrecord_frames",
            "has data that do not match their CRC32C",
            v -> v.put(TFRECORD, flipped(v.bytes(TFRECORD), 40), 28)),
        fault(
            "tfrecord_frames",
            "has a length that does not match",
            v -> v.put(TFRECORD, flipped(v.bytes(TFRECORD), 1), 28)),
        fault("tfrecord_frames", "is cut off", v -> v.put(TFRECORD, cut(v.bytes(TFRECORD)), 28)),
        fault(
            "tfrecord_keys",
            "lacks the key image/object/class/label",
            v -> v.put(TFRECORD, examples(example().without("image/object/class/label")), 28)),
        fault(
            "tfrecord_keys",
            "another type under image/height",
            v -> v.put(TFRECORD, examples(example().texts("image/height", "12")), 28)),
        fault(
            "tfrecord_keys",
            "is no tf.train.Example",
            v -> v.put(TFRECORD, Tf.frame("not an example".getBytes(StandardCharsets.UTF_8)), 1)),
        fault(
            "tfrecord_boxes",
            "not within 0 to 1",
            v -> v.put(TFRECORD, examples(example().floats("image/object/bbox/xmax", 1.5f)), 28)),
        fault(
            "tfrecord_boxes",
            "different lengths",
            v -> v.put(TFRECORD, examples(example().floats("image/object/area")), 28)),
        fault(
            "tfrecord_boxes",
            "a label below 1",
            v -> v.put(TFRECORD, examples(example().integers("image/object/class/label", 0)), 28)),
        fault(
            "tfrecord_names",
            "not in label_map.pbtxt",
            v -> v.replace("tfrecord/label_map.pbtxt", "mass", "node")),
        fault(
            "tfrecord_names",
            "1 shards of train of 00002",
            v ->
                v.put(TFRECORD.replace("of-00001", "of-00002"), v.bytes(TFRECORD), 28)
                    .remove(TFRECORD)),
        fault("whisper_form", "line 1 is not JSON", v -> v.replace(SPEECH, "{", "{{")),
        fault(
            "whisper_form",
            "not its transcription",
            v -> v.replace(SPEECH, "\"sentence\":\"The", "\"sentence\":\"A")),
        fault(
            "whisper_times",
            "longer than 30 s",
            v -> v.replace(SPEECH, "9.5,\"offset\":0,\"end\":9.5", "31,\"offset\":0,\"end\":31")),
        fault(
            "whisper_times",
            "not offset and duration",
            v -> v.replace(SPEECH, "\"end\":9.5", "\"end\":9")),
        fault(
            "whisper_files",
            "no relative file_name",
            v -> v.replace(SPEECH, "audio/0.wav", "../0.wav")),
        fault(
            "whisper_twins",
            "line 1 is another sample",
            v -> v.replace(NEMO, "The heart", "A heart")),
        fault(
            "rejects_form",
            "line 1 lacks type",
            v -> v.replace("rejects/duplicate.jsonl", "reason", "cause")),
        fault("croissant_form", "has no @context", v -> v.addUnlisted("croissant.json", "{}")),
        fault(
            "croissant_files",
            "data files are not there",
            v -> v.addUnlisted("croissant.json", "{\"distribution\":[]}")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("faults")
  void findsTheFaultByItsRule(String rule, String observed, Fault fault) throws Exception {
    SmallVersion version = new SmallVersion();
    fault.into(version);

    List<CheckResult> results = check(version);

    assertThat(results)
        .filteredOn(one -> one.rule().equals(rule))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.status()).isEqualTo(Status.FAIL);
              assertThat(one.observed()).contains(observed);
              assertThat(one.failingCount()).isPositive();
            });
  }

  @Test
  void namesTheRecordAtFault() throws Exception {
    List<CheckResult> results = check(new SmallVersion().replace(COCO, "[2,2,8,5]", "[9,2,8,5]"));

    assertThat(results)
        .filteredOn(one -> one.rule().equals("coco_boxes"))
        .flatExtracting(CheckResult::failing)
        .containsExactly(SmallVersion.inference(0));
  }

  @Test
  void printsNoContentOfAFile() throws Exception {
    SmallVersion version =
        new SmallVersion()
            .replace(TRAIN_CSV, ",en,", ",=SECRET(),")
            .replace(SPEECH, "{", "{SECRET")
            .replace(COCO, "radloom_patient", "SECRET");

    assertThat(check(version).toString()).doesNotContain("SECRET");
  }

  @Test
  void followsNoLinkOutOfTheFolder() throws Exception {
    Path version = new SmallVersion().write(folder.resolve("v"));
    Path outside = Files.writeString(folder.resolve("outside"), "secret");
    Files.createSymbolicLink(version.resolve("csv/link.csv"), outside);

    List<CheckResult> results = results(version);

    assertThat(results)
        .filteredOn(one -> one.rule().equals("files_listed"))
        .extracting(CheckResult::observed)
        .containsExactly("1 fault: csv/link.csv: is no plain file");
  }

  @Test
  void endsOnALineWithoutEnd() throws Exception {
    SmallVersion version = new SmallVersion();
    version.put(SPEECH, new byte[(16 << 20) + 1], 28);

    assertThat(check(version))
        .filteredOn(one -> one.rule().equals("whisper_form"))
        .extracting(CheckResult::observed)
        .allMatch(text -> text.contains("line 1 has more than 16777216 bytes"));
  }

  @Test
  void endsOnJsonThatIsTooDeep() throws Exception {
    SmallVersion version = new SmallVersion();
    version.put(COCO, "[".repeat(100_000), 28);
    version.put("rejects/denied.jsonl", "{\"a\":" + "[".repeat(100_000), 0);

    assertThat(check(version))
        .filteredOn(one -> one.rule().equals("rejects_form") || one.rule().equals("coco_form"))
        .extracting(CheckResult::status)
        .containsOnly(Status.FAIL);
  }

  private List<CheckResult> check(SmallVersion version) throws Exception {
    return results(version.write(folder.resolve("v")));
  }

  private List<CheckResult> results(Path version) throws IOException {
    return FileChecks.run(version, folder.resolve("tables")).findings().results();
  }

  private static Arguments fault(String rule, String observed, Fault fault) {
    return arguments(rule, observed, fault);
  }

  private static ObjectNode file(ObjectNode manifest, int index) {
    return (ObjectNode) manifest.get("files").get(index);
  }

  private static Tf example() throws IOException {
    return Tf.example(1, SmallVersion.inference(0), SmallVersion.patient(0));
  }

  private static byte[] examples(Tf example) throws IOException {
    return Tf.frame(example.bytes());
  }

  private static byte[] flipped(byte[] bytes, int at) {
    bytes[at] ^= 1;
    return bytes;
  }

  private static byte[] cut(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length - 3);
  }

  private static byte[] broken(byte[] bytes, String at, byte with) {
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf(at)] = with;
    return bytes;
  }
}
