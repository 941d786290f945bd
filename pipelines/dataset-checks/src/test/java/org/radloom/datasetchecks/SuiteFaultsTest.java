package org.radloom.datasetchecks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.datasetchecks.deequ.EmbeddedSpark;
import org.radloom.datasetchecks.history.MetricsHistory;
import org.radloom.datasetchecks.results.CheckResult;
import org.radloom.datasetchecks.results.Status;
import org.radloom.datasetchecks.suite.Columns;
import org.radloom.datasetchecks.suite.Expectation;
import org.radloom.datasetchecks.suite.Rule;
import org.radloom.datasetchecks.suite.Suite;
import org.radloom.datasetchecks.suite.SuiteReader;
import org.radloom.datasetchecks.suite.Table;

/**
 * Breaks a version once for each expectation of the suites that Radloom comes with, and looks for
 * that expectation among the failures. Faults share a version, each in a row of its own, since a
 * run of Spark takes a while.
 */
@Tag("slow")
final class SuiteFaultsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> SPLITS = List.of("train", "val", "test");
  private static final String HARD_ID = "e";

  @SuppressWarnings("NullAway.Init")
  @TempDir
  static Path scratch;

  @SuppressWarnings("NullAway.Init")
  private static SparkSession spark;

  @SuppressWarnings("NullAway.Init")
  private static Suite suite;

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path folder;

  @BeforeAll
  static void start() throws Exception {
    spark = EmbeddedSpark.start(scratch);
    suite = new SuiteReader().defaults();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void everyExpectationOfACellFindsTheCellThatIsWrong() throws Exception {
    SmallVersion version = withHardExamples();
    Map<Table, Integer> rows = new EnumMap<>(Table.class);
    List<Expectation> broken = new ArrayList<>();
    for (Expectation expectation : suite.expectations()) {
      String wrong = wrong(expectation.rule());
      if (wrong != null) {
        int patient = rows.merge(expectation.table(), 1, Integer::sum) - 1;
        assertThat(patient).as("a row for each fault").isLessThan(SmallVersion.PATIENTS);
        put(version, expectation.table(), patient, expectation.columns().get(0), wrong);
        broken.add(expectation);
      }
    }

    Map<String, CheckResult> results = check(version, null, MetricsHistory.empty());

    assertThat(broken).hasSizeGreaterThan(60);
    for (Expectation expectation : broken) {
      CheckResult result = result(results, expectation);
      assertThat(result.status())
          .as("%s: %s", expectation.name(), result.observed())
          .isEqualTo(Status.FAIL);
      assertThat(result.failingCount()).as(expectation.name()).isPositive();
    }
  }

  @Test
  void everyExpectationOfWholeTablesFindsTheRowsThatDoNotFit() throws Exception {
    SmallVersion version = withHardExamples();
    // Patient 10 moves, and so many others that the shares are far off.
    StringBuilder splits = new StringBuilder("patient,split\n");
    for (int i = 0; i < SmallVersion.PATIENTS; i++) {
      String split = i % 2 == 0 ? "test" : SmallVersion.split(i);
      splits.append(SmallVersion.patient(i)).append(',').append(split).append('\n');
    }
    splits.append(SmallVersion.patient(11)).append(",train\n");
    version.put("splits.csv", splits.toString(), SmallVersion.PATIENTS + 1);
    // The second of each has the id of the first, so an image and a sample are left alone.
    put(version, Table.TRANSCRIPTIONS, 1, "record_id", SmallVersion.transcription(0));
    put(version, Table.INFERENCES, 1, "record_id", SmallVersion.inference(0));
    put(version, Table.HARD_EXAMPLES, 1, "record_id", hard(SmallVersion.inference(0)));
    // A patient and a cluster in two splits, and a correction that its transcription denies.
    put(version, Table.TRANSCRIPTIONS, 28, "patient", SmallVersion.patient(0));
    put(version, Table.TRANSCRIPTIONS, 3, "near_duplicate_cluster", "f".repeat(32));
    put(version, Table.TRANSCRIPTIONS, 29, "near_duplicate_cluster", "f".repeat(32));
    put(version, Table.TRANSCRIPTIONS, 4, "corrected", "false");
    for (String file : List.of("coco/instances_train.json", "hard_examples/instances_train.json")) {
      version
          .replace(file, "{\"id\":3,\"width\"", "{\"id\":2,\"width\"")
          .replace(file, "{\"id\":5,\"image_id\":5", "{\"id\":4,\"image_id\":5")
          .replace(file, "\"image_id\":7,\"category_id\":1", "\"image_id\":7,\"category_id\":2");
    }
    Path previous = new SmallVersion().write(folder.resolve("before"));

    Map<String, CheckResult> results = check(version, previous, farFromThisVersion());

    for (Expectation expectation : suite.expectations()) {
      if (wrong(expectation.rule()) == null) {
        CheckResult result = result(results, expectation);
        assertThat(result.status())
            .as("%s: %s", expectation.name(), result.observed())
            .isEqualTo(Status.FAIL);
      }
    }
  }

  private static CheckResult result(Map<String, CheckResult> results, Expectation expectation) {
    return Objects.requireNonNull(results.get(expectation.name()), expectation.name());
  }

  /** Returns a cell that the rule turns down; null if the rule is not of cells. */
  private static @Nullable String wrong(Rule rule) {
    if (rule instanceof Rule.Complete) {
      return "";
    } else if (rule instanceof Rule.InSet || rule instanceof Rule.Matches) {
      return "neither one * nor the other";
    } else if (rule instanceof Rule.Length) {
      return "x";
    } else if (rule instanceof Rule.FreeOf) {
      return "Please call 555-234-5678 about this.";
    } else if (rule instanceof Rule.Between between) {
      double value =
          between.min().isPresent()
              ? between.min().getAsDouble() - 1
              : between.max().getAsDouble() + 1;
      return Double.toString(value);
    }
    return null;
  }

  /** Five versions that had a tenth of every number of this one. */
  private static MetricsHistory farFromThisVersion() {
    MetricsHistory history = MetricsHistory.empty();
    for (int i = 0; i < 5; i++) {
      SortedMap<String, Double> metrics = new TreeMap<>();
      for (Expectation expectation : suite.expectations()) {
        if (expectation.rule() instanceof Rule.Anomaly anomaly) {
          String name =
              String.join(
                  ".",
                  java.util.stream.Stream.of(
                          List.of(expectation.table().code()),
                          expectation.columns(),
                          List.of(anomaly.metric().code()))
                      .flatMap(List::stream)
                      .toList());
          metrics.put(name, anomaly.metric() == Rule.Metric.ROWS ? 4.0 : 0.1 + i / 1000.0);
        }
      }
      history = history.with("old" + i, metrics);
    }
    return history;
  }

  /** A version whose hard examples are its inferences once more, under other ids. */
  private static SmallVersion withHardExamples() throws Exception {
    SmallVersion version = new SmallVersion();
    for (String split : SPLITS) {
      long rows = split.equals("train") ? 28 : 6;
      for (String name : List.of("inferences_%s.csv", "instances_%s.json")) {
        String from = (name.endsWith(".csv") ? "csv/" : "coco/") + name.formatted(split);
        String text = new String(version.bytes(from), StandardCharsets.UTF_8);
        for (int i = 0; i < SmallVersion.PATIENTS; i++) {
          text = text.replace(SmallVersion.inference(i), hard(SmallVersion.inference(i)));
        }
        version.put("hard_examples/" + name.formatted(split), text, rows);
      }
    }
    return version;
  }

  private static String hard(String inference) {
    return HARD_ID + inference.substring(1);
  }

  /** Puts a text in a column of the row of a patient. */
  private static void put(
      SmallVersion version, Table table, int patient, String column, String text) throws Exception {
    String split = SmallVersion.split(patient);
    switch (table) {
      case TRANSCRIPTIONS ->
          putCell(
              version,
              "csv/transcriptions_%s.csv".formatted(split),
              SmallVersion.transcription(patient) + ",",
              Columns.TRANSCRIPTION_FILE.indexOf(column),
              text);
      case INFERENCES ->
          putCell(
              version,
              "csv/inferences_%s.csv".formatted(split),
              SmallVersion.inference(patient) + ",",
              Columns.INFERENCE_FILE.indexOf(column),
              text);
      case HARD_EXAMPLES ->
          putCell(
              version,
              "hard_examples/inferences_%s.csv".formatted(split),
              hard(SmallVersion.inference(patient)) + ",",
              Columns.INFERENCE_FILE.indexOf(column),
              text);
      case SPLITS ->
          putCell(
              version,
              "splits.csv",
              SmallVersion.patient(patient) + ",",
              Columns.SPLITS_FILE.indexOf(column),
              text);
      case SAMPLES -> putInSample(version, patient, column, text);
      default -> throw new AssertionError("no fault is known for " + table);
    }
  }

  private static void putCell(
      SmallVersion version, String path, String start, int column, String text) {
    String all = new String(version.bytes(path), StandardCharsets.UTF_8);
    int from = all.indexOf(start);
    String end = path.equals("splits.csv") ? "\n" : "\r\n";
    String line = all.substring(from, all.indexOf(end, from));
    // Commas inside quotes are part of a cell.
    String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
    cells[column] = text.contains(",") ? "\"" + text + "\"" : text;
    version.replace(path, line, String.join(",", cells));
  }

  /** A sample has its text three times, and files whose texts differ are not read. */
  private static void putInSample(SmallVersion version, int patient, String column, String text)
      throws Exception {
    assertThat(column).isEqualTo("transcription");
    String split = SmallVersion.split(patient);
    String id = SmallVersion.transcription(patient);
    for (Map.Entry<String, List<String>> texts :
        Map.of(
                "whisper/%s/metadata.jsonl".formatted(split),
                List.of("transcription", "sentence"),
                "whisper/nemo_%s.jsonl".formatted(split),
                List.of("text"))
            .entrySet()) {
      String path = texts.getKey();
      for (String line : new String(version.bytes(path), StandardCharsets.UTF_8).lines().toList()) {
        if (line.contains(id)) {
          ObjectNode sample = (ObjectNode) JSON.readTree(line);
          texts.getValue().forEach(name -> sample.put(name, text));
          version.replace(path, line, JSON.writeValueAsString(sample));
        }
      }
    }
  }

  private Map<String, CheckResult> check(
      SmallVersion version, @Nullable Path previous, MetricsHistory history) throws Exception {
    Map<String, CheckResult> results = new TreeMap<>();
    new Gate(() -> spark, suite, history)
        .check(version.write(folder.resolve("v")), previous, folder.resolve("scratch"))
        .checks()
        .results()
        .forEach(one -> results.put(one.name(), one));
    return results;
  }
}
