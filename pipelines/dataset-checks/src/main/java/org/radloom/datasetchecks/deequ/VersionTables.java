package org.radloom.datasetchecks.deequ;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.radloom.datasetchecks.files.CsvHeader;
import org.radloom.datasetchecks.files.FileChecks;
import org.radloom.datasetchecks.files.Manifest;
import org.radloom.datasetchecks.suite.Columns;
import org.radloom.datasetchecks.suite.Table;

/**
 * The tables of a version, read where its manifest lists them. Files that failed their own checks
 * are not read: what Spark makes of them is not known.
 */
final class VersionTables {
  /** What stands before the name of a column in the name of the same as a number. */
  static final String NUMBER_PREFIX = "number_of_";

  private static final String SPLIT = "(train|val|test)";
  private static final Map<Table, Pattern> CSV =
      Map.of(
          Table.TRANSCRIPTIONS, Pattern.compile("csv/transcriptions_" + SPLIT + "\\.csv"),
          Table.INFERENCES, Pattern.compile("csv/inferences_" + SPLIT + "\\.csv"),
          Table.HARD_EXAMPLES, Pattern.compile("hard_examples/inferences_" + SPLIT + "\\.csv"),
          Table.SPLITS, Pattern.compile("(splits)\\.csv"));
  private static final Pattern COCO = Pattern.compile("coco/instances_" + SPLIT + "\\.json");
  private static final Pattern HARD =
      Pattern.compile("hard_examples/instances_" + SPLIT + "\\.json");
  private static final Pattern SAMPLES = Pattern.compile("whisper/" + SPLIT + "/metadata\\.jsonl");

  private final SparkSession spark;
  private final FileChecks files;
  private final Manifest manifest;
  private final Map<Table, VersionTable> tables = new EnumMap<>(Table.class);

  VersionTables(SparkSession spark, FileChecks files, Manifest manifest) {
    this.spark = spark;
    this.files = files;
    this.manifest = manifest;
  }

  VersionTable get(Table table) {
    VersionTable known = tables.get(table);
    if (known == null) {
      known = load(table).map(rows -> withNumbers(table, rows));
      tables.put(table, known);
    }
    return known;
  }

  /**
   * Returns the columns that expectations may name, whatever others a file has, and each as a
   * number too, null where it is none. Spark computes those that are used.
   */
  private static Dataset<Row> withNumbers(Table table, Dataset<Row> rows) {
    List<Column> all = new ArrayList<>();
    for (String column : table.columns()) {
      all.add(col(column));
      all.add(col(column).cast("double").as(NUMBER_PREFIX + column));
    }
    return rows.select(all.toArray(new Column[0]));
  }

  private VersionTable load(Table table) {
    return switch (table) {
      case TRANSCRIPTIONS, INFERENCES, HARD_EXAMPLES, SPLITS ->
          ofFiles(
              CSV.getOrDefault(table, SAMPLES),
              (file, split) -> csv(file, table != Table.SPLITS, split));
      case IMAGES -> ofCoco(COCO, FileChecks.COCO, "images.csv", Columns.IMAGE);
      case ANNOTATIONS -> ofCoco(COCO, FileChecks.COCO, "annotations.csv", Columns.ANNOTATION);
      case CATEGORIES -> ofCoco(COCO, FileChecks.COCO, "categories.csv", Columns.CATEGORY);
      case HARD_IMAGES -> ofCoco(HARD, FileChecks.HARD, "images.csv", Columns.IMAGE);
      case HARD_ANNOTATIONS -> ofCoco(HARD, FileChecks.HARD, "annotations.csv", Columns.ANNOTATION);
      case SAMPLES -> ofFiles(SAMPLES, this::samples);
      case CORRECTIONS ->
          get(Table.SAMPLES).map(rows -> rows.filter(col("corrected").equalTo("true")));
      case PATIENTS -> patients();
      case NEAR_DUPLICATES ->
          get(Table.TRANSCRIPTIONS)
              .map(
                  rows ->
                      rows.filter(
                              col("near_duplicate_cluster")
                                  .isNotNull()
                                  .and(col("template").equalTo("false")))
                          .select("record_id", "near_duplicate_cluster", "split"));
    };
  }

