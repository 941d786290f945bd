package org.radloom.stream;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.radloom.events.EventType;
import org.radloom.events.RejectReason;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;

/**
 * What became of one message: an event as Avro, or why it is none. It travels as bytes, which
 * {@link MessageParser} makes; this is the view of them.
 *
 * @param hi first half of the key, see {@link MessageParser}
 * @param lo second half
 * @param micros time of the event, or of arrival for a reject, microseconds since
 *     1970-01-01T00:00:00Z
 * @param type what the message says it is
 * @param reason why it is no usable event; null if it is one
 * @param field the field at fault, if one is
 * @param bytes the array that holds the payload
 * @param offset where in it the payload starts
 * @param length bytes of the payload: the event's Avro encoding; of a reject the message itself, or
 *     -1 if that is not kept
 */
@SuppressWarnings("ArrayRecordComponent") // A view of the row; never compared.
public record Message(
    long hi,
    long lo,
    long micros,
    EventType type,
    @Nullable RejectReason reason,
    @Nullable String field,
    byte[] bytes,
    int offset,
    int length) {

  /** Bytes of a key. */
  public static final int KEY_BYTES = 16;

  private static final EventType[] TYPES = EventType.values();
  private static final RejectReason[] REASONS = RejectReason.values();

  /** Returns whether the message is a usable event. */
  public boolean isEvent() {
    return reason == null;
  }

  /** Returns why the message is none. */
  public RejectReason rejectReason() {
    return Objects.requireNonNull(reason, "an event has no reason");
  }

  /** Appends the message to a row. */
  void put(RowWriter row) {
    row.putLong(hi).putLong(lo).putLong(micros);
    row.putByte(type.ordinal()).putByte(reason == null ? 0 : reason.ordinal() + 1);
    row.putString(field == null ? "" : field);
    row.putCount(length + 1);
    if (length > 0) {
      row.putRaw(bytes, offset, length);
    }
  }

  /** Reads the next message of a row. */
  public static Message read(byte[] bytes, RowReader row) {
    long hi = row.readLong();
    long lo = row.readLong();
    long micros = row.readLong();
    EventType type = TYPES[row.readByte()];
    int reason = row.readByte();
    String field = row.readString();
    int length = row.readInt() - 1;
    int offset = row.position();
    row.skip(Math.max(0, length));
    return new Message(
        hi,
        lo,
        micros,
        type,
        reason == 0 ? null : REASONS[reason - 1],
        field.isEmpty() ? null : field,
        bytes,
        offset,
        length);
  }

  /** Returns the time of the message in {@code row}, without reading the rest. */
  public static long micros(byte[] row) {
    RowReader reader = new RowReader(row);
    reader.skip(KEY_BYTES);
    return reader.readLong();
  }
}
