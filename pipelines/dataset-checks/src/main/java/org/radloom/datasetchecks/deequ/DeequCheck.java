package org.radloom.datasetchecks.deequ;

import com.amazon.deequ.checks.Check;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.radloom.datasetchecks.suite.Expectation;

/**
 * An expectation as Deequ checks it.
 *
 * @param expectation what is expected
 * @param data the table it is checked on
 * @param check its constraints
 * @param deciding how many of the constraints, the first, decide; the others only observe
 * @param failing rows at fault, planned only if there are any; null if no row is
 * @param idColumn column of pseudonyms in {@code failing}, or null
 * @param observed says what the metrics mean
 */
record DeequCheck(
    Expectation expectation,
    Dataset<Row> data,
    Check check,
    int deciding,
    @Nullable Supplier<Dataset<Row>> failing,
    @Nullable String idColumn,
    Observation observed) {

  /** Says what was found. */
  interface Observation {
    /**
     * Returns it in words.
     *
     * @param metrics of the constraints, in their order; NaN where there was nothing to measure
     * @param rows of the table
     * @param failures rows at fault
     */
    String text(double[] metrics, long rows, long failures);
  }
}
