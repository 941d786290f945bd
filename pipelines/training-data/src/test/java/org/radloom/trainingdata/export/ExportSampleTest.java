package org.radloom.trainingdata.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.records.Pseudonymiser;
import org.radloom.trainingdata.CommandLine;
import org.radloom.trainingdata.sample.SampleEvents;
import org.radloom.trainingdata.sample.SampleOptions;
import org.tensorflow.proto.Example;

/** What is published of 3,000 sample events. */
@Tag("slow")
final class ExportSampleTest {
  private static final int EVENTS = 3_000;
  private static final List<String> REASONS_OF_LINES =
      List.of("malformed_json", "invalid_utf8", "unknown_type", "missing_field", "invalid_value");
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Z]{2,3}-[0-9]{4,8}");

  private record Run(
      Path folder, Export export, CommandLine call, PublishedVersion version, InputEvents input) {}

  private static @Nullable Run shared;

  @BeforeAll
  static void exportOnce(@TempDir Path folder) throws IOException {
    SampleEvents.write(SampleOptions.of(folder, EVENTS, 11));
    Export export = new Export(folder.resolve("events/*"), folder.resolve("out"));
    CommandLine call = export.run();
    assertThat(call.code()).as(call.err()).isZero();
    shared =
        new Run(
            folder,
            export,
            call,
            new PublishedVersion(export.folder()),
            new InputEvents(folder.resolve("events")));
  }

  private static Run run() {
    if (shared == null) {
      throw new AssertionError("nothing was exported");
    }
    return shared;
  }

  private static PublishedVersion version() {
    return run().version();
  }

  private static Export into(String output) {
    Run run = run();
    return new Export(run.folder().resolve("events/*"), run.folder().resolve(output));
  }

  @Test
  void everyEventReadHasOneFate() {
    JsonNode manifest = version().manifest();

    long read = 0;
    for (JsonNode counts : manifest.path("counts")) {
      read += counts.path("read").asLong();
      assertThat(
              sum(counts.path("rejected"))
                  + counts.path("duplicates").asLong()
                  + counts.path("denied").asLong()
                  + counts.path("unmatched").asLong()
                  + counts.path("hardExamples").asLong()
                  + counts.path("belowCutoff").asLong()
                  + sum(counts.path("exported")))
          .isEqualTo(counts.path("read").asLong());
    }
    JsonNode consents = manifest.path("consents");
    assertThat(
            sum(consents.path("rejected"))
                + consents.path("duplicates").asLong()
                + consents.path("applied").asLong())
        .isEqualTo(consents.path("read").asLong());
    assertThat(read + consents.path("read").asLong()).isEqualTo(EVENTS);
    assertThat(manifest.path("eventsRead").asLong()).isEqualTo(EVENTS);
  }

  @Test
  void everyFateOccurs() {
    JsonNode transcriptions = version().manifest().path("counts").path("transcription");
    JsonNode inferences = version().manifest().path("counts").path("inference");

    for (JsonNode counts : List.of(transcriptions, inferences)) {
      for (String fate : List.of("duplicates", "denied", "belowCutoff")) {
        assertThat(counts.path(fate).asLong()).as(fate).isPositive();
      }
      assertThat(counts.path("exported"))
          .allSatisfy(split -> assertThat(split.asLong()).isPositive());
    }
    assertThat(inferences.path("hardExamples").asLong()).isPositive();
    assertThat(inferences.path("unmatched").asLong()).isPositive();
  }

  @Test
  void linesTurnedDownAreThosePlanted() throws IOException {
    JsonNode planted = expected().path("rejected");

    Map<String, Long> reasons = new TreeMap<>();
    for (JsonNode line : version().lines("rejects/rejected.jsonl")) {
      JsonNode event =
          run().input().at(line.path("source").asText(), line.path("position").asInt());
      // An image planted with the wrong size has run lengths that do not fit what the event says.
      if (line.path("type").asText().equals("inference")
          && !event.path("id").asText().startsWith("INF-D")) {
        continue;
      }
      reasons.merge(line.path("reason").asText(), 1L, Long::sum);
    }

    for (String reason : REASONS_OF_LINES) {
      assertThat(reasons.getOrDefault(reason, 0L))
          .as(reason)
          .isEqualTo(planted.path(reason).asLong());
    }
  }

  @Test
  void redeliveriesAreThosePlanted() throws IOException {
    Map<String, Long> found = new TreeMap<>();
    for (JsonNode line : version().lines("rejects/duplicate.jsonl")) {
      if (line.path("reason").asText().equals("redelivery")) {
        found.merge(line.path("type").asText(), 1L, Long::sum);
      }
    }

    Map<String, Long> planted = new TreeMap<>();
    expected()
        .path("redelivered")
        .properties()
        .forEach(type -> planted.put(type.getKey(), type.getValue().asLong()));
    assertThat(found).isEqualTo(planted);
  }

  @Test
  void theRejectFilesHoldWhatTheManifestCounts() {
    JsonNode manifest = version().manifest();
    Map<String, String> countOf =
        Map.of(
            "rejected", "rejected",
            "duplicate", "duplicates",
            "denied", "denied",
            "unmatched", "unmatched",
            "below_cutoff", "belowCutoff");

    countOf.forEach(
        (file, name) -> {
          List<JsonNode> lines = version().lines("rejects/" + file + ".jsonl");
          long counted = 0;
          for (JsonNode counts : manifest.path("counts")) {
            counted +=
                counts.path(name).isObject() ? sum(counts.path(name)) : counts.path(name).asLong();
          }
          long ofConsents = lines.stream().filter(ExportSampleTest::isConsent).count();
          assertThat((long) lines.size()).as(file).isEqualTo(counted + ofConsents);
        });
  }

  private static boolean isConsent(JsonNode line) {
    return line.path("type").asText().equals("consent");
  }

  @Test
  void theManifestListsEveryFileAsItIs() throws Exception {
    List<String> listed = version().listed();
    assertThat(version().present())
        .containsExactlyInAnyOrderElementsOf(with(listed, "manifest.json"));
    for (JsonNode file : version().manifest().path("files")) {
      String path = file.path("path").asText();
      byte[] bytes = version().bytes(path);
      assertThat((long) bytes.length).as(path).isEqualTo(file.path("bytes").asLong());
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
          .as(path)
          .isEqualTo(file.path("sha256").asText());
      if (path.endsWith(".jsonl")) {
        assertThat((long) version().lines(path).size()).as(path).isEqualTo(records(path));
      } else if (path.endsWith(".csv")) {
        assertThat((long) version().rows(path).size()).as(path).isEqualTo(records(path));
      } else if (path.contains("tfrecord-")) {
        assertThat((long) version().examples(path).size()).as(path).isEqualTo(records(path));
      }
    }
  }

  private static long records(String path) {
    for (JsonNode file : version().manifest().path("files")) {
      if (file.path("path").asText().equals(path)) {
        return file.path("records").asLong();
      }
    }
    return -1;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void theSameInputAndKeyGiveTheSameBytesElsewhere(int parallelism) {
    PublishedVersion again =
        into("again" + parallelism).with("parallelism", "" + parallelism).publish();

    assertThat(again.text("manifest.json")).isEqualTo(version().text("manifest.json"));
    assertThat(again.present()).isEqualTo(version().present());
    for (String path : version().present()) {
      assertThat(again.bytes(path)).as(path).isEqualTo(version().bytes(path));
    }
  }

  @Test
  void noIdentifierOfTheInputIsInAnyFile() {
    Set<String> identifiers = run().input().identifiers();
    // The search below looks for words of this form only.
    assertThat(identifiers)
        .hasSizeGreaterThan(500)
        .allSatisfy(identifier -> assertThat(identifier).matches(IDENTIFIER));

    for (String path : version().present()) {
      byte[] bytes = PublishedVersion.unzipped(version().bytes(path));
      Matcher words = IDENTIFIER.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
      while (words.find()) {
        assertThat(identifiers).as(path).doesNotContain(words.group());
      }
    }
  }

  /** Names, phones, dates and doctors that were worked into the dictations. */
  @Test
  void nothingThatWasMentionedIsInAnyFile() throws IOException {
    List<String> mentioned = new ArrayList<>();
    for (JsonNode mention : expected().path("mentions")) {
      mentioned.add(mention.path("value").asText());
    }
    assertThat(mentioned).hasSizeGreaterThan(10);

    for (String path : version().present()) {
      String text =
          new String(PublishedVersion.unzipped(version().bytes(path)), StandardCharsets.UTF_8);
      for (String value : mentioned) {
        assertThat(Pattern.compile("\\b" + Pattern.quote(value) + "\\b").matcher(text).find())
            .as("%s in %s", value, path)
            .isFalse();
      }
    }
  }

  @Test
  void noPatientIsInTwoSplits() {
    Map<String, String> splitOf = new HashMap<>();
    Map<String, Set<String>> patientsOf = new HashMap<>();
    patientsIn(
        (path, split, patient) -> {
          patientsOf.computeIfAbsent(path, key -> new HashSet<>()).add(patient);
          String known = splitOf.putIfAbsent(patient, split);
          assertThat(known == null ? split : known).as("%s in %s", patient, path).isEqualTo(split);
        });

    // Every format in every split had patients to look at.
    assertThat(patientsOf.keySet())
        .hasSizeGreaterThanOrEqualTo(7 * 3)
        .anyMatch(path -> path.startsWith("tfrecord/"))
        .anyMatch(path -> path.startsWith("coco/"))
        .anyMatch(path -> path.startsWith("whisper/nemo_"))
        .anyMatch(path -> path.startsWith("hard_examples/"));
    for (CSVRecord row : version().rows("splits.csv")) {
      String split = splitOf.remove(row.get("patient"));
      assertThat(split).isEqualTo(row.get("split"));
    }
    assertThat(splitOf).isEmpty();
  }

  private interface PatientVisitor {
    void visit(String path, String split, String patient);
  }

  private static void patientsIn(PatientVisitor visitor) {
    for (String split : PublishedVersion.SPLITS) {
      for (String path : version().present("(csv|hard_examples)/.*_" + split + "\\.csv")) {
        for (CSVRecord row : version().rows(path)) {
          assertThat(row.get("split")).isEqualTo(split);
          visitor.visit(path, split, row.get("patient"));
        }
      }
      for (String path : version().present("(coco|hard_examples)/.*_" + split + "\\.json")) {
        for (JsonNode image : version().json(path).path("images")) {
          visitor.visit(path, split, image.path("radloom_patient").asText());
        }
      }
      for (String path :
          version().present("whisper/(" + split + "/metadata|nemo_" + split + ")\\.jsonl")) {
        for (JsonNode line : version().lines(path)) {
          visitor.visit(path, split, line.path("patient").asText());
        }
      }
      for (String path : version().present("tfrecord/chest-" + split + "\\.tfrecord.*")) {
        for (Example example : version().examples(path)) {
          visitor.visit(
              path,
              split,
              example
                  .getFeatures()
                  .getFeatureOrThrow("radloom/patient")
                  .getBytesList()
                  .getValue(0)
                  .toStringUtf8());
        }
      }
    }
  }

  @Test
  void aClusterSharesASplitAndWeighsOne() {
    Map<String, Set<String>> splits = new HashMap<>();
    Map<String, Double> weights = new HashMap<>();
    for (String split : PublishedVersion.SPLITS) {
      for (CSVRecord row : version().rows("csv/transcriptions_" + split + ".csv")) {
        String cluster = row.get("near_duplicate_cluster");
        if (cluster.isEmpty()) {
          assertThat(row.get("weight")).isEqualTo("1");
          continue;
        }
        weights.merge(cluster, Double.parseDouble(row.get("weight")), Double::sum);
        if (row.get("template").equals("false")) {
          splits.computeIfAbsent(cluster, key -> new HashSet<>()).add(split);
        }
      }
    }

    assertThat(splits).hasSizeGreaterThan(5);
    assertThat(splits.values()).allSatisfy(of -> assertThat(of).hasSize(1));
    assertThat(weights.values()).allSatisfy(sum -> assertThat(sum).isCloseTo(1, within(1e-9)));
  }

  @Test
  void aRevocationTakesThePatientOut() throws IOException {
    Set<String> revoked = run().input().patientsWhoRevoked();
    assertThat(revoked).isNotEmpty();
    Pseudonymiser pseudonyms = new Pseudonymiser(Export.keys());

    for (String path : version().present()) {
      String text = new String(version().bytes(path), StandardCharsets.ISO_8859_1);
      for (String patient : revoked) {
        assertThat(text).as(path).doesNotContain(pseudonyms.patient(patient).hex());
      }
    }

    List<JsonNode> denied = version().lines("rejects/denied.jsonl");
    assertThat(denied).isNotEmpty();
    int checked = 0;
    for (JsonNode line : denied) {
      assertThat(line.has("recordId")).isFalse();
      JsonNode event =
          run().input().at(line.path("source").asText(), line.path("position").asInt());
      assertThat(event.path("type").asText()).isEqualTo(line.path("type").asText());
      if (event.has("patientId")) {
        assertThat(revoked).contains(event.path("patientId").asText());
        checked++;
      }
    }
    assertThat(checked).isPositive();
  }

  @Test
  void optInDeniesWhoeverSaidNothing() {
    JsonNode manifest = into("optIn").with("consent", "opt-in").publish().manifest();

    long denied = manifest.path("counts").path("transcription").path("denied").asLong();
    assertThat(denied).isGreaterThan(EVENTS / 4);
  }

  @Test
  void aDryRunCountsTheSameAndWritesNothing() {
    Export dry = into("dry").with("dryRun", "true");

    CommandLine call = dry.run();

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(counts(call)).hasSizeGreaterThan(8).isEqualTo(counts(run().call()));
    assertThat(call.out()).contains("dry run: nothing was written");
    assertThat(dry.everything()).isEmpty();
  }

  @Test
  void aDryRunOfAVersionThatExistsLeavesItAlone() {
    Map<String, String> before = run().export().everything();

    CommandLine call = run().export().copy().with("dryRun", "true").run();

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(run().export().everything()).isEqualTo(before);
  }

  /** Returns what the report says before it comes to models, files and times. */
  private static List<String> counts(CommandLine call) {
    return call.out()
        .lines()
        .takeWhile(
            line ->
                !line.startsWith("  models: ")
                    && !line.contains(" files, ")
                    && !line.contains("dry run"))
        .filter(line -> !line.isBlank())
        .toList();
  }

  @Test
  void onlyTheFormatsAskedForAreWritten() {
    PublishedVersion some = into("some").with("only", "coco,csv").publish();

    assertThat(some.present("(tfrecord|whisper)/.*")).isEmpty();
    for (String path : some.present("(coco|csv|hard_examples)/.*")) {
      assertThat(some.bytes(path)).as(path).isEqualTo(version().bytes(path));
    }
    assertThat(some.present("(coco|csv|hard_examples)/.*"))
        .isEqualTo(version().present("(coco|csv|hard_examples)/.*"));
  }

  @Test
  void gzippedTfRecordsHoldTheSame() {
    PublishedVersion zipped = into("zipped").with("tfrecordGzip", "true").publish();

    List<String> files = zipped.present("tfrecord/.*tfrecord-.*");
    assertThat(files).isEqualTo(version().present("tfrecord/.*tfrecord-.*")).isNotEmpty();
    for (String path : files) {
      assertThat(zipped.bytes(path)).as(path).startsWith(0x1f, 0x8b);
      assertThat(PublishedVersion.unzipped(zipped.bytes(path))).isEqualTo(version().bytes(path));
    }
  }

  @Test
  void theReportShowsTheCounts() {
    JsonNode manifest = version().manifest();

    assertThat(run().call().out())
        .contains("chest v1: 3,000 events read")
        .contains("%d files".formatted(manifest.path("files").size()))
        .contains(run().export().folder().toString());
    assertThat(run().export().latest()).isEqualTo("v1");
    assertThat(run().export().datasetFiles()).containsExactly("LATEST", "index.html", "v1");
  }

  private static JsonNode expected() throws IOException {
    return PublishedVersion.parse(Files.readString(run().folder().resolve("expected.json")));
  }

  private static long sum(JsonNode numbers) {
    long sum = 0;
    for (JsonNode number : numbers) {
      sum += number.asLong();
    }
    return sum;
  }

  private static List<String> with(List<String> paths, String one) {
    List<String> all = new ArrayList<>(paths);
    all.add(one);
    return all;
  }
}
