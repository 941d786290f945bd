package org.radloom.datasetchecks.deequ;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import com.amazon.deequ.checks.Check;
import com.amazon.deequ.checks.CheckLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.radloom.datasetchecks.files.Manifest;
import org.radloom.datasetchecks.history.MetricsHistory;
import org.radloom.datasetchecks.results.Numbers;
import org.radloom.datasetchecks.suite.Expectation;
import org.radloom.datasetchecks.suite.Rule;
import org.radloom.datasetchecks.suite.Table;

/** Translates expectations to Deequ's checks: the one place that knows both. */
final class DeequTranslation {

  private final VersionTables tables;
  private final Manifest manifest;
  private final MetricsHistory history;
  private final @Nullable Dataset<Row> previousSplits;

  DeequTranslation(
      VersionTables tables,
      Manifest manifest,
      MetricsHistory history,
      @Nullable Dataset<Row> previousSplits) {
    this.tables = tables;
    this.manifest = manifest;
    this.history = history;
    this.previousSplits = previousSplits;
  }

  /**
   * Returns an expectation as a check.
   *
   * @throws SkippedException if the version has nothing to check
   */
  DeequCheck translate(Expectation expectation) throws SkippedException {
    Dataset<Row> rows = table(expectation.table());
    Rule rule = expectation.rule();
    if (rule instanceof Rule.Complete complete) {
      return complete(expectation, rows, complete);
    } else if (rule instanceof Rule.Unique) {
      return unique(expectation, rows);
    } else if (rule instanceof Rule.Between between) {
      return between(expectation, rows, between);
    } else if (rule instanceof Rule.Length length) {
      return length(expectation, rows, length);
    } else if (rule instanceof Rule.InSet set) {
      return rowByRow(expectation, rows, Sql.inSet(column(expectation), set.values()));
    } else if (rule instanceof Rule.Matches matches) {
      return rowByRow(
          expectation, rows, Sql.matches(column(expectation), matches.pattern().pattern()));
    } else if (rule instanceof Rule.FreeOf free) {
      return rowByRow(expectation, rows, Sql.freeOf(expectation.columns(), free.patterns()));
    } else if (rule instanceof Rule.References references) {
      return references(expectation, rows, references);
    } else if (rule instanceof Rule.SplitShares shares) {
      return splitShares(expectation, rows, shares);
    } else if (rule instanceof Rule.OneSplit) {
      return oneSplit(expectation, rows);
    } else if (rule instanceof Rule.Unmoved) {
      return unmoved(expectation, rows);
    } else {
      return anomaly(expectation, rows, (Rule.Anomaly) rule);
    }
  }

  /** Returns the name that an anomaly's metric has in the history. */
  static String metricName(Expectation expectation, Rule.Anomaly anomaly) {
    List<String> parts = new ArrayList<>();
    parts.add(expectation.table().code());
    parts.addAll(expectation.columns());
    parts.add(anomaly.metric().code());
    return String.join(".", parts);
  }

  /** Returns how many values of the metric are known and still missing; 0 if there are enough. */
  int missingVersions(Expectation expectation, Rule.Anomaly anomaly) {
    return Math.max(0, anomaly.strategy().versions() - before(expectation, anomaly).size());
  }

  private List<Double> before(Expectation expectation, Rule.Anomaly anomaly) {
    return history.before(manifest.version(), metricName(expectation, anomaly));
  }

  private Dataset<Row> table(Table table) throws SkippedException {
    VersionTable one = tables.get(table);
    if (one.problem() != null) {
      throw new SkippedException("not checked: %s failed its own checks".formatted(one.problem()));
    }
    if (one.rows() == null) {
      throw new SkippedException("the version has no " + table.code());
    }
    return one.rows();
  }

  private static String column(Expectation expectation) {
    return expectation.columns().get(0);
  }

  private static Check check(Expectation expectation) {
    return new Check(CheckLevel.Error(), expectation.name(), Scala.seq(List.of()));
  }

  private static Check satisfies(
      Check check, String condition, String name, DoublePredicate holds) {
    return check.satisfies(
        condition, name, Scala.assertion(holds), Scala.none(), Scala.list(List.of()), Scala.none());
  }

  private static boolean isAll(double share) {
    return share == 1;
  }

  private static @Nullable String id(Expectation expectation) {
    return expectation.table().idColumn().orElse(null);
  }

  private static String failures(long failures, long rows) {
    return failures == 0
        ? "all %d rows".formatted(rows)
        : "%d of %d rows fail".formatted(failures, rows);
  }

