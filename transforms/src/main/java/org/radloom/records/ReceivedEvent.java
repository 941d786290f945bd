package org.radloom.records;

import java.util.Arrays;
import java.util.Comparator;

/**
 * An event as it lies in a chunk of bytes, undecoded.
 *
 * @param ref what it is and where it came from
 * @param chunk shared with other events
 * @param offset where in the chunk the Avro encoding starts
 * @param length bytes of the encoding
 */
@SuppressWarnings("ArrayRecordComponent") // A view of the chunk; never compared.
public record ReceivedEvent(EventRef ref, byte[] chunk, int offset, int length) {

  /** Orders by what they say, wherever they came from. */
  static final Comparator<ReceivedEvent> BY_BYTES = ReceivedEvent::compareBytes;

  /** Returns whether both hold the same bytes: one is then a redelivery of the other. */
  boolean sameBytes(ReceivedEvent other) {
    return Arrays.equals(
        chunk, offset, offset + length, other.chunk, other.offset, other.offset + other.length);
  }

  private int compareBytes(ReceivedEvent other) {
    return Arrays.compareUnsigned(
        chunk, offset, offset + length, other.chunk, other.offset, other.offset + other.length);
  }
}
