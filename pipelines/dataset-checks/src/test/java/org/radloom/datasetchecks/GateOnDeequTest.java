package org.radloom.datasetchecks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.datasetchecks.deequ.EmbeddedSpark;
import org.radloom.datasetchecks.history.MetricsHistory;
import org.radloom.datasetchecks.results.CheckResult;
import org.radloom.datasetchecks.results.Checks;
import org.radloom.datasetchecks.results.Status;
import org.radloom.datasetchecks.suite.Suite;
import org.radloom.datasetchecks.suite.SuiteReader;

/** Runs the suite of the module on Deequ, for all tests in one Spark. */
@Tag("slow")
final class GateOnDeequTest {
  private static final String TRAIN = "csv/transcriptions_train.csv";
  private static final String SPLITS = "splits.csv";
  private static final String COCO = "coco/instances_train.json";

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
  void passesAVersionThatIsAsItShouldBe() throws Exception {
    Checks checks = check(new SmallVersion());

    assertThat(checks.passed()).isTrue();
    assertThat(checks.results()).filteredOn(one -> one.status() == Status.FAIL).isEmpty();
    assertThat(checks.metrics())
        .containsEntry("transcriptions.rows", 40.0)
        .containsEntry("inferences.rows", 40.0)
        .containsEntry("splits.rows", 40.0)
        .containsEntry("transcriptions.quality.mean", 0.9)
        .containsEntry("inferences.accuracy.mean", 1.0);
    assertThat(of(checks, "splits have their shares").observed())
        .startsWith("train 70 (")
        .contains("val 15 (")
        .contains("test 15 (")
        .endsWith("of 40");
    assertThat(of(checks, "every transcription has a patient").observed())
        .isEqualTo("in 100 % of 40 rows");
  }

  /**
   * Each fault is in a row of its own, so one run of Spark tells whether each rule finds its own.
   */
  @Test
  void findsEachFaultInTranscriptionsByItsRule() throws Exception {
    SmallVersion version = new SmallVersion();
    row(version, 0, "transcriptions", 9, "");
    row(version, 1, "transcriptions", 0, SmallVersion.transcription(0));
    row(version, 2, "transcriptions", 1, "MRN-0042");
    row(version, 3, "transcriptions", 20, "1.5");
    row(version, 4, "transcriptions", 11, "perhaps");
    row(version, 5, "transcriptions", 9, "Too short");
    row(version, 6, "transcriptions", 10, "\"Call Jane, 555-234-5678, about the heart.\"");
    row(version, 7, "transcriptions", 5, "english (US)");
    row(version, 8, "transcriptions", 28, "holdout");
    row(version, 9, "transcriptions", 12, "-1");

    Checks checks = check(version);

    assertThat(failed(checks))
        .containsEntry("every transcription has a text", List.of(SmallVersion.transcription(0)))
        .containsEntry("a transcription is there once", List.of(SmallVersion.transcription(0)))
        .containsEntry(
            "patients of transcriptions are pseudonyms", List.of(SmallVersion.transcription(2)))
        .containsEntry("quality scores are shares", List.of(SmallVersion.transcription(3)))
        .containsEntry(
            "transcriptions tell whether they were corrected",
            List.of(SmallVersion.transcription(4)))
        .containsEntry(
            "texts of transcriptions have a sane length", List.of(SmallVersion.transcription(5)))
        .containsEntry(
            "no personal numbers or addresses in transcriptions",
            List.of(SmallVersion.transcription(6)))
        .containsEntry("languages are BCP 47 tags", List.of(SmallVersion.transcription(7)))
        .containsEntry("transcriptions name a split", List.of(SmallVersion.transcription(8)))
        .containsEntry("word error rates are not negative", List.of(SmallVersion.transcription(9)))
        // The record whose id was overwritten has a sample, and its correction flag another value.
        .containsEntry(
            "every speech sample belongs to a transcription",
            List.of(SmallVersion.transcription(1)))
        .containsEntry(
            "every correction belongs to a corrected transcription",
            List.of(SmallVersion.transcription(4)));
    assertThat(of(checks, "quality scores are shares").observed())
        .isEqualTo("0.9 to 1.5; 1 of 40 rows fail");
    assertThat(checks.passed()).isFalse();
    assertThat(checks.toJson()).doesNotContain("555-234").doesNotContain("MRN-0042");
  }

