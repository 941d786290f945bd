package org.radloom.stream;

import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;

/**
 * Where a message came from, and when.
 *
 * @param source topic, or path of the file
 * @param partition partition of the topic; -1 for a file
 * @param position offset in the partition, or line or record of the file, from 1
 * @param millis the stream's time when it came: that of the event, unless the event is late or its
 *     clock ahead; milliseconds since 1970-01-01T00:00:00Z
 */
public record Place(String source, int partition, long position, long millis) {

  /** Appends the place to a row. */
  public void put(RowWriter row) {
    row.putString(source).putCount(partition + 1).putCount(position).putLong(millis);
  }

  /** Reads what {@link #put} appended. */
  public static Place read(RowReader row) {
    return new Place(row.readString(), row.readInt() - 1, row.readCount(), row.readLong());
  }
}
