package org.radloom.datasetreport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.radloom.split.Split;
import org.radloom.statistics.Calibration;
import org.radloom.statistics.KolmogorovSmirnov;

/** What the report of a version shows, by the names of its template. */
final class ReportPage {
  private static final int HISTOGRAM_BINS = 20;
  private static final int MOST_MODELS_DRAWN = 12;
  private static final int MOST_MODELS_LISTED = 60;
  private static final int MOST_CATEGORIES = 100;
  private static final int MOST_VERSIONS = 24;
  private static final int MOST_FILES = 300;

  private final Map<String, Object> values = new HashMap<>();
  private final Path version;
  private final VersionManifest manifest;

  private ReportPage(Path version, VersionManifest manifest) {
    this.version = version;
    this.manifest = manifest;
  }

  /** A picture and its numbers. */
  record Chart(String heading, String svg, Table numbers) {}

  static ReportPage of(
      Path version,
      VersionManifest manifest,
      List<VersionReport.EarlierVersion> earlier,
      @Nullable CheckResults checks,
      DataCard card)
      throws IOException {
    ReportPage page = new ReportPage(version, manifest);
    TableScan scan = TableScan.of(version, manifest);
    ClassCounts classes = ClassCounts.of(version, manifest);
    page.head(card, checks);
    page.checks(checks);
    page.flow();
    page.rejects();
    page.splits();
    page.scores(scan);
    page.classes(classes);
    page.trends(earlier);
    page.drift(earlier, scan, classes);
    page.calibration(scan);
    page.watch();
    page.suspects();
    page.files();
    return page;
  }

  Map<String, Object> values() {
    return values;
  }

  static String statusInWords(@Nullable CheckResults checks) {
    if (checks == null) {
      return "not checked";
    }
    return checks.passed() ? "passed" : "failed";
  }

  private void head(DataCard card, @Nullable CheckResults checks) {
    values.put("name", card.name());
    values.put("version", card.version());
    values.put("card", card);
    values.put("status", statusInWords(checks));
    values.put("statusStyle", checks == null ? "unknown" : checks.passed() ? "good" : "bad");
  }

  private void checks(@Nullable CheckResults checks) {
    Table table =
        Table.of(
            "Rules, those that failed first",
            "Rule",
            "Result",
            "Where",
            "Expected",
            "Observed",
            "Why",
            "#Failing",
            "Failing records (at most 20)");
    List<CheckResults.Check> sorted =
        checks == null
            ? List.of()
            : checks.checks().stream()
                .sorted(Comparator.comparing(CheckResults.Check::outcome))
                .toList();
    for (CheckResults.Check check : sorted) {
      table.row(
          check.name() + (check.rule().isEmpty() ? "" : ": " + check.rule()),
          check.outcome().words(),
          check.column().isEmpty() ? check.table() : check.table() + ", " + check.column(),
          check.expected(),
          check.observed(),
          check.reason(),
          Words.count(check.failingCount()),
          String.join(" ", check.failing()));
    }
    values.put("checksSentence", checksInWords(checks));
    values.put("checks", tables(table));
  }

  private static String checksInWords(@Nullable CheckResults checks) {
    if (checks == null) {
      return "No checks were run on this version.";
    }
    long warnings = checks.count(CheckResults.Outcome.WARNING);
    return "%s: %s failed, %s, %s passed, %s not applicable."
        .formatted(
            Words.count(checks.checks().size(), "rule"),
            Words.count(checks.count(CheckResults.Outcome.FAILED)),
            Words.count(warnings, "warning"),
            Words.count(checks.count(CheckResults.Outcome.PASSED)),
            Words.count(checks.count(CheckResults.Outcome.NOT_APPLICABLE)));
  }

