package org.radloom.flinkconf.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.radloom.flinkconf.FlinkConfFolder;

class AlertsTest {

  @Test
  void everyAlertIsExplainedInTheManual() throws Exception {
    String manual =
        Files.readString(FlinkConfFolder.ROOT.resolveSibling("docs").resolve("operations.md"));
    for (String alert : alerts()) {
      assertThat(manual).contains("`" + alert + "`");
    }
  }

  @Test
  void everyAlertSaysWhatHappenedAndWhoShouldLook() throws Exception {
    for (JsonNode group : Queries.rules().path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        if (rule.has("alert")) {
          assertThat(rule.path("annotations").path("summary").asText()).isNotBlank();
          assertThat(rule.path("labels").path("severity").asText()).isIn("page", "ticket");
        }
      }
    }
  }

  @Test
  void everyAlertIsTried() throws Exception {
    String tests =
        Files.readString(FlinkConfFolder.ROOT.resolve("src/test/prometheus/alerts.test.yaml"));
    for (String alert : alerts()) {
      assertThat(tests).containsPattern("alertname: " + alert + "\\b");
    }
  }

  @Test
  void panelsOfTheDashboardHaveTheirOwnNumbersAndSayWhatTheyShow() throws Exception {
    Set<Integer> numbers = new TreeSet<>();
    for (JsonNode panel : Queries.dashboard().path("panels")) {
      assertThat(numbers.add(panel.path("id").asInt())).isTrue();
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.path("description").asText())
            .as(panel.path("title").asText())
            .isNotBlank();
        assertThat(panel.path("targets")).isNotEmpty();
      }
    }
  }

  private static Set<String> alerts() throws Exception {
    Set<String> names = new TreeSet<>();
    for (JsonNode group : Queries.rules().path("groups")) {
      group.path("rules").forEach(rule -> names.add(rule.path("alert").asText()));
    }
    names.remove("");
    return names;
  }
}
