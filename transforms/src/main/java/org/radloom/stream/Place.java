package org.radloom.stream;

import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;

/**
 * Where a message came from.
 *
 * @param source topic, or path of the file
 * @param partition partition of the topic; -1 for a file
 * @param position offset in the partition, or line or record of the file, from 1
 */
public record Place(String source, int partition, long position) {

  /** Appends the place to a row. */
  public void put(RowWriter row) {
    row.putString(source).putCount(partition + 1).putCount(position);
  }

  /** Reads what {@link #put} appended. */
  public static Place read(RowReader row) {
    return new Place(row.readString(), row.readInt() - 1, row.readCount());
  }
}
