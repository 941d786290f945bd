package org.radloom.datasetchecks.results;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that was checked of one version. The same version, suite and history give the same bytes: no
 * time, no place.
 *
 * @param suite name of the suite
 * @param suiteSha256 digest of its text, hex
 * @param results every check, in the order of the suite, those of files first
 * @param metrics numbers that the next versions are held against, by name
 */
public record Checks(
    String suite,
    String suiteSha256,
    List<CheckResult> results,
    SortedMap<String, Double> metrics) {

  /** Names this layout. */
  public static final String FORMAT = "radloom-checks/1";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** What was checked. */
  public Checks {
    results = List.copyOf(results);
    metrics = new TreeMap<>(metrics);
  }

  /** Returns whether nothing keeps the version from being published. */
  public boolean passed() {
    return results.stream().noneMatch(CheckResult::blocks);
  }

  /** Returns the file's text. */
  public String toJson() throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("status", passed() ? "pass" : "fail");
    root.putObject("suite").put("name", suite).put("sha256", suiteSha256);
    var checks = root.putArray("checks");
    for (CheckResult result : results) {
      put(checks.addObject(), result);
    }
    ObjectNode numbers = root.putObject("metrics");
    for (Map.Entry<String, Double> metric : metrics.entrySet()) {
      numbers.put(metric.getKey(), metric.getValue());
    }
    return JSON.writeValueAsString(root) + "\n";
  }

  private static void put(ObjectNode node, CheckResult result) {
    node.put("name", result.name());
    if (result.columns().size() == 1) {
      node.put("column", result.columns().get(0));
    } else if (!result.columns().isEmpty()) {
      node.set("columns", JSON.valueToTree(result.columns()));
    }
    node.put("table", result.table());
    node.put("rule", result.rule());
    node.put("expected", result.expected());
    node.put("observed", result.observed());
    node.put("severity", result.severity().code());
    node.put("reason", result.reason());
    node.put("status", result.status().code());
    node.set("failing", JSON.valueToTree(result.failing()));
    node.put("failingCount", result.failingCount());
  }

  /** Writes the file whole or not at all. */
  public void write(Path file) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, toJson(), StandardCharsets.UTF_8);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
