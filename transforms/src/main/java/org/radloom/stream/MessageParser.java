package org.radloom.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.radloom.events.AvroEvents;
import org.radloom.events.EventType;
import org.radloom.events.InvalidEventException;
import org.radloom.events.JsonEvents;
import org.radloom.events.RejectReason;
import org.radloom.files.Digests;
import org.radloom.records.EventBytes;
import org.radloom.records.Standing;
import org.radloom.rows.RowWriter;
import org.radloom.schemas.Consent;
import org.radloom.schemas.Correction;
import org.radloom.schemas.GroundTruth;
import org.radloom.schemas.Inference;
import org.radloom.schemas.Transcription;

/**
 * Makes a {@link Message} of what a source delivers: a JSON object, or Avro's single-object
 * encoding of one of the event schemas. Whatever the bytes are, a message comes of them.
 *
 * <p>A message is known by 128 bits: the start of the SHA-256 of its type and its Avro encoding, so
 * that a redelivery is known whichever way it is written; for a reject, of the bytes as they came.
 * Two events that differ in anything have different keys, also if they have one id: which of them
 * counts is decided where all of them are known. Not thread-safe.
 */
public final class MessageParser {
  /** Longest reject that is kept with its bytes. */
  public static final int MAX_KEPT_BYTES = 1 << 20;

  private static final byte REJECT = 0;

  private final JsonEvents json = new JsonEvents();
  private final MessageDigest sha256 = Digests.sha256();
  private final EventBytes events = new EventBytes();
  private final RowWriter encoded = new RowWriter(4096);
  private final RowWriter row = new RowWriter(4096);
  private final int maxBytes;

  /** Makes a parser that rejects longer messages unread. */
  public MessageParser(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Returns the message in {@code length} bytes from {@code offset}.
   *
   * @param arrivedMicros now, microseconds since 1970-01-01T00:00:00Z
   */
  public byte[] parse(byte[] bytes, int offset, int length, long arrivedMicros) {
    try {
      if (length > maxBytes) {
        throw new InvalidEventException(EventType.UNKNOWN, RejectReason.LINE_TOO_LONG, null);
      }
      return event(
          AvroEvents.isSingleObject(bytes, offset, length)
              ? AvroEvents.readSingleObject(bytes, offset, length)
              : json.read(bytes, offset, length));
    } catch (InvalidEventException e) {
      return reject(e, bytes, offset, length, arrivedMicros);
    }
  }

  /** Returns the message that says this event. */
  public byte[] event(SpecificRecord event) {
    encoded.reset();
    EventType type = events.encode(event, encoded);
    sha256.update(type.code().getBytes(StandardCharsets.UTF_8));
    sha256.update(encoded.buffer(), 0, encoded.size());
    return row(
        Standing.micros(timeOf(event)), type, null, null, encoded.buffer(), 0, encoded.size());
  }

  /** Returns the message of bytes that are no usable event. */
  public byte[] reject(
      InvalidEventException why, byte[] bytes, int offset, int length, long arrivedMicros) {
    sha256.update(REJECT);
    sha256.update(bytes, offset, length);
    return reject(why, arrivedMicros, bytes, offset, length > MAX_KEPT_BYTES ? -1 : length);
  }

  /** Returns the message of something unusable that has no bytes of its own: its place names it. */
  public byte[] reject(InvalidEventException why, Place place, long arrivedMicros) {
    encoded.reset();
    // Not its time: a file that is read again must not give another message.
    new Place(place.source(), place.partition(), place.position(), 0).put(encoded);
    sha256.update(REJECT);
    sha256.update(encoded.buffer(), 0, encoded.size());
    return reject(why, arrivedMicros, new byte[0], 0, -1);
  }

  private byte[] reject(
      InvalidEventException why, long micros, byte[] bytes, int offset, int length) {
    return row(micros, why.type(), why.reason(), why.field(), bytes, offset, length);
  }

  private byte[] row(
      long micros,
      EventType type,
      @Nullable RejectReason reason,
      @Nullable String field,
      byte[] bytes,
      int offset,
      int length) {
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    row.reset();
    new Message(
            digest.getLong(), digest.getLong(), micros, type, reason, field, bytes, offset, length)
        .put(row);
    return row.toBytes();
  }

  private static Instant timeOf(SpecificRecord event) {
    if (event instanceof Transcription transcription) {
      return transcription.getRecordedAt();
    } else if (event instanceof Correction correction) {
      return correction.getCorrectedAt();
    } else if (event instanceof Inference inference) {
      return inference.getAt();
    } else if (event instanceof GroundTruth truth) {
      return truth.getReadAt();
    } else if (event instanceof Consent consent) {
      return consent.getAt();
    }
    throw new IllegalArgumentException("no event: " + event.getClass());
  }
}
