package org.radloom.trainingdata.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.ExitCode;
import org.radloom.trainingdata.CommandLine;
import org.radloom.trainingdata.bench.PlainExport;
import org.radloom.transforms.SourceFile;

/** What a version says of the models whose readings it took in. */
@Tag("slow")
final class ExportModelsTest {
  private static final String THRESHOLDS =
      """
      thresholds:
        - {metric: precision, atLeast: 0.9, severity: critical}
        - {metric: recall, atLeast: 0.1, severity: warning}
        - {metric: confidenceKs, atMost: 0.1, severity: warning}
      """;

  private final Path folder;
  private final Path events;

  ExportModelsTest(@TempDir Path folder) {
    this.folder = folder;
    events = folder.resolve("events.jsonl");
  }

  /**
   * Six readings whose truth is known: three are right, at 0.9; one finds a lesion elsewhere, at
   * 0.8; one misses it; one finds what is not there. Beside them a redelivery, a reading without a
   * truth and one of a patient who said no, which all look wrong.
   */
  @BeforeEach
  void writeEvents() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      lines.add(reading("I" + i, "P" + i, 0.9, box(10, 0.9)));
      lines.add(truth("I" + i, box(10)));
    }
    lines.add(reading("I3", "P3", 0.8, box(60, 0.8)));
    lines.add(truth("I3", box(10)));
    lines.add(reading("I4", "P4", 0.2, ""));
    lines.add(truth("I4", box(10)));
    lines.add(reading("I5", "P5", 0.7, box(60, 0.7)));
    lines.add(truth("I5", ""));
    lines.add(reading("I5", "P5", 0.7, box(60, 0.7)));
    lines.add(reading("I6", "P6", 0.7, box(60, 0.7)));
    lines.add(reading("I7", "P7", 0.7, box(60, 0.7)));
    lines.add(truth("I7", box(10)));
    lines.add(
        "{'type':'consent','patientId':'P7','scope':'training','status':'revoked',"
            + "'at':'2026-03-01T00:00:00Z'}");
    write(lines);
  }

  @Test
  void watchesAllReadingsWithTheirTruthWhateverIsKept() {
    PublishedVersion version = export("v1").with("topShare", "0.5").publish();

    JsonNode counts = version.manifest().path("counts").path("inference");
    assertThat(counts.path("belowCutoff").asInt()).isEqualTo(1);
    assertThat(counts.path("hardExamples").asInt()).isEqualTo(3);
    assertThat(counts.path("duplicates").asInt()).isEqualTo(1);
    assertThat(counts.path("denied").asInt()).isEqualTo(1);
    Map<String, Double> watch = watch(version);
    assertThat(watch)
        .containsEntry("records", 6.0)
        .containsEntry("right", 3.0)
        .containsEntry("accuracy", 0.5)
        .containsEntry("truths", 5.0)
        .containsEntry("found", 5.0)
        .containsEntry("matched", 3.0)
        .containsEntry("precision", 0.6)
        .containsEntry("recall", 0.6)
        // Highest scores with a lesion 0.9 x 3, 0.8 and 0; without 0.7: 4 of 5 are higher.
        .containsEntry("auc", 0.8)
        .doesNotContainKey("confidencePsi");
    assertThat(version.listed())
        .contains("models/watch.csv", "models/watch.avro", "models/baseline.avro")
        .doesNotContain("models/alerts.csv");
  }

  @Test
  void theSameEventsGiveTheSameFilesWhateverTheParallelism() {
    PublishedVersion one = export("v1").with("dataset", "one").with("parallelism", "1").publish();
    PublishedVersion two = export("v1").with("dataset", "two").with("parallelism", "2").publish();

    for (String path : one.present("models/.*")) {
      assertThat(two.bytes(path)).as(path).isEqualTo(one.bytes(path));
    }
  }

  @Test
  void aPlainLoopWithoutBeamSaysTheSame() throws Exception {
    Export export = export("v1").with("topShare", "0.5");
    ExportOptions options = ExportCommand.options(export.words().subList(1, export.words().size()));
    FileSystems.setDefaultPipelineOptions(options);
    List<SourceFile> files = InputFiles.match(options.getInput());
    Path loop = folder.resolve("loop");

    Map<String, String> digests =
        PlainExport.run(files, new ExportPlan(options).settings(files, loop.toString()), loop);
    PublishedVersion version = export.publish();

    assertThat(digests).containsKeys("models/watch.csv", "models/watch.avro");
    for (JsonNode file : version.manifest().path("files")) {
      String path = file.path("path").asText();
      if (path.startsWith("models/")) {
        assertThat(digests).containsEntry(path, file.path("sha256").asText());
      }
    }
  }

  @Test
  void driftIsMeasuredFromTheFirstVersionAlsoAfterThatIsGone() throws IOException {
    PublishedVersion first = export("v1").publish();
    List<String> lines = new ArrayList<>(Files.readAllLines(events));
    // Six more, all at 0.1, so half of all: up to 0.1 it is 6/12 against 0.
    for (int i = 10; i < 16; i++) {
      lines.add(reading("I" + i, "P" + i, 0.1, box(10, 0.9)));
      lines.add(truth("I" + i, box(10)));
    }
    write(lines);
    PublishedVersion second = export("v2").publish();
    Files.delete(export("v1").folder().resolve("models/baseline.avro"));
    PublishedVersion third = export("v3").publish();

    assertThat(watch(second)).containsEntry("confidenceKs", 0.5);
    assertThat(watch(third)).containsEntry("confidenceKs", 0.5);
    assertThat(watch(first)).doesNotContainKey("confidenceKs");
  }

  @Test
  void aModelThatDoesNotKeepAThresholdIsAnAlertAndNoFailure() throws IOException {
    Path thresholds = Files.writeString(folder.resolve("thresholds.yaml"), THRESHOLDS);
    Export export = export("v1").with("modelThresholds", thresholds.toString()).without("audit");

    CommandLine call = export.run();

    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out())
        .contains("models: 1 watched over 6 readings, 1 alert\n")
        .contains(
            "  critical: model cad, version 1, lesion_detection: precision is 0.6 over 6 readings,"
                + " should be at least 0.9\n");
    PublishedVersion version = new PublishedVersion(export.folder());
    assertThat(version.text("models/alerts.csv"))
        .contains("critical,cad,1,lesion_detection,precision,0.6,0.9,,6\r\n")
        .doesNotContain("recall");
    assertThat(version.manifest().path("options").path("modelThresholds").asText()).hasSize(64);
    assertThat(version.text("report/index.html")).contains("at least 0.9");
    assertThat(audit())
        .contains("\"action\":\"model-alerts\"")
        .contains("\"counts\":{\"critical\":1,\"info\":0,\"warning\":0}");
  }

  @Test
  void thresholdsThatMakeNoSenseAreRefusedBeforeAnythingIsDone() throws IOException {
    Path thresholds =
        Files.writeString(
            folder.resolve("thresholds.yaml"),
            "thresholds: [{metric: luck, atLeast: 1, severity: info}]");

    CommandLine wrong = export("v1").with("modelThresholds", thresholds.toString()).run();
    CommandLine missing = export("v1").with("modelThresholds", "none.yaml").run();

    assertThat(wrong.code()).isEqualTo(ExitCode.USAGE);
    assertThat(wrong.err()).contains("--modelThresholds").contains("unknown metric, luck");
    assertThat(missing.code()).isEqualTo(ExitCode.USAGE);
    assertThat(missing.err()).contains("cannot read the file none.yaml");
    assertThat(export("v1").folder()).doesNotExist();
  }

  @Test
  void aDamagedBaselineFailsTheRunAndSaysWhatToDo() throws IOException {
    export("v1").publish();
    Files.write(export("v1").folder().resolve("models/baseline.avro"), new byte[10]);

    CommandLine call = export("v2").run();

    assertThat(call.code()).isEqualTo(ExitCode.FAILED);
    assertThat(call.err()).contains("models/baseline.avro of version v1 cannot be read");
  }

  @Test
  void aVersionWithoutReadingsSaysNothingOfModels() throws IOException {
    write(
        List.of(
            "{'type':'consent','patientId':'P7','scope':'training','status':'granted',"
                + "'at':'2026-03-01T00:00:00Z'}"));

    PublishedVersion version = export("v1").publish();

    assertThat(version.present("models/.*")).isEmpty();
    assertThat(version.text("report/index.html")).contains("no readings whose truth is known");
  }

  private Export export(String version) {
    return new Export(events, folder.resolve("out"))
        .with("datasetVersion", version)
        .with("images", "reference")
        .with("topShare", "1");
  }

  /** Returns the numbers of the one model. */
  private static Map<String, Double> watch(PublishedVersion version) {
    Map<String, Double> numbers = new TreeMap<>();
    for (CSVRecord row : version.rows("models/watch.csv")) {
      assertThat(row.get("model")).isEqualTo("cad");
      if (row.get("scope").isEmpty()) {
        numbers.put(row.get("metric"), Double.valueOf(row.get("value")));
      }
    }
    return numbers;
  }

  private String audit() throws IOException {
    try (var files = Files.walk(folder.resolve("out/audit"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }

  private void write(List<String> lines) throws IOException {
    Files.writeString(
        events,
        lines.stream().map(line -> line.replace('\'', '"') + "\n").collect(Collectors.joining()));
  }

  private static String reading(String id, String patient, double confidence, String detections) {
    return ("{'type':'inference','id':'%s','patientId':'%s','task':'lesion_detection',"
            + "'model':{'name':'cad','version':'1'},'at':'2026-03-04T08:00:00Z',"
            + "'imageUri':'%s.png','imageWidth':100,'imageHeight':100,'confidence':%s,"
            + "'detections':[%s]}")
        .formatted(id, patient, id, confidence, detections);
  }

  private static String truth(String inference, String annotations) {
    return ("{'type':'ground_truth','id':'G-%s','inferenceId':'%s','readerId':'R',"
            + "'readAt':'2026-03-05T09:00:00Z','annotations':[%s]}")
        .formatted(inference, inference, annotations);
  }

  private static String box(int x, double score) {
    return "{'category':'lesion','bbox':[%d,10,20,20],'score':%s}".formatted(x, score);
  }

  private static String box(int x) {
    return "{'category':'lesion','bbox':[%d,10,20,20]}".formatted(x);
  }
}
