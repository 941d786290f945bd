package org.radloom.datasetchecks.results;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Results as lines for people: rule, expected, observed, pass or FAIL. */
public final class ResultTable {
  private static final int MAX_WIDTH = 60;
  private static final List<String> HEADER = List.of("CHECK", "EXPECTED", "OBSERVED", "STATUS");

  private ResultTable() {}

  /** Prints a line a check, and a sum. */
  public static void print(Checks checks, PrintStream out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    for (CheckResult result : checks.results()) {
      rows.add(
          List.of(
              cut(result.table() + " " + String.join("+", result.columns()) + " " + result.rule()),
              cut(result.expected()),
              cut(result.observed()),
              status(result)));
    }
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
    out.println(sum(checks));
  }

  private static String status(CheckResult result) {
    return switch (result.status()) {
      case PASS -> "pass";
      case FAIL -> result.severity() == Severity.ERROR ? "FAIL" : "warning";
      case NOT_APPLICABLE -> "-";
    };
  }

  private static String sum(Checks checks) {
    long failed = checks.results().stream().filter(CheckResult::blocks).count();
    long failures = checks.results().stream().filter(r -> r.status() == Status.FAIL).count();
    long passed = checks.results().stream().filter(r -> r.status() == Status.PASS).count();
    return "%s: %d passed, %d failed, %d warnings, %d not applicable"
        .formatted(
            checks.passed() ? "pass" : "FAIL",
            passed,
            failed,
            failures - failed,
            checks.results().size() - passed - failures);
  }

  private static String cut(String text) {
    String line = text.strip().replaceAll(" {2,}", " ");
    return line.length() <= MAX_WIDTH ? line : line.substring(0, MAX_WIDTH - 1) + "…";
  }
}
