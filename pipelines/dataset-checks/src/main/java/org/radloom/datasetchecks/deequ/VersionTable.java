package org.radloom.datasetchecks.deequ;

import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A table of a version, if it has it.
 *
 * @param rows the table, or null
 * @param problem the file that keeps it from being read, or null if there is none
 */
record VersionTable(@Nullable Dataset<Row> rows, @Nullable String problem) {
  static VersionTable of(Dataset<Row> rows) {
    return new VersionTable(rows, null);
  }

  /** The version does not have it, and need not. */
  static VersionTable absent() {
    return new VersionTable(null, null);
  }

  /** A file of it failed its own checks. */
  static VersionTable unread(String path) {
    return new VersionTable(null, path);
  }

  VersionTable map(UnaryOperator<Dataset<Row>> change) {
    return rows == null ? this : of(change.apply(rows));
  }
}
