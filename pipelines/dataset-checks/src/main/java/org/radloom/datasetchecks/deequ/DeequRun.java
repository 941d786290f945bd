package org.radloom.datasetchecks.deequ;

import static org.apache.spark.sql.functions.col;

import com.amazon.deequ.VerificationResult;
import com.amazon.deequ.VerificationSuite;
import com.amazon.deequ.checks.Check;
import com.amazon.deequ.constraints.ConstraintResult;
import com.amazon.deequ.constraints.ConstraintStatus;
import com.amazon.deequ.metrics.DoubleMetric;
import com.amazon.deequ.metrics.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.radloom.datasetchecks.files.FileChecks;
import org.radloom.datasetchecks.files.Manifest;
import org.radloom.datasetchecks.history.MetricsHistory;
import org.radloom.datasetchecks.results.CheckResult;
import org.radloom.datasetchecks.results.Numbers;
import org.radloom.datasetchecks.results.Status;
import org.radloom.datasetchecks.suite.Expectation;
import org.radloom.datasetchecks.suite.Rule;
import org.radloom.datasetchecks.suite.Suite;
import scala.collection.JavaConverters;

/** Runs a suite on a version: one run of Deequ a table, whatever the number of its expectations. */
public final class DeequRun {

  /**
   * What came of it.
   *
   * @param results one an expectation, in their order
   * @param metrics the numbers that anomalies are told by
   */
  public record Outcome(List<CheckResult> results, SortedMap<String, Double> metrics) {}

  private final Map<Expectation, CheckResult> results = new ConcurrentHashMap<>();
  private final SortedMap<String, Double> metrics = new ConcurrentSkipListMap<>();

  private DeequRun() {}

  /**
   * Runs a suite.
   *
   * @param previousSplits {@code splits.csv} of the version before, or null
   */
  public static Outcome run(
      SparkSession spark,
      Suite suite,
      FileChecks files,
      MetricsHistory history,
      @Nullable Path previousSplits) {
    DeequRun run = new DeequRun();
    Manifest manifest = files.manifest();
    if (manifest == null) {
      for (Expectation expectation : suite.expectations()) {
        run.skip(expectation, "not checked: there is no reading the manifest");
      }
    } else {
      VersionTables tables = new VersionTables(spark, files, manifest);
      run.run(
          suite,
          new DeequTranslation(
              tables,
              manifest,
              history,
              previousSplits == null ? null : tables.splits(previousSplits)));
    }
    List<CheckResult> ordered = new ArrayList<>();
    for (Expectation expectation : suite.expectations()) {
      CheckResult result = run.results.get(expectation);
      if (result != null) {
        ordered.add(result);
      }
    }
    return new Outcome(ordered, run.metrics);
  }

  private void run(Suite suite, DeequTranslation translation) {
    IdentityHashMap<Dataset<Row>, List<DeequCheck>> byTable = new IdentityHashMap<>();
    List<Dataset<Row>> order = new ArrayList<>();
    for (Expectation expectation : suite.expectations()) {
      try {
        DeequCheck check = translation.translate(expectation);
        List<DeequCheck> others = byTable.get(check.data());
        if (others == null) {
          others = new ArrayList<>();
          byTable.put(check.data(), others);
          order.add(check.data());
        }
        others.add(check);
      } catch (SkippedException e) {
        skip(expectation, String.valueOf(e.getMessage()));
      }
    }
    List<Runnable> runs = new ArrayList<>();
    for (Dataset<Row> data : order) {
      List<DeequCheck> checks = byTable.getOrDefault(data, List.of());
      runs.add(() -> run(data, checks, translation));
    }
    atOnce(runs);
  }

  /** Runs them side by side: most of a run is planning, which takes one thread. */
  private static void atOnce(List<Runnable> runs) {
    ExecutorService pool = Executors.newFixedThreadPool(EmbeddedSpark.THREADS);
    try {
      CompletableFuture.allOf(
              runs.stream()
                  .map(one -> CompletableFuture.runAsync(one, pool))
                  .toArray(CompletableFuture[]::new))
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    } finally {
      pool.shutdownNow();
    }
  }

