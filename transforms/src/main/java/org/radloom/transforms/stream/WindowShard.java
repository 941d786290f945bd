package org.radloom.transforms.stream;

import org.radloom.privacy.Pseudonym;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.stream.EventWindow;

/**
 * Where records are gathered.
 *
 * @param windowStart start of the window, milliseconds
 * @param shard number of the shard
 */
record WindowShard(long windowStart, int shard) {

  static WindowShard of(EventWindow window, Pseudonym id, int shards) {
    return new WindowShard(window.start(), (int) Math.floorMod(id.lo(), (long) shards));
  }

  static WindowShard read(byte[] bytes) {
    RowReader row = new RowReader(bytes);
    return new WindowShard(row.readLong(), row.readInt());
  }

  byte[] toBytes() {
    return new RowWriter(11).putLong(windowStart).putCount(shard).toBytes();
  }
}
