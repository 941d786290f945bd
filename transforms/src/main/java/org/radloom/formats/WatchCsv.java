package org.radloom.formats;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.radloom.schemas.CategoryWatch;
import org.radloom.schemas.LabelWatch;
import org.radloom.schemas.ModelWatch;

/**
 * Watches of models as CSV: one row a number, so that tables of other tasks and of later releases
 * are of the same shape. Numbers that are undefined have no row.
 *
 * <p>Columns: model, version, task, from, to (RFC 3339, empty where all time is one), scope (empty,
 * {@code category} or {@code label}), name (of that category or label), metric, value. Metrics are
 * named as the fields of {@link ModelWatch}, {@link CategoryWatch} and {@link LabelWatch}.
 */
public final class WatchCsv {
  private static final String HEADER = "model,version,task,from,to,scope,name,metric,value\r\n";

  private WatchCsv() {}

  /**
   * Writes a header and the rows of watches, in their order; does not close the stream.
   *
   * @return the number of rows
   */
  public static long write(Iterable<ModelWatch> watches, OutputStream out) throws IOException {
    out.write(HEADER.getBytes(StandardCharsets.UTF_8));
    long rows = 0;
    for (ModelWatch watch : watches) {
      rows += writeFields(watch, "", "", watch.getSchema(), watch::get, out);
      for (int i = 0; i < watch.getFroc().size(); i++) {
        String metric = "froc" + (i + 1);
        writeRow(watch, "", "", metric, watch.getFroc().get(i), out);
        rows++;
      }
      for (CategoryWatch category : watch.getCategories()) {
        String name = category.getCategory();
        rows += writeFields(watch, "category", name, category.getSchema(), category::get, out);
      }
      for (LabelWatch label : watch.getLabels()) {
        rows += writeFields(watch, "label", label.getLabel(), label.getSchema(), label::get, out);
      }
    }
    return rows;
  }

  /** The value of a field by its place. */
  private interface Fields {
    @Nullable Object get(int place);
  }

  private static long writeFields(
      ModelWatch watch, String scope, String name, Schema schema, Fields fields, OutputStream out)
      throws IOException {
    long rows = 0;
    for (Schema.Field field : schema.getFields()) {
      if (fields.get(field.pos()) instanceof Number value) {
        writeRow(watch, scope, name, field.name(), value.doubleValue(), out);
        rows++;
      }
    }
    return rows;
  }

  private static void writeRow(
      ModelWatch watch, String scope, String name, String metric, double value, OutputStream out)
      throws IOException {
    String line =
        new CsvRow()
            .text(watch.getModel())
            .text(watch.getVersion())
            .text(watch.getTask().toString())
            .text(time(watch.getFrom()))
            .text(time(watch.getTo()))
            .text(scope)
            .text(name)
            .text(metric)
            .number(value)
            .line();
    out.write(line.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }
}