  private static DeequCheck rowByRow(Expectation expectation, Dataset<Row> rows, String condition) {
    return new DeequCheck(
        expectation,
        rows,
        satisfies(check(expectation), condition, expectation.name(), DeequTranslation::isAll),
        1,
        () -> rows.filter(expr("NOT (" + condition + ")")),
        id(expectation),
        (metrics, all, failing) -> failures(failing, all));
  }

  private static DeequCheck complete(
      Expectation expectation, Dataset<Row> rows, Rule.Complete complete) {
    Check check =
        check(expectation)
            .hasCompleteness(
                column(expectation),
                Scala.assertion(share -> share >= complete.share()),
                Scala.none(),
                Scala.none());
    return new DeequCheck(
        expectation,
        rows,
        check,
        1,
        () -> rows.filter(col(column(expectation)).isNull()),
        id(expectation),
        (metrics, all, failing) ->
            "in %s %% of %d rows".formatted(Numbers.text(100 * metrics[0]), all));
  }

  private static DeequCheck unique(Expectation expectation, Dataset<Row> rows) {
    Column[] columns = columns(expectation.columns());
    Check check =
        check(expectation)
            .hasUniqueness(
                Scala.seq(expectation.columns()),
                Scala.assertion(DeequTranslation::isAll),
                Scala.none(),
                Scala.none());
    String id = id(expectation);
    Column named = id == null ? lit(null).cast("string") : col(id);
    return new DeequCheck(
        expectation,
        rows,
        check,
        1,
        () ->
            rows.groupBy(columns)
                .agg(count(lit(1)).as("times"), min(named).as("named"))
                .filter(col("times").gt(1)),
        id == null ? null : "named",
        (metrics, all, failing) ->
            failing == 0
                ? "all %d rows differ".formatted(all)
                : "%d values more than once in %d rows".formatted(failing, all));
  }

  private static DeequCheck between(
      Expectation expectation, Dataset<Row> rows, Rule.Between between) {
    String column = column(expectation);
    String condition = Sql.between(column, between.min(), between.max());
    String number = VersionTables.NUMBER_PREFIX + column;
    Check check =
        satisfies(check(expectation), condition, expectation.name(), DeequTranslation::isAll)
            .hasMin(number, Scala.assertion(any -> true), Scala.none(), Scala.none())
            .hasMax(number, Scala.assertion(any -> true), Scala.none(), Scala.none());
    return new DeequCheck(
        expectation,
        rows,
        check,
        1,
        () -> rows.filter(expr("NOT (" + condition + ")")),
        id(expectation),
        (metrics, all, failing) ->
            Double.isNaN(metrics[1])
                ? "no values; " + failures(failing, all)
                : "%s to %s; %s"
                    .formatted(
                        Numbers.text(metrics[1]),
                        Numbers.text(metrics[2]),
                        failures(failing, all)));
  }

  private static DeequCheck length(Expectation expectation, Dataset<Row> rows, Rule.Length length) {
    String column = column(expectation);
    String condition = Sql.length(column, length.min(), length.max());
    Check check =
        satisfies(check(expectation), condition, expectation.name(), DeequTranslation::isAll)
            .hasMinLength(column, Scala.assertion(any -> true), Scala.none(), Scala.none())
            .hasMaxLength(column, Scala.assertion(any -> true), Scala.none(), Scala.none());
    return new DeequCheck(
        expectation,
        rows,
        check,
        1,
        () -> rows.filter(expr("NOT (" + condition + ")")),
        id(expectation),
        (metrics, all, failing) ->
            "%s to %s characters; %s"
                .formatted(
                    Numbers.text(metrics[1]), Numbers.text(metrics[2]), failures(failing, all)));
  }

  private DeequCheck references(
      Expectation expectation, Dataset<Row> rows, Rule.References references)
      throws SkippedException {
    Dataset<Row> others =
        table(references.table()).select(columns(references.columns())).distinct();
    List<Column> kept = new ArrayList<>();
    Column same = lit(true);
    Column missing = lit(false);
    for (int i = 0; i < references.columns().size(); i++) {
      String here = expectation.columns().get(i);
      String there = "referred_%d".formatted(i);
      others = others.withColumnRenamed(references.columns().get(i), there);
      kept.add(col(here));
      same = same.and(col(here).cast("string").equalTo(col(there).cast("string")));
      missing = missing.or(col(here).isNull());
    }
    String id = id(expectation);
    if (id != null && !expectation.columns().contains(id)) {
      kept.add(col(id));
    }
    Dataset<Row> joined =
        rows.select(kept.toArray(new Column[0]))
            .join(others.withColumn("referred", lit(true)), same, "left")
            .withColumn("found", col("referred").isNotNull().or(missing));
    return new DeequCheck(
        expectation,
        joined,
        satisfies(check(expectation), "found", expectation.name(), DeequTranslation::isAll),
        1,
        () -> joined.filter(expr("NOT found")),
        id,
        (metrics, all, failing) ->
            failing == 0
                ? "found for all %d rows".formatted(all)
                : "not found for %d of %d rows".formatted(failing, all));
  }

