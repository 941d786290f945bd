package org.radloom.datasetreport;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the gate said of a version: {@code checks.json}.
 *
 * @param status pass or fail
 */
record CheckResults(String status, List<Check> checks) {
  private static final String FORMAT = "radloom-checks/1";
  private static final int MOST_CHECKS = 5_000;
  private static final int MOST_IDS = 20;

  /** Nothing else is shown as an id: a raw number or a text must not slip through as one. */
  private static final Pattern PSEUDONYM = Pattern.compile("[0-9a-f]{32}");

  /**
   * One rule and how it came out.
   *
   * @param failing pseudonyms of records that break it, at most 20
   * @param failingCount how many break it
   */
  record Check(
      String name,
      String table,
      String column,
      String rule,
      String expected,
      String observed,
      String severity,
      String reason,
      String status,
      List<String> failing,
      long failingCount) {
    /** Returns what came of it, worst first. */
    Outcome outcome() {
      if (status.equals("pass")) {
        return Outcome.PASSED;
      } else if (status.equals("fail")) {
        return severity.equals("warning") ? Outcome.WARNING : Outcome.FAILED;
      }
      return Outcome.NOT_APPLICABLE;
    }
  }

  /** What came of a rule, in the order of the page. */
  enum Outcome {
    FAILED("failed"),
    WARNING("warning"),
    PASSED("passed"),
    NOT_APPLICABLE("not applicable");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** Returns how many rules came out so. */
  long count(Outcome outcome) {
    return checks.stream().filter(check -> check.outcome() == outcome).count();
  }

  boolean passed() {
    return status.equals("pass");
  }

  /** Returns the results in the file, or null if there is none. */
  static @Nullable CheckResults readIfThere(@Nullable Path file) throws IOException {
    if (file == null || !Files.isRegularFile(file)) {
      return null;
    }
    JsonNode root = Json.readObject(file);
    if (!root.path("format").asText().equals(FORMAT)) {
      throw new IOException("checks.json must be of format " + FORMAT);
    }
    String status = root.path("status").asText();
    if (!status.equals("pass") && !status.equals("fail")) {
      throw new IOException("status of checks.json must be pass or fail");
    }
    List<Check> checks = new ArrayList<>();
    for (JsonNode check : root.path("checks")) {
      if (checks.size() == MOST_CHECKS) {
        throw new IOException("checks.json must have at most %d checks".formatted(MOST_CHECKS));
      }
      checks.add(check(check));
    }
    return new CheckResults(status, checks);
  }

  private static Check check(JsonNode node) {
    List<String> failing = new ArrayList<>();
    for (JsonNode id : node.path("failing")) {
      if (failing.size() < MOST_IDS && PSEUDONYM.matcher(id.asText()).matches()) {
        failing.add(id.asText());
      }
    }
    return new Check(
        text(node, "name"),
        text(node, "table"),
        text(node, "column"),
        text(node, "rule"),
        text(node, "expected"),
        text(node, "observed"),
        text(node, "severity"),
        text(node, "reason"),
        text(node, "status"),
        failing,
        node.path("failingCount").asLong(failing.size()));
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    if (value.isNull() || value.isMissingNode()) {
      return "";
    }
    return Words.shown(value.isValueNode() ? value.asText() : value.toString());
  }
}
