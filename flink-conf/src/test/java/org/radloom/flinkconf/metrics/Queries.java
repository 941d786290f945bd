package org.radloom.flinkconf.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.radloom.flinkconf.FlinkConfFolder;

/** Every query that the rules and the dashboard make, by where it stands. */
final class Queries {
  static final Path MONITORING = FlinkConfFolder.ROOT.resolve("monitoring");
  static final Path RULES = MONITORING.resolve("alerts.yaml");

  private Queries() {}

  static Map<String, String> all() throws IOException {
    Map<String, String> queries = new LinkedHashMap<>();
    for (JsonNode group : rules().path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        String name = rule.path("record").asText(rule.path("alert").asText());
        queries.put("rule " + name, rule.path("expr").asText());
      }
    }
    JsonNode dashboard = dashboard();
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.put(
            "panel %s %s".formatted(panel.path("title").asText(), target.path("refId").asText()),
            target.path("expr").asText());
      }
    }
    dashboard
        .path("annotations")
        .path("list")
        .forEach(note -> queries.put("annotation", note.path("expr").asText()));
    for (JsonNode variable : dashboard.path("templating").path("list")) {
      if (variable.path("type").asText().equals("query")) {
        queries.put("variable", variable.path("query").path("query").asText());
      }
    }
    return queries;
  }

  /** Returns the names of the series that the rules record. */
  static Set<String> recorded() throws IOException {
    Set<String> names = new TreeSet<>();
    for (JsonNode group : rules().path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        if (rule.has("record")) {
          names.add(rule.path("record").asText());
        }
      }
    }
    return names;
  }

  static JsonNode rules() throws IOException {
    return new YAMLMapper().readTree(RULES.toFile());
  }

  static JsonNode dashboard() throws IOException {
    return new ObjectMapper().readTree(MONITORING.resolve("grafana-dashboard.json").toFile());
  }
}