  private void flow() {
    FateCounts total = manifest.total();
    List<Charts.Part> parts = new ArrayList<>();
    for (Split split : Split.values()) {
      parts.add(
          new Charts.Part(
              "exported to " + split.code(), total.exported(split.code()), split.code()));
    }
    parts.add(new Charts.Part("below the cutoff", total.belowCutoff(), "two"));
    parts.add(new Charts.Part("hard examples", total.hardExamples(), "three"));
    parts.add(new Charts.Part("unmatched", total.unmatched(), "four"));
    parts.add(new Charts.Part("denied by consent", total.denied(), "four"));
    parts.add(new Charts.Part("duplicates", total.duplicates(), "four"));
    parts.add(new Charts.Part("rejected", total.rejectedTotal(), "bad"));
    values.put(
        "flow",
        Charts.flow(
            "What became of the %s events".formatted(Words.count(total.read())),
            "read " + Words.count(total.read()),
            parts));
    String sum =
        "%s = %s exported + %s below the cutoff + %s hard examples + %s unmatched + %s denied + %s duplicates + %s rejected."
            .formatted(
                Words.count(total.toldOf()),
                Words.count(total.exportedTotal()),
                Words.count(total.belowCutoff()),
                Words.count(total.hardExamples()),
                Words.count(total.unmatched()),
                Words.count(total.denied()),
                Words.count(total.duplicates()),
                Words.count(total.rejectedTotal()));
    values.put(
        "flowSentence",
        total.read() == total.toldOf()
            ? "It adds up: " + sum
            : "It does not add up: %s were read, but %s".formatted(Words.count(total.read()), sum));
    Table table =
        Table.of(
            "Events by type and what became of them",
            "Type",
            "#Read",
            "#Rejected",
            "#Duplicates",
            "#Denied",
            "#Unmatched",
            "#Hard examples",
            "#Below the cutoff",
            "#Exported");
    manifest.counts().forEach((type, counts) -> flowRow(table, Words.ofCode(type), counts));
    flowRow(table, "together", total);
    VersionManifest.ConsentCounts consents = manifest.consents();
    Table decisions =
        Table.of(
            "Decisions about consent, which are read beside the events",
            "",
            "#Read",
            "#Rejected",
            "#Duplicates",
            "#In force");
    decisions.row(
        "consents",
        Words.count(consents.read()),
        Words.count(consents.rejected()),
        Words.count(consents.duplicates()),
        Words.count(consents.applied()));
    values.put("flowTables", tables(table, decisions));
  }

  private static void flowRow(Table table, String name, FateCounts counts) {
    table.row(
        name,
        Words.count(counts.read()),
        Words.count(counts.rejectedTotal()),
        Words.count(counts.duplicates()),
        Words.count(counts.denied()),
        Words.count(counts.unmatched()),
        Words.count(counts.hardExamples()),
        Words.count(counts.belowCutoff()),
        Words.count(counts.exportedTotal()));
  }

  private void rejects() throws IOException {
    RejectTally rejects = RejectTally.of(version, manifest);
    List<Table> tables = new ArrayList<>();
    for (String fate : RejectTally.FATES) {
      Table table =
          Table.of(
              "%s: %s".formatted(Words.ofCode(fate), Words.count(rejects.of(fate), "event")),
              "Reason",
              "Means",
              "Type of event",
              "Field at fault",
              "#Events");
      rejects
          .causes()
          .forEach(
              (cause, count) -> {
                if (cause.fate().equals(fate)) {
                  table.row(
                      Words.shown(cause.reason()),
                      Reasons.inWords(cause.reason()),
                      Words.ofCode(cause.type()),
                      cause.field().isEmpty() ? "-" : Words.shown(cause.field()),
                      Words.count(count));
                }
              });
      if (!table.empty()) {
        tables.add(table);
      }
    }
    values.put("rejects", tables);
  }

