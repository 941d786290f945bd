package org.radloom.stream;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radloom.events.EventType;
import org.radloom.records.EventRef;
import org.radloom.records.ReceivedEvent;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;

/**
 * What the stream keeps of one record: its events, whether it still waits for its other half, how
 * often it went out and what it said then. Of each type the first event is kept, and others as long
 * as there are at most {@value #MAX_EVENTS} and they have at most {@value #MAX_BYTES} bytes
 * together. Not thread-safe.
 */
public final class HeldRecord {
  static final int MAX_EVENTS = 32;
  static final int MAX_BYTES = 1 << 20;

  private static final EventType[] TYPES = EventType.values();

  /** What became of an event that came for the record. */
  public enum Added {
    /** It is kept. */
    KEPT,
    /** It says what another says, byte for byte. */
    KNOWN,
    /** There are too many; the nightly export sees it all the same. */
    SURPLUS
  }

  private final List<ReceivedEvent> events = new ArrayList<>();
  private boolean waiting = true;
  private int versions;
  private long said;
  private int bytes;

  private HeldRecord() {}

  /** Returns what {@link #toBytes} gave, or a record of which nothing has come yet. */
  public static HeldRecord of(byte @Nullable [] state) {
    HeldRecord held = new HeldRecord();
    if (state != null) {
      RowReader row = new RowReader(state);
      held.waiting = row.readByte() == 1;
      held.versions = row.readInt();
      held.said = row.readLong();
      while (row.hasMore()) {
        EventType type = TYPES[row.readByte()];
        int length = row.readInt();
        held.append(type, state, row.position(), length);
        row.skip(length);
      }
    }
    return held;
  }

  /** Returns all of it. */
  public byte[] toBytes() {
    RowWriter row = new RowWriter(bytes + 8 * events.size() + 32);
    row.putByte(waiting ? 1 : 0).putCount(versions).putLong(said);
    for (ReceivedEvent event : events) {
      row.putByte(event.ref().type().ordinal());
      row.putBytes(event.chunk(), event.offset(), event.length());
    }
    return row.toBytes();
  }

  /** Takes an event of the record: {@code length} bytes of Avro from {@code offset}. */
  public Added add(EventType type, byte[] source, int offset, int length) {
    boolean first = true;
    for (ReceivedEvent event : events) {
      if (event.ref().type() == type) {
        first = false;
        if (Arrays.equals(
            event.chunk(),
            event.offset(),
            event.offset() + event.length(),
            source,
            offset,
            offset + length)) {
          return Added.KNOWN;
        }
      }
    }
    if (!first && (events.size() >= MAX_EVENTS || bytes + length > MAX_BYTES)) {
      return Added.SURPLUS;
    }
    append(type, source, offset, length);
    return Added.KEPT;
  }

  private void append(EventType type, byte[] source, int offset, int length) {
    EventRef ref = new EventRef(type, 0, events.size() + 1L);
    events.add(new ReceivedEvent(ref, source, offset, length));
    bytes += length;
  }

  /** Returns whether both halves are there: the transcription or inference, and its partner. */
  public boolean isComplete() {
    return events.stream().map(event -> event.ref().type()).distinct().count() > 1;
  }

  /** Returns whether it has not gone out yet and its other half may still come. */
  public boolean isWaiting() {
    return waiting;
  }

  /** Says that it waits no longer. */
  public void stopWaiting() {
    waiting = false;
  }

  List<ReceivedEvent> events() {
    return events;
  }

  /** Returns whether this is something else than it said the last time, and remembers it. */
  boolean saysAnew(long hash) {
    boolean anew = hash != said;
    said = hash;
    return anew;
  }

  /** Returns the number of the version that goes out now, from 0. */
  int nextVersion() {
    return versions++;
  }
}