  @Test
  void takesColumnsByTheirNamesInWhateverOrderAndPassesOverOthers() throws Exception {
    SmallVersion version = new SmallVersion();
    StringBuilder turned = new StringBuilder();
    String splits = new String(version.bytes(SPLITS), java.nio.charset.StandardCharsets.UTF_8);
    for (String line : splits.strip().split("\n", -1)) {
      String[] cells = line.split(",", -1);
      // The name that the gate gives a column of its own.
      String other = turned.isEmpty() ? "number_of_patient" : "\"a, note\"";
      turned.append("%s,%s,%s\n".formatted(cells[1], other, cells[0]));
    }
    version.put(SPLITS, turned.toString(), 40);

    Checks checks = check(version);

    assertThat(failed(checks)).isEmpty();
    assertThat(of(checks, "splits have their shares").observed()).startsWith("train 70 (");
  }

  @Test
  void holdsTablesMadeOfOthersToTheSuitesOfUsers() throws Exception {
    Path file = folder.resolve("ours.yaml");
    Files.writeString(
        file,
        """
        suite: ours
        expectations:
          - name: corrections are of short recordings
            table: corrections
            column: duration
            rule: between
            bound: { min: 1, max: 9 }
            severity: error
            reason: Ours are.
        """);

    Checks checks =
        new Gate(() -> spark, new SuiteReader().read(file), MetricsHistory.empty())
            .check(new SmallVersion().write(folder.resolve("v")), null, folder.resolve("scratch"))
            .checks();

    // Every other of 40 transcriptions is corrected; all take 9.5 s.
    CheckResult result = of(checks, "corrections are of short recordings");
    assertThat(result.status()).isEqualTo(Status.FAIL);
    assertThat(result.observed()).isEqualTo("9.5 to 9.5; 20 of 20 rows fail");
  }

  @Test
  void findsFaultsInImagesAndSplits() throws Exception {
    SmallVersion version = new SmallVersion();
    row(version, 0, "inferences", 19, "high");
    row(version, 1, "inferences", 5, "guessing");
    version.replace(COCO, "{\"id\":3,\"image_id\":3", "{\"id\":3,\"image_id\":33");
    version.replace(COCO, "{\"id\":5,\"image_id\":5", "{\"id\":4,\"image_id\":5");
    version.replace(COCO, "\"image_id\":7,\"category_id\":1", "\"image_id\":7,\"category_id\":2");
    version.replace(
        SPLITS, SmallVersion.patient(10) + ",train", SmallVersion.patient(10) + ",test");
    version.put(
        SPLITS,
        new String(version.bytes(SPLITS), java.nio.charset.StandardCharsets.UTF_8)
            + SmallVersion.patient(11)
            + ",val\n",
        41);
    Path previous =
        new SmallVersion()
            .replace(
                SPLITS, SmallVersion.patient(12) + ",train", SmallVersion.patient(12) + ",test")
            .write(folder.resolve("before"));

    Checks checks = check(version.write(folder.resolve("v")), previous, MetricsHistory.empty());

    assertThat(failed(checks))
        .containsEntry("accuracy of inferences is a share", List.of(SmallVersion.inference(0)))
        .containsEntry("tasks of inferences are known", List.of(SmallVersion.inference(1)))
        .containsKey("every annotation of images has its image")
        .containsKey("ids of annotations of images are there once")
        .containsKey("every annotation has its category")
        .containsEntry("a patient is in splits.csv once", List.of(SmallVersion.patient(11)))
        .containsEntry(
            "records stand in the split of their patient", List.of(SmallVersion.patient(10)))
        .containsEntry(
            "transcriptions stand in the file of their split",
            List.of(SmallVersion.transcription(10)))
        .containsEntry(
            "nobody has moved since the previous version",
            List.of(SmallVersion.patient(10), SmallVersion.patient(11), SmallVersion.patient(12)));
    assertThat(of(checks, "every annotation of images has its image").failingCount()).isEqualTo(1);
  }

  @Test
  void findsPatientsAndNearDuplicatesInTwoSplits() throws Exception {
    SmallVersion version = new SmallVersion();
    String cluster = SmallVersion.transcription(99);
    // Patient 0 is train; a record of val is given to them.
    row(version, 28, "transcriptions", 1, SmallVersion.patient(0));
    row(version, 1, "transcriptions", 25, cluster);
    row(version, 29, "transcriptions", 25, cluster);

    assertThat(failed(check(version)))
        .containsEntry("records of a patient are in one split", List.of(SmallVersion.patient(0)))
        .containsEntry("near-duplicates are in one split", List.of(cluster));
  }

  @Test
  void splitsThatStrayTooFarFail() throws Exception {
    SmallVersion version = new SmallVersion();
    StringBuilder splits = new StringBuilder("patient,split\n");
    for (int i = 0; i < SmallVersion.PATIENTS; i++) {
      // 4 deviations at 40 patients: 0.15 + 4 * sqrt(0.15 * 0.85 / 40) = 0.376; half is beyond.
      splits.append(SmallVersion.patient(i)).append(i % 2 == 0 ? ",train\n" : ",test\n");
    }
    version.put(SPLITS, splits.toString(), 40);

    CheckResult shares = of(check(version), "splits have their shares");

    assertThat(shares.status()).isEqualTo(Status.FAIL);
    assertThat(shares.observed()).contains("test 50 (0 to 37.58)");
  }

