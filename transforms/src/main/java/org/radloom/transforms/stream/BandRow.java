package org.radloom.transforms.stream;

import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.split.Split;
import org.radloom.stream.WindowPart;

/**
 * Bands of a text that fall into one shard.
 *
 * @param windowStart start of the window that its record is gathered in, milliseconds
 * @param version the record and its version
 * @param split the split of its patient
 * @param bands hashes that near-duplicates share
 */
@SuppressWarnings("ArrayRecordComponent") // A view of the row; never compared.
record BandRow(long windowStart, WindowPart.Veto version, Split split, long[] bands) {
  private static final Split[] SPLITS = Split.values();

  /** Appends a row of the first {@code size} bands. */
  static void put(
      RowWriter row,
      long windowStart,
      WindowPart.Veto version,
      Split split,
      long[] bands,
      int size) {
    row.putLong(windowStart);
    version.put(row);
    row.putByte(split.ordinal()).putCount(size);
    for (int i = 0; i < size; i++) {
      row.putLong(bands[i]);
    }
  }

  static BandRow read(RowReader row) {
    long windowStart = row.readLong();
    WindowPart.Veto version = WindowPart.Veto.read(row);
    Split split = SPLITS[row.readByte()];
    long[] bands = new long[row.readInt()];
    for (int i = 0; i < bands.length; i++) {
      bands[i] = row.readLong();
    }
    return new BandRow(windowStart, version, split, bands);
  }
}
