package org.radloom.datasetchecks.files;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.radloom.datasetchecks.results.CheckResult;
import org.radloom.datasetchecks.results.RecordIds;
import org.radloom.datasetchecks.results.Severity;
import org.radloom.datasetchecks.results.Status;

/**
 * What was found in files, by rule. Keeps counts, the first places and some record ids, so a file
 * with a fault in every line takes no more memory than one with a few.
 */
public final class Findings {
  private static final int MAX_PLACES = 3;
  private static final int MAX_PATH = 120;

  private final Map<FileRule, Tally> tallies = new EnumMap<>(FileRule.class);
  private final Set<String> damaged = new HashSet<>();

  /** Notes that a rule was held against a file. */
  void checked(FileRule rule) {
    tally(rule).files++;
  }

  /** Notes a fault that belongs to no record. */
  void problem(FileRule rule, String path, String what) {
    problem(rule, path, what, null);
  }

  /**
   * Notes a fault.
   *
   * @param what where in the file and why, without its content
   * @param recordId of the record at fault, if it is known; what is no pseudonym is dropped
   */
  void problem(FileRule rule, String path, String what, @Nullable String recordId) {
    Tally tally = tally(rule);
    tally.problems++;
    if (tally.places.size() < MAX_PLACES) {
      tally.places.add(printable(path) + ": " + what);
    }
    if (recordId != null
        && RecordIds.isOne(recordId)
        && tally.ids.size() < CheckResult.MAX_FAILING) {
      tally.ids.add(recordId);
    }
    if (rule.breaksFile()) {
      damaged.add(path);
    }
  }

  /** Returns whether a file cannot be read as a table. */
  public boolean isDamaged(String path) {
    return damaged.contains(path);
  }

  /** Returns a result a rule. */
  public List<CheckResult> results() {
    List<CheckResult> results = new ArrayList<>();
    for (FileRule rule : FileRule.values()) {
      Tally tally = tallies.getOrDefault(rule, new Tally());
      results.add(
          new CheckResult(
              rule.title(),
              rule.table(),
              List.of(),
              rule.code(),
              rule.expected(),
              tally.observed(),
              Severity.ERROR,
              rule.reason(),
              tally.status(),
              List.copyOf(tally.ids),
              tally.problems));
    }
    return results;
  }

  private Tally tally(FileRule rule) {
    return tallies.computeIfAbsent(rule, any -> new Tally());
  }

  /** Returns a path that a terminal shows as it is; a file may be named anything. */
  static String printable(String path) {
    String safe = path.replaceAll("[^A-Za-z0-9._/-]", "?");
    return safe.length() <= MAX_PATH ? safe : safe.substring(0, MAX_PATH) + "...";
  }

  private static final class Tally {
    private long files;
    private long problems;
    private final List<String> places = new ArrayList<>();
    private final Set<String> ids = new TreeSet<>();

    Status status() {
      if (problems > 0) {
        return Status.FAIL;
      }
      return files > 0 ? Status.PASS : Status.NOT_APPLICABLE;
    }

    String observed() {
      if (problems == 0) {
        return files == 0
            ? "nothing to check"
            : files == 1 ? "as expected in 1 file" : "as expected in %d files".formatted(files);
      }
      return "%d %s: %s%s"
          .formatted(
              problems,
              problems == 1 ? "fault" : "faults",
              String.join("; ", places),
              problems > places.size() ? "; ..." : "");
    }
  }
}