  @Test
  void tellsANumberThatStandsOutFromThoseBefore() throws Exception {
    MetricsHistory history = MetricsHistory.empty();
    for (int i = 0; i < 5; i++) {
      history =
          history.with(
              "old" + i,
              new TreeMap<>(
                  Map.of(
                      "transcriptions.rows", 100.0,
                      "transcriptions.quality.mean", 0.5 + i / 1000.0,
                      "inferences.rows", 41.0)));
    }

    Checks checks = check(new SmallVersion().write(folder.resolve("v")), null, history);

    CheckResult rows = of(checks, "about as many transcriptions as in the last version");
    assertThat(rows.status()).isEqualTo(Status.FAIL);
    assertThat(rows.observed()).isEqualTo("40 after 100");
    assertThat(of(checks, "quality of transcriptions as in the last versions").status())
        .isEqualTo(Status.FAIL);
    assertThat(of(checks, "about as many inferences as in the last version").status())
        .isEqualTo(Status.PASS);
    assertThat(checks.passed()).as("warnings alone do not fail a version").isTrue();
  }

  @Test
  void doesNotReadTablesOfDamagedFilesAndStillEnds() throws Exception {
    SmallVersion version = new SmallVersion();
    version.replace(TRAIN, "whisper", "whi\"sper");
    version.replace(COCO, "[{\"id\"", "[{id");

    Checks checks = check(version);

    assertThat(checks.passed()).isFalse();
    CheckResult skipped = of(checks, "every transcription has a text");
    assertThat(skipped.status()).isEqualTo(Status.NOT_APPLICABLE);
    assertThat(skipped.observed())
        .isEqualTo("not checked: csv/transcriptions_train.csv failed its own checks");
    assertThat(of(checks, "every inference has an accuracy").status()).isEqualTo(Status.PASS);
  }

  @Test
  void aVersionOfImagesAloneHasNothingToSayOfTexts() throws Exception {
    SmallVersion version = new SmallVersion();
    for (String split : List.of("train", "val", "test")) {
      version.remove("csv/transcriptions_" + split + ".csv");
      version.remove("whisper/" + split + "/metadata.jsonl");
      version.remove("whisper/nemo_" + split + ".jsonl");
    }

    Checks checks = check(version);

    assertThat(checks.passed()).isTrue();
    assertThat(of(checks, "every transcription has a text").observed())
        .isEqualTo("the version has no transcriptions");
  }

  @Test
  void anUnreadableManifestIsAFailure() throws Exception {
    Path version = new SmallVersion().write(folder.resolve("v"));
    Files.writeString(version.resolve("manifest.json"), "{");

    Checks checks = check(version, null, MetricsHistory.empty());

    assertThat(checks.passed()).isFalse();
    assertThat(checks.results())
        .filteredOn(one -> one.status() == Status.FAIL)
        .extracting(CheckResult::rule)
        .containsExactly("manifest");
  }

  private Checks check(SmallVersion version) throws Exception {
    return check(version.write(folder.resolve("v")), null, MetricsHistory.empty());
  }

  private Checks check(
      Path version, @org.jspecify.annotations.Nullable Path previous, MetricsHistory history)
      throws Exception {
    return new Gate(() -> spark, suite, history)
        .check(version, previous, folder.resolve("scratch"))
        .checks();
  }

  private static CheckResult of(Checks checks, String name) {
    return checks.results().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Returns the ids that each failed check names. */
  private static Map<String, List<String>> failed(Checks checks) {
    Map<String, List<String>> failed = new TreeMap<>();
    for (CheckResult one : checks.results()) {
      if (one.status() == Status.FAIL) {
        failed.put(one.name(), one.failing());
      }
    }
    return failed;
  }

  /** Puts a text in the cell of a column, from 0, in the row of a patient. */
  private static void row(SmallVersion version, int patient, String kind, int column, String text) {
    String path = "csv/%s_%s.csv".formatted(kind, SmallVersion.split(patient));
    String id =
        kind.equals("inferences")
            ? SmallVersion.inference(patient)
            : SmallVersion.transcription(patient);
    String all = new String(version.bytes(path), java.nio.charset.StandardCharsets.UTF_8);
    int start = all.indexOf(id + ",");
    String line = all.substring(start, all.indexOf("\r\n", start));
    // Commas inside quotes are part of a cell.
    String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
    cells[column] = text;
    version.replace(path, line, String.join(",", cells));
  }
}