  private void splits() throws IOException {
    VersionManifest.SplitReport splits = manifest.splits();
    Tally assigned = SplitBands.assigned(version, manifest);
    Table table =
        Table.of(
            "Splits, and the share of groups that is expected of each",
            "Split",
            "#Aim",
            "#Expected",
            "#Patients",
            "#Share of patients",
            "In the band",
            "#Records",
            "#Share of records",
            "#Patients ever assigned");
    for (Split split : Split.values()) {
      VersionManifest.SplitShare share = SplitBands.share(manifest, split);
      SplitBands.Band band = SplitBands.of(splits.mode(), share.target(), splits.groups());
      table.row(
          split.code(),
          Words.percent(share.target()),
          band.inWords(),
          Words.count(share.patients()),
          Words.percent(share.patientShare()),
          band.holds(share.patientShare()) ? "yes" : "no",
          Words.count(share.records()),
          Words.percent(share.recordShare()),
          Words.count(assigned.of(split.code())));
    }
    values.put("splits", tables(table));
    values.put(
        "splitsSentence",
        "%s of patients, by %s. The largest has %s; %s held apart by an earlier version."
            .formatted(
                Words.count(splits.groups(), "group"),
                Words.shown(splits.mode()),
                Words.count(splits.largestGroupPatients(), "patient"),
                Words.count(splits.groupsHeldApart(), "group")));
    List<Charts.Part> parts = new ArrayList<>();
    for (Split split : Split.values()) {
      parts.add(
          new Charts.Part(
              split.code() + ", records",
              SplitBands.share(manifest, split).records(),
              split.code()));
    }
    values.put("splitsChart", Charts.bars("Records by split", parts));
  }

  private void scores(TableScan scan) {
    List<Chart> charts = new ArrayList<>();
    histogram(charts, "Quality score of dictations", scan.quality(), 0, 1);
    histogram(
        charts,
        "Word error rate of corrected dictations, normalised (1 and more at the end)",
        scan.wordErrorRate(),
        0,
        1);
    histogram(charts, "Confidence of dictations", scan.confidence(), 0, 1);
    histogram(charts, "Words of dictations (500 and more at the end)", scan.words(), 0, 500);
    histogram(charts, "Accuracy of exported readings", scan.accuracy(), 0, 1);
    histogram(charts, "Confidence of exported readings", scan.readingConfidence(), 0, 1);
    values.put("scores", charts);
  }

  private static void histogram(
      List<Chart> charts, String name, NumberColumn column, double from, double to) {
    if (column.size() == 0) {
      return;
    }
    long[] counts = column.histogram(from, to, HISTOGRAM_BINS);
    Table table = Table.of(name, "From", "#To", "#Records");
    double step = (to - from) / HISTOGRAM_BINS;
    for (int i = 0; i < HISTOGRAM_BINS; i++) {
      table.row(
          Words.brief(from + i * step), Words.brief(from + (i + 1) * step), Words.count(counts[i]));
    }
    String heading =
        "%s: n %s, mean %s"
            .formatted(name, Words.count(column.size()), Words.decimal(column.mean()));
    charts.add(new Chart(heading, Charts.histogram(heading, counts, from, to), table));
  }

  private void classes(ClassCounts classes) {
    Table table =
        Table.of("Objects of each category", "Category", "#train", "#val", "#test", "#Together");
    List<Charts.Part> parts = new ArrayList<>();
    for (String category : classes.categories().stream().limit(MOST_CATEGORIES).toList()) {
      long together = 0;
      List<String> cells = new ArrayList<>(List.of(Words.shown(category)));
      for (Split split : Split.values()) {
        long count = classes.bySplit(split).of(category);
        together += count;
        cells.add(Words.count(count));
      }
      cells.add(Words.count(together));
      table.row(cells.toArray(String[]::new));
      parts.add(new Charts.Part(Words.shown(category), together, "one"));
    }
    values.put("classes", tables(table));
    values.put(
        "classesChart",
        parts.isEmpty() ? List.of() : List.of(Charts.bars("Objects of each category", parts)));
  }

