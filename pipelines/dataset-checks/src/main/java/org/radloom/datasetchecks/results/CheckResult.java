package org.radloom.datasetchecks.results;

import java.util.List;

/**
 * How one check ended. Holds no value of a record: only ids that are pseudonyms, counts and shares.
 *
 * @param name what is expected, in words
 * @param table table or format that was checked
 * @param columns columns that were checked; none for files
 * @param rule name of the rule
 * @param expected the bound
 * @param observed what was found
 * @param severity what a failure means
 * @param reason why it matters
 * @param status how it ended
 * @param failing ids of records that fail, the first {@value #MAX_FAILING} in order
 * @param failingCount how many fail: rows, or places in files
 */
public record CheckResult(
    String name,
    String table,
    List<String> columns,
    String rule,
    String expected,
    String observed,
    Severity severity,
    String reason,
    Status status,
    List<String> failing,
    long failingCount) {

  /** Most ids that a result names. */
  public static final int MAX_FAILING = 20;

  /** A result; ids that are not pseudonyms are left out, whatever a damaged file holds. */
  public CheckResult {
    columns = List.copyOf(columns);
    failing =
        failing.stream().filter(RecordIds::isOne).distinct().sorted().limit(MAX_FAILING).toList();
  }

  /** Returns whether it keeps its version from being published. */
  public boolean blocks() {
    return status == Status.FAIL && severity == Severity.ERROR;
  }
}
