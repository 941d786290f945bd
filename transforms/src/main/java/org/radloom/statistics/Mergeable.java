package org.radloom.statistics;

import org.radloom.rows.RowWriter;

/**
 * A summary that many workers make of their share and that is then put together. Merging is
 * associative and commutative: the same values give the same bytes, in whatever order and grouping
 * they came.
 *
 * @param <T> the summary itself
 */
public interface Mergeable<T> {

  /** Takes in what another one holds; that one stays as it is. */
  void merge(T other);

  /** Puts it; equal contents put equal bytes. */
  void put(RowWriter row);

  /** Returns what {@link #put} puts. */
  default byte[] toBytes() {
    RowWriter row = new RowWriter(256);
    put(row);
    return row.toBytes();
  }
}