  private void trends(List<VersionReport.EarlierVersion> earlier) {
    List<VersionManifest> oldestFirst = new ArrayList<>();
    for (VersionReport.EarlierVersion one : earlier) {
      if (oldestFirst.size() < MOST_VERSIONS - 1) {
        oldestFirst.add(0, one.manifest());
      }
    }
    oldestFirst.add(manifest);
    Table table =
        Table.of(
            "Versions, oldest first",
            "Version",
            "#Events read",
            "#Records exported",
            "#Hard examples",
            "#Rejected",
            "#Duplicates",
            "#Denied",
            "#Lowest quality score",
            "#Lowest accuracy");
    List<Long> exported = new ArrayList<>();
    List<Long> rejected = new ArrayList<>();
    for (VersionManifest one : oldestFirst) {
      FateCounts total = one.total();
      exported.add(one.recordsExported());
      rejected.add(total.rejectedTotal());
      table.row(
          Words.shown(one.version()),
          Words.count(one.eventsRead()),
          Words.count(one.recordsExported()),
          Words.count(total.hardExamples()),
          Words.count(total.rejectedTotal()),
          Words.count(total.duplicates()),
          Words.count(total.denied()),
          Words.decimal(one.cutoffs().transcriptionQuality()),
          Words.decimal(one.cutoffs().inferenceAccuracy()));
    }
    values.put("trends", tables(table));
    List<Charts.Line> lines =
        List.of(
            new Charts.Line("records exported", exported, "train"),
            new Charts.Line("events rejected", rejected, "bad"));
    List<String> names = oldestFirst.stream().map(one -> Words.shown(one.version())).toList();
    values.put(
        "trendsChart",
        oldestFirst.size() < 2
            ? List.of()
            : List.of(
                Charts.trend("Records exported and events rejected, by version", names, lines)));
  }

  private void drift(
      List<VersionReport.EarlierVersion> earlier, TableScan scan, ClassCounts classes) {
    Table table =
        Table.of(
            "Measures in both versions",
            "Measure",
            "#n before",
            "#n now",
            "#Mean before",
            "#Mean now",
            "#PSI",
            "By PSI",
            "#KS distance",
            "#KS p");
    String sentence;
    if (earlier.isEmpty()) {
      sentence =
          manifest.previousVersion() == null
              ? "This version goes on from no other."
              : "The version before this one was not at hand.";
    } else {
      VersionReport.EarlierVersion before = earlier.get(0);
      sentence = "Against version %s.".formatted(Words.shown(before.manifest().version()));
      try {
        TableScan scanBefore = TableScan.of(before.folder(), before.manifest());
        ClassCounts classesBefore = ClassCounts.of(before.folder(), before.manifest());
        for (Drift.Row row : Drift.between(scanBefore, classesBefore, scan, classes)) {
          KolmogorovSmirnov test = row.distance();
          table.row(
              row.measure(),
              Words.count(row.before()),
              Words.count(row.now()),
              Words.decimal(row.meanBefore()),
              Words.decimal(row.meanNow()),
              Words.decimal(row.stability()),
              row.verdict(),
              test == null ? "-" : Words.decimal(test.distance()),
              test == null ? "-" : Words.probability(test.pValue()));
        }
      } catch (IOException e) {
        // Encrypted, or damaged: the report of this version does not depend on it.
        sentence =
            "The rows of version %s cannot be read here, so nothing is compared."
                .formatted(Words.shown(before.manifest().version()));
      }
    }
    values.put("driftSentence", sentence);
    values.put("drift", tables(table));
  }

