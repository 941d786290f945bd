package org.radloom.stream;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.radloom.files.Digests;
import org.radloom.privacy.Pseudonym;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;

/**
 * Records that are published together.
 *
 * @param window the window they belong to
 * @param name shard, number in the shard, and the start of a SHA-256 over the records, so that a
 *     name stands for its content
 * @param leftOut records that were left out because a patient of another split has nearly the same
 * @param entries the records in order of their ids, each once
 */
public record WindowPart(EventWindow window, String name, long leftOut, List<Entry> entries) {
  private static final int NAME_HASH_BYTES = 8;

  /**
   * A record.
   *
   * @param record the record
   * @param update whether an earlier part has an earlier version of it
   */
  public record Entry(WindowRecord record, boolean update) {}

  /** A record's version that must not be published. */
  public record Veto(Pseudonym id, int version) {
    /** Appends it to a row. */
    public void put(RowWriter row) {
      row.putLong(id.hi()).putLong(id.lo()).putCount(version);
    }

    /** Reads what {@link #put} appended. */
    public static Veto read(RowReader row) {
      return new Veto(new Pseudonym(row.readLong(), row.readLong()), row.readInt());
    }
  }

  /**
   * Makes parts of records.
   *
   * @param shard number of the shard
   * @param sequence number of the first part in its shard, from 0
   * @param arrived the records, some perhaps in several versions, of which the last counts
   * @param vetoes what is left out
   * @param partBytes a part is full when its records have more
   */
  public static List<WindowPart> cut(
      EventWindow window,
      int shard,
      int sequence,
      List<WindowRecord> arrived,
      Set<Veto> vetoes,
      long partBytes) {
    Map<Pseudonym, WindowRecord> latest = new TreeMap<>();
    Set<Pseudonym> begun = new HashSet<>();
    long leftOut = 0;
    for (WindowRecord record : arrived) {
      if (record.version() == 0) {
        begun.add(record.id());
      }
      if (vetoes.contains(new Veto(record.id(), record.version()))) {
        leftOut++;
      } else {
        latest.merge(record.id(), record, (a, b) -> a.version() > b.version() ? a : b);
      }
    }
    List<WindowPart> parts = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    long bytes = 0;
    for (WindowRecord record : latest.values()) {
      entries.add(new Entry(record, record.version() > 0 && !begun.contains(record.id())));
      bytes += record.avro().length;
      if (bytes > partBytes) {
        parts.add(
            of(window, shard, sequence + parts.size(), parts.isEmpty() ? leftOut : 0, entries));
        entries = new ArrayList<>();
        bytes = 0;
      }
    }
    if (!entries.isEmpty()) {
      parts.add(of(window, shard, sequence + parts.size(), parts.isEmpty() ? leftOut : 0, entries));
    }
    return parts;
  }

  private static WindowPart of(
      EventWindow window, int shard, int sequence, long leftOut, List<Entry> entries) {
    MessageDigest sha256 = Digests.sha256();
    entries.forEach(entry -> sha256.update(entry.record().toBytes()));
    String name =
        String.format(
            Locale.ROOT,
            "part-s%03d-%04d-%s",
            shard,
            sequence,
            HexFormat.of().formatHex(sha256.digest(), 0, NAME_HASH_BYTES));
    return new WindowPart(window, name, leftOut, entries);
  }

  /** Returns the part as it travels. */
  public byte[] toBytes() {
    RowWriter row = new RowWriter(64 << 10);
    row.putLong(window.start()).putLong(window.length()).putString(name).putCount(leftOut);
    for (Entry entry : entries) {
      row.putByte(entry.update() ? 1 : 0);
      entry.record().put(row);
    }
    return row.toBytes();
  }

  /** Reads what {@link #toBytes} returned. */
  public static WindowPart read(byte[] bytes) {
    RowReader row = new RowReader(bytes);
    EventWindow window = new EventWindow(row.readLong(), row.readLong());
    String name = row.readString();
    long leftOut = row.readCount();
    List<Entry> entries = new ArrayList<>();
    while (row.hasMore()) {
      boolean update = row.readByte() == 1;
      entries.add(new Entry(WindowRecord.read(row), update));
    }
    return new WindowPart(window, name, leftOut, entries);
  }
}
