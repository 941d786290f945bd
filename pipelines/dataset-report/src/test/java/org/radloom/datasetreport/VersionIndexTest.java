package org.radloom.datasetreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VersionIndexTest {
  private Path dataset;

  @BeforeEach
  void useAFolderOfItsOwn(@TempDir Path temporary) {
    dataset = temporary;
  }

  private List<String> rows() throws IOException {
    VersionIndex.write(dataset);
    return Pattern.compile("<tr>(<th scope=\"row\">.*)</tr>")
        .matcher(Files.readString(dataset.resolve(VersionIndex.PAGE)))
        .results()
        .map(row -> row.group(1))
        .toList();
  }

  @Test
  void listsVersionsFromTheLatestBack() throws IOException {
    Path b = SmallVersion.write(dataset, "b", null, 1, 0);
    SmallVersion.write(dataset, "a", "b", 2, 0);
    SmallVersion.write(dataset, "aside", null, 3, 0);
    Files.writeString(dataset.resolve("LATEST"), "a\n");
    VersionReport.write(b, List.of(), null);

    List<String> rows = rows();

    // 288 events and 12 decisions; train has 70 dictations and 42 readings, val and test 15 and 9.
    assertThat(rows.get(0))
        .isEqualTo(
            "<th scope=\"row\">a</th><td>not checked</td><td>latest</td>"
                + "<td class=\"number\">300</td><td class=\"number\">112</td>"
                + "<td class=\"number\">24</td><td class=\"number\">24</td><td>b</td>");
    assertThat(rows.get(1)).contains("<a href=\"./b/report/index.html\">b</a>").contains("older");
    assertThat(rows.get(2)).startsWith("<th scope=\"row\">aside</th>");
    assertThat(rows).hasSize(3);
  }

  @Test
  void saysWhatTheGateSaidAndWhatIsSuperseded() throws IOException {
    Path version = SmallVersion.write(dataset, "v1", null, 1, 0);
    SmallChecks.write(version.resolve("checks.json"));
    Files.writeString(
        version.resolve("superseded.json"), "{\"by\":\"<v2>\",\"reason\":\"consent_revoked\"}");

    assertThat(rows().get(0))
        .contains("<td>failed</td><td>superseded by &lt;v2&gt;: consent revoked</td>");
  }

  @Test
  void passesOverWhatIsNoVersion() throws IOException {
    SmallVersion.write(dataset, ".staging-v9", null, 1, 0);
    Files.createDirectories(dataset.resolve("empty"));
    Files.writeString(
        Files.createDirectories(dataset.resolve("odd")).resolve("manifest.json"), "[");
    Files.move(SmallVersion.write(dataset, "name", null, 1, 0), dataset.resolve("another"));

    assertThat(rows()).isEmpty();
    assertThat(dataset.resolve("index.html")).content().contains("There is no version yet.");
  }

  @Test
  void leadsToNoEncryptedReport() throws IOException {
    Path version = SmallVersion.write(dataset, "v1", null, 1, 0);
    Files.createDirectories(version.resolve("report"));
    Files.write(version.resolve(VersionReport.PAGE), new byte[] {1, 2, 3});
    Files.write(version.resolve("checks.json"), new byte[] {1, 2, 3});

    assertThat(rows().get(0)).startsWith("<th scope=\"row\">v1</th><td>not checked</td>");
  }
}