  private void calibration(TableScan scan) {
    List<Map.Entry<ModelKey, Calibration>> models =
        scan.models().entrySet().stream()
            .sorted(
                Comparator.<Map.Entry<ModelKey, Calibration>>comparingLong(
                        model -> -model.getValue().count())
                    .thenComparing(Map.Entry::getKey))
            .toList();
    Table table =
        Table.of(
            "Models, most used first", "Model", "Task", "#n", "#Share right", "#ECE", "#Brier");
    List<Chart> charts = new ArrayList<>();
    for (Map.Entry<ModelKey, Calibration> model : models) {
      ModelKey key = model.getKey();
      Calibration calibration = model.getValue();
      if (table.rows().size() == MOST_MODELS_LISTED) {
        break;
      }
      table.row(
          key.inWords(),
          Words.ofCode(key.task()),
          Words.count(calibration.count()),
          Words.percent(calibration.right() / (double) calibration.count()),
          Words.decimal(calibration.expectedCalibrationError()),
          Words.decimal(calibration.brierScore()));
      if (charts.size() < MOST_MODELS_DRAWN) {
        charts.add(reliability(key, calibration));
      }
    }
    boolean some = models.size() > table.rows().size() || scan.modelsLeftOut();
    values.put("models", tables(table));
    values.put("modelCharts", charts);
    values.put("modelsSentence", some ? List.of("Rarer models are not listed.") : List.of());
    values.put("minAccuracy", Words.brief(manifest.cutoffs().minAccuracy()));
  }

  private static Chart reliability(ModelKey key, Calibration calibration) {
    String heading = key.inWords() + ", " + Words.ofCode(key.task());
    Table bins =
        Table.of(
            heading + ", by confidence", "From", "#To", "#n", "#Mean confidence", "#Share right");
    for (Calibration.Bin bin : calibration.bins()) {
      bins.row(
          Words.brief(bin.from()),
          Words.brief(bin.to()),
          Words.count(bin.count()),
          Words.decimal(bin.meanConfidence()),
          Words.decimal(bin.shareRight()));
    }
    return new Chart(heading, Charts.reliability("Reliability of " + heading, calibration), bins);
  }

  private void watch() throws IOException {
    ModelNumbers numbers = ModelNumbers.of(version, manifest);
    int alerts = numbers.alerts().size();
    String sentence =
        !numbers.judged()
            ? "No thresholds were set for the models."
            : alerts == 0
                ? "Every model keeps the thresholds that were set."
                : "%s: see the first table.".formatted(Words.count(alerts, "alert"));
    values.put(
        "watchSentence",
        numbers.complete()
            ? sentence
            : sentence + " Not all are listed; models/watch.csv has all.");
    values.put("watch", tables(ModelTables.of(numbers)));
  }

  private void suspects() throws IOException {
    LabelSuspects suspects = LabelSuspects.of(version, manifest);
    Table table =
        Table.of(
            "Suspected truths, the most suspect first",
            "Record",
            "Task",
            "Category",
            "Truth says",
            "#Model's probability that it is there",
            "#Threshold reached");
    for (LabelSuspects.Suspect suspect : suspects.first()) {
      table.row(
          suspect.recordId(),
          Words.ofCode(suspect.task()),
          Words.shown(suspect.category()),
          suspect.labelled() ? "there" : "not there",
          Words.decimal(suspect.probability()),
          suspect.labelled()
              ? "not there: " + Words.decimal(suspect.threshold())
              : "there: " + Words.decimal(suspect.threshold()));
    }
    values.put("suspects", tables(table));
    values.put(
        "suspectsSentence",
        "%s suspected among %s."
            .formatted(
                Words.count(suspects.count(), "truth"), Words.count(suspects.images(), "image")));
  }

  private void files() {
    Table table =
        Table.of(
            "Files, with their digests before any encryption",
            "File",
            "#Records",
            "#Size",
            "SHA-256");
    manifest.files().stream()
        .limit(MOST_FILES)
        .forEach(
            file ->
                table.row(
                    Words.shown(file.path()),
                    Words.count(file.records()),
                    Words.bytes(file.bytes()),
                    Words.shown(file.sha256())));
    values.put("files", tables(table));
    values.put(
        "filesSentence",
        manifest.files().size() > MOST_FILES
            ? "The first %s of %s; manifest.json lists all."
                .formatted(Words.count(MOST_FILES), Words.count(manifest.files().size()))
            : "%s.".formatted(Words.count(manifest.files().size(), "file")));
  }

  /** Returns the tables that have rows. */
  private static List<Table> tables(Table... tables) {
    return Arrays.stream(tables).filter(table -> !table.empty()).toList();
  }
}
