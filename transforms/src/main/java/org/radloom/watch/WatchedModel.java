package org.radloom.watch;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.schemas.InferenceRecord;
import org.radloom.schemas.ModelWatch;
import org.radloom.schemas.Task;

/**
 * What is watched apart: one version of a model at one task.
 *
 * @param name model name
 * @param version model version
 * @param task what it was asked to do
 */
public record WatchedModel(String name, String version, Task task)
    implements Comparable<WatchedModel> {
  private static final Comparator<WatchedModel> ORDER =
      Comparator.comparing(WatchedModel::name)
          .thenComparing(WatchedModel::version)
          .thenComparing(WatchedModel::task);

  /** Returns the one that made a reading. */
  public static WatchedModel of(InferenceRecord reading) {
    return new WatchedModel(
        reading.getModel().getName(), reading.getModel().getVersion(), reading.getTask());
  }

  /** Returns the one that a watch is of. */
  public static WatchedModel of(ModelWatch watch) {
    return new WatchedModel(watch.getModel(), watch.getVersion(), watch.getTask());
  }

  /** Returns it as bytes; equal ones are equal bytes. */
  public byte[] toBytes() {
    RowWriter row = new RowWriter(64);
    return row.putString(name).putString(version).putString(task.name()).toBytes();
  }

  /** Returns the bytes as text, a character each; equal ones have equal keys. */
  public String key() {
    return new String(toBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Returns the one that has a key. */
  static WatchedModel ofKey(String key) {
    return of(key.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns what {@link #toBytes} made bytes of. */
  public static WatchedModel of(byte[] bytes) {
    RowReader row = new RowReader(bytes);
    return new WatchedModel(row.readString(), row.readString(), Task.valueOf(row.readString()));
  }

  @Override
  public int compareTo(WatchedModel other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "model %s, version %s, %s".formatted(name, version, task);
  }
}
