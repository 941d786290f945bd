package org.radloom.events;

import org.apache.avro.SystemLimitException;

/**
 * How long a text or a list Avro believes in before it has read it. Unless told, it makes room for
 * 2 GiB because of one flipped bit. It asks once, when it reads its first text: whoever reads Avro
 * sets them before that.
 */
final class AvroLimits {
  private static final int MAX_TEXT_BYTES = 64 << 20;
  private static final int MAX_ITEMS = 4 << 20;

  private AvroLimits() {}

  /** Sets the limits that the user has not set. */
  static void set() {
    limit(SystemLimitException.MAX_STRING_LENGTH_PROPERTY, MAX_TEXT_BYTES);
    limit(SystemLimitException.MAX_BYTES_LENGTH_PROPERTY, MAX_TEXT_BYTES);
    limit(SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY, MAX_ITEMS);
  }

  private static void limit(String property, int limit) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(limit));
    }
  }
}
