package org.radloom.trainingdata.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.commandline.ExitCode;
import org.radloom.commandline.UsageException;
import org.radloom.encryption.KeysetFile;
import org.radloom.encryption.VersionEncryption;
import org.radloom.files.Digests;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.Keys;
import org.radloom.privacy.Pseudonym;
import org.radloom.privacy.Purpose;
import org.radloom.records.Pseudonymiser;
import org.radloom.trainingdata.AuditedOutput;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;

/** Erasures over versions written by hand, so that each place a pseudonym can be in is known. */
final class EraseCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");
  private static final String PATIENT = "PAT-7";
  private static final String OTHER = "PAT-8";

  /** Keeps an audit trail. */
  private static final String TRAIL = "trail";

  private final Keys keys = Keys.generate(new SecureRandom());
  private final Pseudonymiser pseudonyms = new Pseudonymiser(keys);
  private final String patient = pseudonyms.patient(PATIENT).hex();
  private final String other = pseudonyms.patient(OTHER).hex();
  private final String record = pseudonyms.transcription("T1").hex();
  private final String otherRecord = pseudonyms.transcription("T2").hex();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path folder;
  private final Path output;
  private final Path keyFile;

  EraseCommandTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    output = Files.createDirectory(folder.resolve("out"));
    keyFile = folder.resolve("hospital.keys");
  }

  @BeforeEach
  void makeKeys() throws IOException {
    KeyFile.create(keyFile, keys);
  }

  private int erase(String... more) throws Exception {
    return erase(InputStream.nullInputStream(), more);
  }

  private int erase(InputStream in, String... more) throws Exception {
    List<String> flags = new ArrayList<>(List.of("--output=" + output, "--keyFile=" + keyFile));
    flags.addAll(Arrays.asList(more));
    if (!flags.remove(TRAIL)) {
      flags.add("--audit=off");
    }
    out.reset();
    err.reset();
    return new EraseCommand(Clock.fixed(NOW, ZoneOffset.UTC), in)
        .run(
            flags,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String patientFile(String... ids) throws IOException {
    return "--patientFile=" + Files.write(folder.resolve("erase.txt"), Arrays.asList(ids));
  }

  private Path version(String path, Keys madeWith) throws IOException {
    Path version = Files.createDirectories(output.resolve(path));
    ObjectNode manifest = JSON.createObjectNode();
    manifest.put("dataset", path.substring(0, path.indexOf('/')));
    manifest.put("version", path.substring(path.indexOf('/') + 1));
    manifest.putObject("keyIds").put("patient", madeWith.id(Purpose.PATIENT));
    Files.writeString(version.resolve("manifest.json"), manifest.toString());
    return version;
  }

  private static void write(Path version, String path, String text) throws IOException {
    write(version, path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path version, String path, byte[] bytes) throws IOException {
    Files.createDirectories(version.resolve(path).resolveSibling(""));
    Files.write(version.resolve(path), bytes);
  }

  private byte[] tfRecord(String recordId, String patientId) {
    Features.Builder features = Features.newBuilder();
    for (Map.Entry<String, String> entry :
        Map.of("radloom/record_id", recordId, "radloom/patient", patientId).entrySet()) {
      features.putFeature(
          entry.getKey(),
          Feature.newBuilder()
              .setBytesList(
                  BytesList.newBuilder().addValue(ByteString.copyFromUtf8(entry.getValue())))
              .build());
    }
    byte[] example = Example.newBuilder().setFeatures(features).build().toByteArray();
    return ByteBuffer.allocate(12 + example.length + 4)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(example.length)
        .putInt(0)
        .put(example)
        .putInt(0)
        .array();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    }
    return zipped.toByteArray();
  }

  private JsonNode impact() throws IOException {
    return JSON.readTree(output.resolve("erasures/impact.json").toFile());
  }

  /** Returns the files that the report lists for the only patient, by version. */
  private Map<String, List<String>> filesByVersion() throws IOException {
    Map<String, List<String>> files = new TreeMap<>();
    for (JsonNode version : impact().at("/patients/0/versions")) {
      List<String> paths = new ArrayList<>();
      version.path("files").forEach(file -> paths.add(file.asText()));
      files.put(version.path("dataset").asText() + "/" + version.path("version").asText(), paths);
    }
    return files;
  }

  private String csv(String recordId, String patientId, String cluster) {
    return "record_id,patient,near_duplicate_cluster\r\n%s,%s,%s\r\n"
        .formatted(recordId, patientId, cluster);
  }

  @Test
  void theTombstoneHoldsAPseudonymAndNoId() throws Exception {
    assertThat(erase(patientFile(PATIENT))).isEqualTo(ExitCode.DONE);

    Path tombstone = output.resolve("erasures/" + patient + ".json");
    assertThat(tombstone)
        .hasContent(
            """
            {"format":"radloom-erasure/1","patient":"%s","keyId":"%s","at":"2026-11-21T10:00:00Z"}
            """
                .formatted(patient, keys.id(Purpose.PATIENT)));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tombstone)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(tombstone.getParent())))
        .isEqualTo("rwx------");
    Tombstones.Found found = Tombstones.read(output.toString(), keys);
    assertThat(found.patients().pseudonyms()).containsExactly(patient);
    assertThat(found.underOtherKeys()).isZero();
  }

  @Test
  void aPatientWhoIsNowhereIsSaidToBe() throws Exception {
    Path version = version("chest/v1", keys);
    write(version, "splits.csv", "patient,split\n" + other + ",train\n");

    assertThat(erase(patientFile(PATIENT))).isEqualTo(ExitCode.DONE);

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("in no version");
    assertThat(version.resolve("superseded.json")).doesNotExist();
  }

  @Test
  void findsThePatientInEveryDatasetAndEveryFormat() throws Exception {
    Path first = version("chest/v1", keys);
    write(first, "splits.csv", "patient,split\n" + patient + ",train\n" + other + ",val\n");
    write(first, "csv/transcriptions_train.csv", csv(record, patient, ""));
    write(first, "csv/transcriptions_val.csv", csv(otherRecord, other, record));
    write(first, "csv/transcriptions_test.csv", csv(otherRecord, other, otherRecord));
    write(
        first,
        "rejects/duplicate.jsonl",
        "{\"type\":\"transcription\",\"recordId\":\"%s\",\"survivorId\":\"%s\"}\n"
            .formatted(otherRecord, record));
    Files.writeString(first.resolveSibling("LATEST"), "v1\n");
    Path second = version("other/7", keys);
    String image = pseudonyms.inference("I1").hex();
    write(
        second,
        "coco/instances_train.json",
        "{\"images\":[{\"radloom_record_id\":\"%s\",\"radloom_predictions\":[{\"score\":1}],\"radloom_patient\":\"%s\"}]}"
            .formatted(image, patient));
    write(second, "rejects/below_cutoff.jsonl", "{\"recordId\":\"" + image + "\"}\n");
    Path third = version("third/1", keys);
    String example = pseudonyms.inference("I2").hex();
    write(third, "tfrecord/t.tfrecord-00000-of-00001.gz", gzip(tfRecord(example, patient)));
    write(third, "rejects/unmatched.jsonl", "{\"recordId\":\"" + example + "\"}\n");
    Path fourth = version("fourth/1", keys);
    write(
        fourth,
        "whisper/train/metadata.jsonl",
        "{\"record_id\":\"%s\",\"patient\":\"%s\"}\n".formatted(otherRecord, other));

    assertThat(erase(patientFile(PATIENT))).isEqualTo(ExitCode.DONE);

    assertThat(filesByVersion())
        .isEqualTo(
            Map.of(
                "chest/v1",
                List.of(
                    "csv/transcriptions_train.csv",
                    "csv/transcriptions_val.csv",
                    "rejects/duplicate.jsonl",
                    "splits.csv"),
                "other/7",
                List.of("coco/instances_train.json", "rejects/below_cutoff.jsonl"),
                "third/1",
                List.of("rejects/unmatched.jsonl", "tfrecord/t.tfrecord-00000-of-00001.gz")));
    for (Path version : List.of(first, second, third)) {
      assertThat(version.resolve("superseded.json")).content().contains(patient);
    }
    assertThat(fourth.resolve("superseded.json")).doesNotExist();
    assertThat(impact().at("/patients/0/versions/0/latest").asBoolean()).isTrue();
  }

  @Test
  void recordsThatOnlyRejectsNameAreKnownFromRawEvents() throws Exception {
    Path version = version("chest/v1", keys);
    write(version, "rejects/below_cutoff.jsonl", "{\"recordId\":\"" + record + "\"}\n");
    String events =
        """
        {"type":"transcription","id":"T1","patientId":"PAT-7","userId":"u","language":"en","recordedAt":"2026-03-04T05:06:07Z","text":"a","model":{"name":"m","version":"1"}}
        {"type":"transcription","id":"T2","patientId":"PAT-8","userId":"u","language":"en","recordedAt":"2026-03-04T05:06:07Z","text":"a","model":{"name":"m","version":"1"}}
        no event
        """;
    String correction =
        """
        {"type":"correction","id":"C1","transcriptionId":"%s","userId":"u","correctedAt":"2026-03-04T05:06:07Z","text":"b"}
        """;
    write(output, "curated/day=2026-03-04/hour=05/b.avro", events);
    write(output, "curated/day=2026-03-04/hour=05/a.avro", correction.formatted("T1"));
    write(output, "curated/day=2026-03-04/hour=05/c.avro", correction.formatted("T2"));

    assertThat(erase(patientFile(PATIENT))).isEqualTo(ExitCode.DONE);

    assertThat(filesByVersion())
        .isEqualTo(Map.of("chest/v1", List.of("rejects/below_cutoff.jsonl")));
    assertThat(impact().at("/patients/0/rawEvents/curated").toString())
        .isEqualTo(
            "[\"curated/day=2026-03-04/hour=05/a.avro\",\"curated/day=2026-03-04/hour=05/b.avro\"]");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("raw events of the stream held in: 2 files");

    // The same events elsewhere: their names are not shown.
    Path elsewhere = Files.createDirectory(folder.resolve("PAT-7"));
    Files.writeString(elsewhere.resolve("events.jsonl"), events);
    assertThat(erase(patientFile(PATIENT), "--input=" + elsewhere + "/*.jsonl"))
        .isEqualTo(ExitCode.DONE);
    assertThat(impact().at("/patients/0/rawEvents/inputFiles").asInt()).isEqualTo(1);
    assertThat(Files.readString(output.resolve("erasures/impact.json"))).doesNotContain(PATIENT);
  }

  @Test
  void onceMoreChangesNothing() throws Exception {
    Path version = version("chest/v1", keys);
    write(version, "splits.csv", "patient,split\n" + patient + ",train\n");
    erase(patientFile(PATIENT));
    Map<String, String> before = contents();

    assertThat(erase(patientFile(PATIENT))).isEqualTo(ExitCode.DONE);

    assertThat(contents()).isEqualTo(before);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("(0 of them since now)");
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.toString(), Files.readString(file));
      }
    }
    return contents;
  }

  @Test
  void namesNoPatientAnywhere() throws Exception {
    Path version = version("chest/v1", keys);
    write(version, "splits.csv", "patient,split\n" + patient + ",train\n");

    erase(patientFile(PATIENT, OTHER));

    assertThat(out.toString(StandardCharsets.UTF_8)).contains(patient).doesNotContain("PAT-");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    contents().forEach((path, text) -> assertThat(text).as(path).doesNotContain("PAT-"));
  }

  @Test
  void theAuditTrailTellsHowManyAndUnderWhichKeyButNotWho() throws Exception {
    Path version = version("chest/v1", keys);
    write(version, "splits.csv", "patient,split\n" + patient + ",train\n");

    assertThat(erase(patientFile(PATIENT, OTHER), TRAIL)).isEqualTo(ExitCode.DONE);

    AuditedOutput trail = new AuditedOutput(output);
    assertThat(trail.actions()).containsExactly("run-started", "key-used", "erased", "run-ended");
    assertThat(trail.details("erased").toString())
        .isEqualTo(
            "{\"counts\":{\"new\":2,\"patients\":2},\"keyId\":\"%s\"}"
                .formatted(keys.id(Purpose.PATIENT)));
    byte[] impact = Files.readAllBytes(output.resolve("erasures/impact.json"));
    assertThat(trail.details("run-ended").path("outcome").asText()).isEqualTo("done");
    assertThat(trail.details("run-ended").path("impactSha256").asText())
        .isEqualTo(Digests.sha256Hex(impact));
    assertThat(Files.readString(output.resolve("audit/segment-00000001.ndjson")))
        .doesNotContain("PAT-", patient, other);
  }

  @Test
  void whatCouldNotBeSearchedIsInTheTrail() throws Exception {
    version("chest/v1", Keys.generate(new SecureRandom()));

    assertThat(erase(patientFile(PATIENT), TRAIL)).isEqualTo(ExitCode.FAILED);

    AuditedOutput trail = new AuditedOutput(output);
    assertThat(trail.actions()).endsWith("erased", "run-ended");
    assertThat(trail.details("run-ended").path("outcome").asText()).isEqualTo("incomplete");
  }

  @Test
  void readsIdsFromStandardInputToo() throws Exception {
    InputStream in =
        new ByteArrayInputStream("PAT-7\r\n\nPAT-8\n".getBytes(StandardCharsets.UTF_8));

    assertThat(erase(in, "--patient=-")).isEqualTo(ExitCode.DONE);

    assertThat(Tombstones.read(output.toString(), keys).patients().pseudonyms())
        .containsExactlyInAnyOrder(patient, other);
  }

  @Test
  void versionsOfOtherKeysAreSaidNotToBeSearched() throws Exception {
    Path version = version("chest/v1", Keys.generate(new SecureRandom()));
    write(version, "splits.csv", "patient,split\n" + other + ",train\n");

    assertThat(erase(patientFile(PATIENT))).isEqualTo(ExitCode.FAILED);

    assertThat(impact().path("notSearched").path("chest/v1").asText())
        .isEqualTo("made with another key file");
    assertThat(Tombstones.read(output.toString(), keys).patients().pseudonyms())
        .containsExactly(patient);
  }

  @Test
  void tombstonesOfOtherKeysAreCounted() throws Exception {
    erase(patientFile(PATIENT));

    Tombstones.Found found = Tombstones.read(output.toString(), Keys.generate(new SecureRandom()));

    assertThat(found.patients().pseudonyms()).isEmpty();
    assertThat(found.underOtherKeys()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[", "{\"format\":\"radloom-erasure/1\",\"patient\":\"x\"}"})
  void aDamagedTombstoneIsRefusedAndMadeAgain(String damage) throws Exception {
    erase(patientFile(PATIENT));
    Files.writeString(output.resolve("erasures/" + patient + ".json"), damage);

    assertThatThrownBy(() -> Tombstones.read(output.toString(), keys))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("damaged");
    erase(patientFile(PATIENT));

    assertThat(Tombstones.read(output.toString(), keys).patients().pseudonyms())
        .containsExactly(patient);
  }

  @Test
  void encryptedVersionsAreSearchedWithTheirKeysetAlone() throws Exception {
    Path version = version("chest/v1", keys);
    write(version, "csv/transcriptions_train.csv", csv(record, patient, ""));
    write(version, "rejects/duplicate.jsonl", "{\"survivorId\":\"" + record + "\"}\n");
    Path keyset = folder.resolve("storage.keyset");
    KeysetFile.create(keyset);
    ObjectNode manifest = (ObjectNode) JSON.readTree(version.resolve("manifest.json").toFile());
    for (String path : List.of("csv/transcriptions_train.csv", "rejects/duplicate.jsonl")) {
      manifest
          .withArray("/files")
          .addObject()
          .put("path", path)
          .put("sha256", Digests.sha256Hex(Files.readAllBytes(version.resolve(path))));
    }
    VersionEncryption.encrypt(version, "chest", "v1", keyset).describeIn(manifest);
    Files.writeString(version.resolve("manifest.json"), manifest.toString());
    VersionEncryption.seal(version, "chest", "v1", keyset);

    assertThat(erase(patientFile(PATIENT))).isEqualTo(ExitCode.FAILED);
    assertThat(impact().path("notSearched").path("chest/v1").asText()).contains("--keyset");
    assertThat(version.resolve("superseded.json")).doesNotExist();

    assertThat(erase(patientFile(PATIENT), "--keyset=" + keyset)).isEqualTo(ExitCode.DONE);
    assertThat(filesByVersion())
        .isEqualTo(
            Map.of("chest/v1", List.of("csv/transcriptions_train.csv", "rejects/duplicate.jsonl")));
    assertThat(version.resolve("superseded.json")).exists();
  }

  @Test
  void hostileFilesDoNotBreakIt() throws Exception {
    Path version = version("chest/v1", keys);
    write(version, "splits.csv", "patient,split\n" + patient + ",train\n");
    write(version, "csv/transcriptions_train.csv", "record_id,patient\r\n\"" + patient);
    write(version, "coco/deep.json", "[".repeat(100_000) + patient);
    write(
        version, "tfrecord/x.tfrecord-00000-of-00001", ByteBuffer.allocate(8).putLong(-1).array());
    write(version, "whisper/broken.gz", Arrays.copyOf(gzip(new byte[1000]), 15));
    write(version, "rejects/\u001b[31m.jsonl", "{}");
    Files.createSymbolicLink(version.resolve("loop"), version);
    Files.createSymbolicLink(output.resolve("linked"), output.resolve("chest"));
    Files.writeString(version.resolve("manifest.json"), "{\"keyIds\":7,\"files\":[");
    Path empty = Files.createDirectories(output.resolve("empty/v1"));
    Files.createFile(empty.resolve("manifest.json"));
    Files.writeString(output.resolve("a file"), "x");

    assertThat(erase(patientFile(PATIENT))).isEqualTo(ExitCode.FAILED);

    assertThat(filesByVersion().get("chest/v1"))
        .containsExactly("coco/deep.json", "csv/transcriptions_train.csv", "splits.csv");
    assertThat(impact().path("notSearched").fieldNames())
        .toIterable()
        .containsExactly(
            "chest/v1/coco/deep.json",
            "chest/v1/csv/transcriptions_train.csv",
            "chest/v1/loop",
            "chest/v1/whisper/broken.gz");
    assertThat(version.resolve("superseded.json")).exists();
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b");
  }

  @Test
  void wrongUsageIsRefusedAndShowsNoId() throws Exception {
    for (List<String> flags :
        List.of(
            List.<String>of(),
            List.of("--patient=PAT-7", patientFile("PAT-7")),
            List.of("--patientFile=/not/there"),
            List.of("--patient", "PAT-7"),
            List.of("--patient= "),
            List.of("--patient=" + "PAT-7".repeat(500)))) {
      assertThatThrownBy(() -> erase(flags.toArray(new String[0])))
          .as("%s", flags)
          .isInstanceOf(UsageException.class)
          .hasMessageNotContaining("PAT-7");
    }
    assertThat(output.resolve("erasures")).doesNotExist();
  }

  @Test
  void aPseudonymIsReadAsItIsWritten() {
    assertThat(Pseudonym.ofHex(patient).hex()).isEqualTo(patient);
  }

  @Test
  void explainsWhyIdsDoNotBelongOnACommandLine() {
    new EraseCommand().printHelp(new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("--patientFile", "A command line is seen by everybody");
  }
}
