package org.radloom.datasetchecks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.radloom.datasetchecks.deequ.DeequRun;
import org.radloom.datasetchecks.files.FileChecks;
import org.radloom.datasetchecks.files.Manifest;
import org.radloom.datasetchecks.history.MetricsHistory;
import org.radloom.datasetchecks.results.CheckResult;
import org.radloom.datasetchecks.results.Checks;
import org.radloom.datasetchecks.suite.Suite;

/** Checks a version: its files one by one, then its tables with Deequ. */
final class Gate {
  private static final String SPLITS = "splits.csv";

  private final Supplier<SparkSession> spark;
  private final Suite suite;
  private final MetricsHistory history;

  /**
   * Makes a gate.
   *
   * @param spark waits for Spark, which may still be starting while files are checked
   */
  Gate(Supplier<SparkSession> spark, Suite suite, MetricsHistory history) {
    this.spark = spark;
    this.suite = suite;
    this.history = history;
  }

  /**
   * What was checked, and of which version.
   *
   * @param checks every result
   * @param version its name; empty if its manifest does not say
   */
  record Verdict(Checks checks, String version) {}

  /**
   * Checks a version.
   *
   * @param version its folder
   * @param previous folder of the version before, or null
   * @param scratch an empty folder
   */
  Verdict check(Path version, @Nullable Path previous, Path scratch)
      throws IOException, CannotRunException {
    requireVersion(version, "DIR");
    Path previousSplits = null;
    if (previous != null) {
      requireVersion(previous, "--previous");
      previousSplits = previous.resolve(SPLITS);
      if (!Files.isRegularFile(previousSplits, LinkOption.NOFOLLOW_LINKS)) {
        throw new CannotRunException("--previous has no " + SPLITS);
      }
    }
    FileChecks files = FileChecks.run(version, scratch.resolve("tables"));
    List<CheckResult> results = new ArrayList<>(files.findings().results());
    DeequRun.Outcome outcome = DeequRun.run(spark.get(), suite, files, history, previousSplits);
    results.addAll(outcome.results());
    Manifest manifest = files.manifest();
    return new Verdict(
        new Checks(suite.name(), suite.sha256(), results, outcome.metrics()),
        manifest == null ? "" : manifest.version());
  }

  static void requireVersion(Path folder, String name) throws CannotRunException {
    if (!Files.isDirectory(folder)) {
      throw new CannotRunException("%s is no folder: %s".formatted(name, folder));
    }
    if (!Files.exists(folder.resolve(Manifest.FILE), LinkOption.NOFOLLOW_LINKS)) {
      throw new CannotRunException(
          "%s is no dataset version, it has no %s: %s".formatted(name, Manifest.FILE, folder));
    }
  }
}