  private DeequCheck splitShares(
      Expectation expectation, Dataset<Row> rows, Rule.SplitShares shares) {
    long patients = rows.count();
    Map<String, SplitBand> bands = new LinkedHashMap<>();
    shares
        .targets()
        .forEach(
            (split, target) ->
                bands.put(
                    split,
                    SplitBand.of(
                        target,
                        shares.deviations(),
                        patients,
                        manifest.ofSplits("groups"),
                        manifest.ofSplits("largestGroupPatients"))));
    Check check = check(expectation);
    for (Map.Entry<String, SplitBand> band : bands.entrySet()) {
      check =
          satisfies(
              check,
              Sql.equal(column(expectation), band.getKey()),
              expectation.name() + " " + band.getKey(),
              band.getValue()::contains);
    }
    List<String> names = List.copyOf(bands.keySet());
    return new DeequCheck(
        expectation,
        rows,
        check,
        bands.size(),
        null,
        null,
        (metrics, all, failing) -> {
          StringBuilder text = new StringBuilder();
          for (int i = 0; i < names.size(); i++) {
            SplitBand band = bands.get(names.get(i));
            text.append(i == 0 ? "" : ", ")
                .append(
                    "%s %s (%s to %s)"
                        .formatted(
                            names.get(i),
                            percent(metrics[i]),
                            percent(band == null ? 0 : band.low()),
                            percent(band == null ? 1 : band.high())));
          }
          return text + " % of " + all;
        });
  }

  private DeequCheck oneSplit(Expectation expectation, Dataset<Row> rows) {
    String column = column(expectation);
    Dataset<Row> torn =
        rows.filter(col(column).isNotNull())
            .select(column, "split")
            .distinct()
            .groupBy(column)
            .agg(count(lit(1)).as("splits"))
            .filter(col("splits").gt(1));
    // Members that an earlier version put apart stay apart; patients are never torn.
    long heldApart = column.equals("patient") ? 0 : manifest.ofSplits("groupsHeldApart");
    Check check =
        check(expectation)
            .hasSize(Scala.assertion(size -> size == 0 || heldApart > 0), Scala.none());
    return new DeequCheck(
        expectation,
        torn,
        check,
        1,
        () -> torn,
        column,
        (metrics, all, failing) ->
            "%s in two splits%s"
                .formatted(
                    Numbers.text(metrics[0]),
                    heldApart == 0 ? "" : "; %d groups held apart".formatted(heldApart)));
  }

  private DeequCheck unmoved(Expectation expectation, Dataset<Row> rows) throws SkippedException {
    if (previousSplits == null) {
      throw new SkippedException("there is no previous version");
    }
    String column = column(expectation);
    Dataset<Row> before =
        previousSplits.select(col("patient").as("before"), col("split").as("split_before"));
    Dataset<Row> moved =
        rows.join(before, col(column).equalTo(col("before")))
            .filter(col("split").notEqual(col("split_before")))
            .select(column);
    return new DeequCheck(
        expectation,
        moved,
        check(expectation).hasSize(Scala.assertion(size -> size == 0), Scala.none()),
        1,
        () -> moved,
        column,
        (metrics, all, failing) -> Numbers.text(metrics[0]) + " moved");
  }

  private DeequCheck anomaly(Expectation expectation, Dataset<Row> rows, Rule.Anomaly anomaly) {
    List<Double> before = before(expectation, anomaly);
    boolean enough = missingVersions(expectation, anomaly) == 0;
    var holds =
        Scala.assertion(
            value ->
                !enough
                    || !Anomalies.standsOut(anomaly.strategy(), before, Numbers.rounded(value)));
    boolean ofRows = anomaly.metric() == Rule.Metric.ROWS;
    Check check =
        ofRows
            ? check(expectation).hasSize(holds, Scala.none())
            : check(expectation)
                .hasMean(VersionTables.NUMBER_PREFIX + column(expectation), holds, Scala.none());
    return new DeequCheck(
        expectation,
        rows,
        check,
        1,
        null,
        null,
        (metrics, all, failing) ->
            before.isEmpty()
                ? Numbers.text(metrics[0])
                : "%s after %s"
                    .formatted(
                        Numbers.text(metrics[0]), Numbers.text(before.get(before.size() - 1))));
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }

  private static String percent(double share) {
    return Numbers.text(Math.round(1e4 * share) / 100.0);
  }
}
