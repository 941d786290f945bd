package org.radloom.datasetchecks.deequ;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
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

  /** Adds each column as a number, null where it is none. Spark computes those that are used. */
  private static Dataset<Row> withNumbers(Table table, Dataset<Row> rows) {
    Dataset<Row> more = rows;
    for (String column : table.columns()) {
      more = more.withColumn(NUMBER_PREFIX + column, col(column).cast("double"));
    }
    return more;
  }

  private VersionTable load(Table table) {
    return switch (table) {
      case TRANSCRIPTIONS, INFERENCES, HARD_EXAMPLES, SPLITS ->
          ofFiles(CSV.getOrDefault(table, SAMPLES), this::csv);
      case IMAGES -> ofCoco(COCO, FileChecks.COCO, "images.csv");
      case ANNOTATIONS -> ofCoco(COCO, FileChecks.COCO, "annotations.csv");
      case CATEGORIES -> ofCoco(COCO, FileChecks.COCO, "categories.csv");
      case HARD_IMAGES -> ofCoco(HARD, FileChecks.HARD, "images.csv");
      case HARD_ANNOTATIONS -> ofCoco(HARD, FileChecks.HARD, "annotations.csv");
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

  Dataset<Row> csv(Path file, String split) {
    // Quotes are doubled, not escaped. An empty cell is a missing value, in quotes or not.
    Dataset<Row> rows =
        spark
            .read()
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
    StructType schema = new StructType();
    for (String column : Columns.SAMPLE_TEXTS) {
      schema = schema.add(column, DataTypes.StringType);
    }
    // As texts, which is what the checks of other tables see too.
    for (String column : Columns.SAMPLE_NUMBERS) {
      schema = schema.add(column, DataTypes.StringType);
    }
    for (String column : Columns.SAMPLE_FLAGS) {
      schema = schema.add(column, DataTypes.StringType);
    }
    return spark
        .read()
        .schema(schema)
        .option("mode", "FAILFAST")
        .json(file.toString())
        .withColumn(Columns.FILE_SPLIT, lit(split));
  }

  private VersionTable ofCoco(Pattern pattern, String folder, String name) {
    List<String> paths = files.files().matching(manifest, pattern);
    VersionTable damaged = damaged(paths);
    if (damaged != null || paths.isEmpty()) {
      return damaged != null ? damaged : VersionTable.absent();
    }
    return VersionTable.of(
        spark
            .read()
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
