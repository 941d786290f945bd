package org.radloom.datasetchecks.suite;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables that a version is seen as. All splits of a kind are one table. */
public enum Table {
  /** Rows of {@code csv/transcriptions_*.csv}. */
  TRANSCRIPTIONS("record_id", Columns.TRANSCRIPTION),
  /** Rows of {@code csv/inferences_*.csv}. */
  INFERENCES("record_id", Columns.INFERENCE),
  /** Rows of {@code hard_examples/inferences_*.csv}. */
  HARD_EXAMPLES("record_id", Columns.INFERENCE),
  /** Images of {@code coco/instances_*.json}. */
  IMAGES("record_id", Columns.IMAGE),
  /** Annotations of {@code coco/instances_*.json}. */
  ANNOTATIONS(null, Columns.ANNOTATION),
  /** Categories of {@code coco/instances_*.json}. */
  CATEGORIES(null, Columns.CATEGORY),
  /** Images of {@code hard_examples/instances_*.json}. */
  HARD_IMAGES("record_id", Columns.IMAGE),
  /** Annotations of {@code hard_examples/instances_*.json}. */
  HARD_ANNOTATIONS(null, Columns.ANNOTATION),
  /** Lines of {@code whisper/{train,val,test}/metadata.jsonl}. */
  SAMPLES("record_id", Columns.SAMPLE),
  /** The samples whose text is a correction. */
  CORRECTIONS("record_id", Columns.SAMPLE),
  /** Rows of {@code splits.csv}. */
  SPLITS("patient", List.of("patient", "split")),
  /** Patients of transcriptions, inferences and hard examples, with the splits they are in. */
  PATIENTS("patient", List.of("patient", "split")),
  /** Transcriptions that are near-duplicates of others, templates apart. */
  NEAR_DUPLICATES("record_id", List.of("record_id", "near_duplicate_cluster", "split"));

  private final @Nullable String idColumn;

  // Made by List.of and List.copyOf, so they never change.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> columns;

  Table(@Nullable String idColumn, List<String> columns) {
    this.idColumn = idColumn;
    this.columns = columns;
  }

  /** Returns the name as suites spell it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the column of pseudonyms that failing rows are named by, if there is one. */
  public Optional<String> idColumn() {
    return Optional.ofNullable(idColumn);
  }

  /** Returns the columns that expectations may name. */
  public List<String> columns() {
    return columns;
  }

  /** Returns the table of that name, if there is one. */
  public static Optional<Table> ofCode(String code) {
    for (Table table : values()) {
      if (table.code().equals(code)) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }
}