  private interface Source {
    Dataset<Row> read(Path file, String split);
  }

  private VersionTable ofFiles(Pattern pattern, Source source) {
    List<String> paths = files.files().matching(manifest, pattern);
    VersionTable damaged = damaged(paths);
    if (damaged != null || paths.isEmpty()) {
      return damaged != null ? damaged : VersionTable.absent();
    }
    List<Dataset<Row>> parts = new ArrayList<>();
    for (String path : paths) {
      Matcher matcher = pattern.matcher(path);
      String split = matcher.matches() ? matcher.group(1) : "";
      parts.add(source.read(files.files().resolve(path), split));
    }
    return VersionTable.of(parts.stream().reduce(Dataset::unionByName).orElseThrow());
  }

  private @Nullable VersionTable damaged(List<String> paths) {
    for (String path : paths) {
      if (files.findings().isDamaged(path)) {
        return VersionTable.unread(path);
      }
    }
    return null;
  }

  /** Returns {@code splits.csv} of a version. */
  Dataset<Row> splits(Path file) {
    return csv(file, false, "");
  }

  private Dataset<Row> csv(Path file, boolean crLf, String split) {
    StructType columns;
    try {
      // Spark would take a pass over each file to find them.
      columns = texts(CsvHeader.read(file, crLf));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Quotes are doubled, not escaped. An empty cell is a missing value, in quotes or not.
    Dataset<Row> rows =
        spark
            .read()
            .schema(columns)
            .option("header", "true")
            .option("multiLine", "true")
            .option("quote", "\"")
            .option("escape", "\"")
            .option("nullValue", "")
            .option("emptyValue", "")
            .option("encoding", "UTF-8")
            .option("mode", "FAILFAST")
            .option("maxCharsPerColumn", "-1")
            .csv(file.toString());
    return rows.withColumn(Columns.FILE_SPLIT, lit(split));
  }

  private Dataset<Row> samples(Path file, String split) {
    // Numbers too as texts, which is what the checks of other tables see.
    List<String> columns = new ArrayList<>(Columns.SAMPLE_TEXTS);
    columns.addAll(Columns.SAMPLE_NUMBERS);
    columns.addAll(Columns.SAMPLE_FLAGS);
    return spark
        .read()
        .schema(texts(columns))
        .option("mode", "FAILFAST")
        .json(file.toString())
        .withColumn(Columns.FILE_SPLIT, lit(split));
  }

  private static StructType texts(List<String> columns) {
    StructType schema = new StructType();
    for (String column : columns) {
      schema = schema.add(column, DataTypes.StringType);
    }
    return schema;
  }

  private VersionTable ofCoco(Pattern pattern, String folder, String name, List<String> columns) {
    List<String> paths = files.files().matching(manifest, pattern);
    VersionTable damaged = damaged(paths);
    if (damaged != null || paths.isEmpty()) {
      return damaged != null ? damaged : VersionTable.absent();
    }
    return VersionTable.of(
        spark
            .read()
            .schema(texts(columns))
            .option("header", "true")
            .csv(files.tables().resolve(folder).resolve(name).toString()));
  }

  private VersionTable patients() {
    List<Dataset<Row>> parts = new ArrayList<>();
    for (Table table : List.of(Table.TRANSCRIPTIONS, Table.INFERENCES, Table.HARD_EXAMPLES)) {
      VersionTable one = get(table);
      if (one.rows() != null) {
        parts.add(one.rows().select("patient", "split"));
      } else if (one.problem() != null) {
        return one;
      }
    }
    return parts.stream()
        .reduce(Dataset::unionByName)
        .map(rows -> VersionTable.of(rows.distinct()))
        .orElseGet(VersionTable::absent);
  }
}
