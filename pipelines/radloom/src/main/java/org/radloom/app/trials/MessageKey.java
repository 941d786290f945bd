package org.radloom.app.trials;

import java.nio.ByteBuffer;

/**
 * What a store knows a message by.
 *
 * @param hi first half
 * @param lo second half
 */
record MessageKey(long hi, long lo) {
  /** Returns the key at the buffer's position. */
  static MessageKey of(ByteBuffer bytes) {
    return new MessageKey(
        bytes.getLong(bytes.position()), bytes.getLong(bytes.position() + Long.BYTES));
  }
}
