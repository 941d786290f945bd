package org.radloom.datasetchecks.results;

import org.jspecify.annotations.Nullable;

/** The form of a pseudonym: 32 lower-case hex digits. */
public final class RecordIds {
  private static final int LENGTH = 32;

  private RecordIds() {}

  /** Returns whether a text has the form of a pseudonym. */
  public static boolean isOne(@Nullable String text) {
    if (text == null || text.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char digit = text.charAt(i);
      if (!(digit >= '0' && digit <= '9') && !(digit >= 'a' && digit <= 'f')) {
        return false;
      }
    }
    return true;
  }
}