  private void run(Dataset<Row> data, List<DeequCheck> checks, DeequTranslation translation) {
    Check size =
        new Check(com.amazon.deequ.checks.CheckLevel.Error(), "rows", Scala.seq(List.of()))
            .hasSize(Scala.assertion(any -> true), Scala.none());
    List<Check> all = new ArrayList<>();
    all.add(size);
    checks.forEach(one -> all.add(one.check()));
    VerificationResult result =
        new VerificationSuite().onData(data).addChecks(Scala.seq(all)).run();
    long rows = (long) metric(constraints(result, size).get(0));
    for (DeequCheck one : checks) {
      results.put(
          one.expectation(), evaluate(one, rows, constraints(result, one.check()), translation));
    }
  }

  private static List<ConstraintResult> constraints(VerificationResult result, Check check) {
    return List.copyOf(
        JavaConverters.seqAsJavaList(result.checkResults().apply(check).constraintResults()));
  }

  private CheckResult evaluate(
      DeequCheck check,
      long rows,
      List<ConstraintResult> constraints,
      DeequTranslation translation) {
    Expectation expectation = check.expectation();
    Rule rule = expectation.rule();
    double[] observed = constraints.stream().mapToDouble(DeequRun::metric).toArray();
    String missing = null;
    if (rule instanceof Rule.Anomaly anomaly) {
      if (!Double.isNaN(observed[0])) {
        metrics.put(
            DeequTranslation.metricName(expectation, anomaly), Numbers.rounded(observed[0]));
      }
      int versions = translation.missingVersions(expectation, anomaly);
      missing =
          versions == 0
              ? null
              : "%s; %d more published %s needed"
                  .formatted(
                      Double.isNaN(observed[0]) ? "no values" : Numbers.text(observed[0]),
                      versions,
                      versions == 1 ? "version" : "versions");
    }
    if (missing == null && rows == 0 && !ofCounts(rule)) {
      missing = "no rows";
    }
    if (missing != null) {
      return result(expectation, missing, Status.NOT_APPLICABLE, List.of(), 0);
    }
    boolean holds =
        constraints.stream()
            .limit(check.deciding())
            .allMatch(one -> one.status().equals(ConstraintStatus.Success()));
    long failures = 0;
    List<String> ids = List.of();
    Supplier<Dataset<Row>> planned = check.failing();
    if (!holds && planned != null) {
      Dataset<Row> failing = planned.get();
      failures = failing.count();
      ids = ids(failing, check.idColumn());
    }
    return result(
        expectation,
        check.observed().text(observed, rows, failures),
        holds ? Status.PASS : Status.FAIL,
        ids,
        holds ? 0 : Math.max(1, failures));
  }

  /** Returns whether the absence of rows says something. */
  private static boolean ofCounts(Rule rule) {
    return rule instanceof Rule.OneSplit
        || rule instanceof Rule.Unmoved
        || (rule instanceof Rule.Anomaly anomaly && anomaly.metric() == Rule.Metric.ROWS);
  }

  private List<String> ids(Dataset<Row> failing, @Nullable String idColumn) {
    if (idColumn == null) {
      return List.of();
    }
    return failing
        .select(col(idColumn).cast("string"))
        .filter(col(idColumn).rlike("^[0-9a-f]{32}$"))
        .distinct()
        .orderBy(col(idColumn))
        .limit(CheckResult.MAX_FAILING)
        .as(org.apache.spark.sql.Encoders.STRING())
        .collectAsList();
  }

  private static double metric(ConstraintResult result) {
    if (result.metric().isDefined()) {
      Metric<?> metric = result.metric().get();
      if (metric instanceof DoubleMetric number && number.value().isSuccess()) {
        return ((Number) number.value().get()).doubleValue();
      }
    }
    return Double.NaN;
  }

  private void skip(Expectation expectation, String why) {
    results.put(expectation, result(expectation, why, Status.NOT_APPLICABLE, List.of(), 0));
  }

  private static CheckResult result(
      Expectation expectation, String observed, Status status, List<String> failing, long count) {
    return new CheckResult(
        expectation.name(),
        expectation.table().code(),
        expectation.columns(),
        expectation.rule().code(),
        expectation.rule().expected(),
        observed,
        expectation.severity(),
        expectation.reason(),
        status,
        failing,
        count);
  }
}
