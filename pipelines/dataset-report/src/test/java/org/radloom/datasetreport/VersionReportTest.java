package org.radloom.datasetreport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VersionReportTest {
  /** What the browser test opens; see the test that holds it to the code. */
  private static final Path SAMPLE = Path.of("src/test/sample");

  private Path dataset;

  @BeforeEach
  void useAFolderOfItsOwn(@TempDir Path temporary) {
    dataset = temporary;
  }

  private String page(Path version) throws IOException {
    return Files.readString(version.resolve(VersionReport.PAGE));
  }

  @Test
  void flowAddsUpToWhatTheManifestSays() throws IOException {
    Path version = SmallVersion.write(dataset, "v1", null, 1, 0);
    VersionReport.write(version, List.of(), null);

    // Read: dictations 100 + 11 + 5 + 2 + 31; corrections 34; readings 60 + 4 + 31 + 6; unknown 4.
    FateCounts total = VersionManifest.read(version).total();
    assertThat(total.read()).isEqualTo(149 + 34 + 101 + 4);
    String page = page(version);
    List<Long> bands =
        Pattern.compile(
                ">(?:exported to [a-z]+|below the cutoff|hard examples|unmatched|denied by consent|duplicates|rejected) ([0-9,]+)</text>")
            .matcher(page)
            .results()
            .map(found -> Long.parseLong(found.group(1).replace(",", "")))
            .toList();
    // train 70 + 24 + 42, val and test 15 + 5 + 9.
    assertThat(bands).containsExactly(136L, 29L, 29L, 62L, 6L, 4L, 2L, 5L, 15L);
    assertThat(bands.stream().mapToLong(Long::longValue).sum()).isEqualTo(total.read());
    assertThat(page)
        .contains("It adds up: 288 &#x3D; 194 exported")
        .contains("<th scope=\"row\">together</th><td class=\"number\">288</td>")
        .contains(">read 288</text>");
  }

  @Test
  void saysWhenCountsDoNotAddUp() throws IOException {
    Path version = SmallVersion.write(dataset, "v1", null, 1, 0);
    Path manifest = version.resolve("manifest.json");
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = (ObjectNode) json.readTree(manifest.toFile());
    ((ObjectNode) root.at("/counts/unknown")).put("read", 5);
    json.writeValue(manifest.toFile(), root);

    VersionReport.write(version, List.of(), null);

    assertThat(page(version)).contains("It does not add up: 289 were read, but 288 &#x3D;");
  }

  @Test
  void countsRejectsByReasonAndField() throws IOException {
    Path version = SmallVersion.write(dataset, "v1", null, 1, 0);
    VersionManifest manifest = VersionManifest.read(version);

    RejectTally rejects = RejectTally.of(version, manifest);

    assertThat(rejects.causes())
        .containsEntry(
            new RejectTally.Cause("rejected", "missing_field", "transcription", "segments[].text"),
            4L);
    assertThat(rejects.of("rejected")).isEqualTo(manifest.total().rejectedTotal());
    assertThat(rejects.of("duplicate")).isEqualTo(manifest.total().duplicates());
    assertThat(rejects.of("below_cutoff")).isEqualTo(manifest.total().belowCutoff());
    VersionReport.write(version, List.of(), null);
    assertThat(page(version))
        .contains("the speech model was not confident enough")
        .contains("a field that must be there is absent or blank");
  }

  @Test
  void escapesWhateverAFileSays() throws IOException {
    Path version = SmallVersion.write(dataset, "v1", null, 1, 0);
    Path checks = SmallChecks.write(dataset.resolve("checks.json"));
    VersionReport.write(version, List.of(), checks);

    String page = page(version);
    assertThat(page)
        .doesNotContain("<script")
        .doesNotContain("<img")
        .doesNotContain("<b>net")
        .contains("&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;")
        .contains("&lt;b&gt;net&lt;/b&gt;");
    assertThat(Files.readString(version.resolve(VersionReport.DATA_CARD)))
        .doesNotContain("<img")
        .contains("&lt;/script&gt;&lt;img src=x");
  }

  @Test
  void showsTwentyPseudonymsOfABrokenRuleAndNothingElse() throws IOException {
    Path version = SmallVersion.write(dataset, "v1", null, 1, 0);
    Path checks = SmallChecks.write(dataset.resolve("checks.json"));
    VersionReport.write(version, List.of(), checks);

    String page = page(version);
    assertThat(page)
        .contains("class=\"status bad\">Checks: failed")
        .contains("2 rules: 1 failed, 0 warnings, 1 passed, 0 not applicable.")
        .contains("every value lies within its range")
        .contains(SmallVersion.id("broken0"))
        .contains(SmallVersion.id("broken19"))
        .doesNotContain(SmallVersion.id("broken20"))
        .doesNotContain(SmallChecks.RAW_ID)
        .doesNotContain("No acute finding");
    assertThat(page.indexOf("no &lt;script&gt;")).isLessThan(page.indexOf("quality in range"));
  }

  @Test
  void saysThatNothingWasChecked() throws IOException {
    Path version = SmallVersion.write(dataset, "v1", null, 1, 0);
    VersionReport.write(version, List.of(), dataset.resolve("absent.json"));

    assertThat(page(version)).contains("Checks: not checked");
    assertThat(Files.readString(version.resolve(VersionReport.DATA_CARD)))
        .contains("| Checks | not checked |")
        .contains("| Licence | not stated |");
  }

  @Test
  void asksNothingOfAnybody() throws IOException {
    Path version = SmallVersion.write(dataset, "v1", null, 1, 0);
    VersionReport.write(version, List.of(), null);

    String page = page(version);
    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
    List<String> addresses =
        Pattern.compile("\\s(?:href|src|srcset|action|data|xlink:href)=\"([^\"]*)\"")
            .matcher(page)
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
    assertThat(page).doesNotContain("url(").doesNotContain("@import");
    assertThat(addresses).isNotEmpty().allMatch(address -> address.startsWith("#"));
    assertThat(page.split("<svg", -1).length).isGreaterThan(8);
    // Every heading of a part has its link, and every table its caption.
    assertThat(count(page, "<table>")).isEqualTo(count(page, "<caption>"));
    assertThat(count(page, "<h1>")).isEqualTo(1);
  }

  @Test
  void writesTheSameBytesWhereverItStands() throws IOException {
    Path here = SmallVersion.write(dataset.resolve("here"), "v1", null, 1, 0);
    Path there = SmallVersion.write(dataset.resolve("a/b/there"), "v1", null, 1, 0);
    VersionReport.write(here, List.of(), null);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      VersionReport.write(there, List.of(), null);
      // A second time, over what is there, and once the manifest lists it.
      list(there, VersionReport.PAGE, VersionReport.CROISSANT, VersionReport.DATA_CARD);
      VersionReport.write(there, List.of(), null);
    } finally {
      Locale.setDefault(before);
    }

    for (String file :
        List.of(VersionReport.PAGE, VersionReport.CROISSANT, VersionReport.DATA_CARD)) {
      assertThat(there.resolve(file)).hasSameBinaryContentAs(here.resolve(file));
      assertThat(there.resolve(file)).content().doesNotContain(dataset.toString());
    }
  }

  @Test
  void comparesWithTheVersionBefore() throws IOException {
    Path first = SmallVersion.write(dataset, "v1", null, 1, 0);
    Path second = SmallVersion.write(dataset, "v2", "v1", 2, 0.2);
    Path other = SmallVersion.write(dataset, "other", null, 3, 0);
    VersionReport.write(second, List.of(other, first), null);

    // Scores of 0.7 to 0.99, then of 0.5 to 0.79: most lie below the first's lowest decile.
    assertThat(page(second))
        .contains("Against version v1.")
        .containsPattern("Quality score of dictations</th>(<td[^>]*>[^<]*</td>){5}<td>large shift")
        .containsPattern("Shares of categories</th>(<td[^>]*>[^<]*</td>){5}<td>alike")
        .contains("aria-label=\"Records exported and events rejected, by version\"")
        .doesNotContain(">other<");
  }

  @Test
  void saysWhyNothingIsCompared() throws IOException {
    Path first = SmallVersion.write(dataset, "v1", null, 1, 0);
    Path second = SmallVersion.write(dataset, "v2", "v1", 2, 0.2);
    VersionReport.write(second, List.of(), null);
    assertThat(page(second)).contains("The version before this one was not at hand.");

    try (Stream<Path> tables = Files.list(first.resolve("csv"))) {
      for (Path table : tables.toList()) {
        Files.write(table, new byte[] {3, 1, 4, '"', 1, 5, '\n', (byte) 200});
      }
    }
    VersionReport.write(second, List.of(first), null);
    assertThat(page(second)).contains("The rows of version v1 cannot be read here");
  }

  @Test
  void suspectsTruthsThatTheModelContradicts() throws IOException {
    Path version = SmallVersion.write(dataset, "v1", null, 1, 0);

    LabelSuspects suspects = LabelSuspects.of(version, VersionManifest.read(version));

    // Six hard examples say "mass" and the model saw none: the probability that there is none is 1,
    // which is the threshold of "not there" for masses: no image without a mass has one found.
    // In three of them it saw something else at 0.99, above the mean score of the others.
    assertThat(suspects.count()).isEqualTo(9);
    assertThat(suspects.first()).hasSize(9);
    assertThat(suspects.first().stream().filter(LabelSuspects.Suspect::labelled))
        .hasSize(6)
        .allMatch(suspect -> suspect.category().equals("mass") && suspect.probability() == 0)
        .allMatch(suspect -> suspect.threshold() == 1);
    assertThat(suspects.first().stream().filter(suspect -> !suspect.labelled()))
        .hasSize(3)
        .allMatch(suspect -> suspect.category().equals(SmallVersion.HOSTILE_CATEGORY))
        .allMatch(suspect -> suspect.probability() == 0.99);
    assertThat(suspects.images()).isEqualTo(66);
  }

  @Test
  void countsClassesAlikeFromCocoAndCsv() throws IOException {
    Path version = SmallVersion.write(dataset, "v1", null, 1, 0);
    VersionManifest manifest = VersionManifest.read(version);
    ClassCounts fromCoco = ClassCounts.of(version, manifest);
    drop(version, "coco/");
    ClassCounts fromCsv = ClassCounts.of(version, VersionManifest.read(version));

    // Every second of 42, 9 and 9 readings, from the first: 21, 5 and 5.
    assertThat(fromCoco.total().of("mass")).isEqualTo(31);
    assertThat(fromCoco.total().of(SmallVersion.HOSTILE_CATEGORY)).isEqualTo(29);
    assertThat(fromCsv.total().largestFirst()).isEqualTo(fromCoco.total().largestFirst());
  }

  @Test
  void reportsAVersionWithoutTables() throws IOException {
    Path version = SmallVersion.write(dataset, "v1", null, 1, 0);
    drop(version, "");

    VersionReport.write(version, List.of(), null);

    assertThat(page(version))
        .contains("The version has no CSV files")
        .contains("The version has no confidences.")
        .contains("0 truths suspected among 0 images.");
  }

  @Test
  void refusesAFileThatIsNotWhatItSays() throws IOException {
    Path version = SmallVersion.write(dataset, "v1", null, 1, 0);
    Files.writeString(version.resolve("csv/inferences_val.csv"), "name,born\r\nJane,1970\r\n");

    assertThatThrownBy(() -> VersionReport.write(version, List.of(), null))
        .isInstanceOf(IOException.class)
        .hasMessage("inferences_val.csv is no CSV file of a version")
        .hasNoCause();
  }

  @Test
  void showsHowModelsDoAndWhatTheyDoNotKeep() throws IOException {
    Path first = SmallVersion.write(dataset, "v1", null, 1, 0);
    Path version = SmallVersion.write(dataset, "v2", "v1", 2, 0);
    VersionReport.write(version, List.of(first), null);

    String page = page(version);
    assertThat(page)
        .contains("2 alerts: see the first table.")
        .contains("Alerts: thresholds that a model does not keep")
        .contains("at least 0.8</td>", "at most 0.05</td>")
        .contains("<td class=\"number\">0.813</td>", "<td class=\"number\">0.742</td>")
        .contains("Sensitivity at false positives per image")
        .contains("<td class=\"number\">0.287</td>", "<td class=\"number\">&lt; 0.001</td>")
        .contains("<td class=\"number\">88.25</td>", "<td class=\"number\">-0.250</td>");
    // Of the scorer only what it has: no table of confidences, inputs or times names it.
    assertThat(count(page, "<th scope=\"row\">scorer 1</th>")).isEqualTo(1);
  }

  @Test
  void saysWhenNobodySetThresholdsAndWhenNobodyWatched() throws IOException {
    Path version = SmallVersion.write(dataset, "v1", null, 1, 0);
    VersionReport.write(version, List.of(), null);
    assertThat(page(version))
        .contains("No thresholds were set for the models.")
        .doesNotContain("Images: have they moved");

    drop(version, "models/");
    VersionReport.write(version, List.of(), null);
    assertThat(page(version)).contains("no readings whose truth is known");
  }

  /** The browser test opens these: run with -Dradloom.writeSample=true to write them anew. */
  @Test
  void sampleOfTheBrowserTestIsWhatTheCodeWrites() throws IOException {
    Path first = SmallVersion.write(dataset, "v1", null, 1, 0);
    Path second = SmallVersion.write(dataset, "v2", "v1", 2, 0.05);
    Path checks = SmallChecks.write(dataset.resolve("checks.json"));
    VersionReport.write(first, List.of(), null);
    VersionReport.write(second, List.of(first), checks);
    Files.writeString(dataset.resolve("LATEST"), "v2\n");
    Files.writeString(
        first.resolve("superseded.json"), "{\"by\":\"v2\",\"reason\":\"consent_revoked\"}");
    VersionIndex.write(dataset);

    for (String file : List.of("index.html", "v1/report/index.html", "v2/report/index.html")) {
      if (Boolean.getBoolean("radloom.writeSample")) {
        Files.createDirectories(SAMPLE.resolve(file).getParent());
        Files.write(SAMPLE.resolve(file), Files.readAllBytes(dataset.resolve(file)));
      }
      assertThat(dataset.resolve(file)).hasSameTextualContentAs(SAMPLE.resolve(file));
      assertThat(dataset.resolve(file)).hasSameBinaryContentAs(SAMPLE.resolve(file));
    }
  }

  private static void list(Path version, String... paths) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Path manifest = version.resolve("manifest.json");
    ObjectNode root = (ObjectNode) json.readTree(manifest.toFile());
    for (String path : paths) {
      root.withArray("files").addObject().put("path", path).put("sha256", "0".repeat(64));
    }
    json.writeValue(manifest.toFile(), root);
  }

  /** Takes the files below a path out of a version. */
  private static void drop(Path version, String start) throws IOException {
    ObjectMapper json = new ObjectMapper();
    Path manifest = version.resolve("manifest.json");
    ObjectNode root = (ObjectNode) json.readTree(manifest.toFile());
    var files = root.withArray("files").elements();
    while (files.hasNext()) {
      if (files.next().path("path").asText().startsWith(start)) {
        files.remove();
      }
    }
    json.writeValue(manifest.toFile(), root);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
