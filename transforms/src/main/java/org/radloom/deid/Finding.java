package org.radloom.deid;

/**
 * An identifier in a text.
 *
 * @param start index of its first character
 * @param end index behind its last character
 * @param kind what it is
 * @param replacement what to write instead
 */
public record Finding(int start, int end, Kind kind, String replacement) {
  int length() {
    return end - start;
  }

  /** Says where and what, not which. */
  @Override
  public String toString() {
    return "%s at %d to %d".formatted(kind, start, end);
  }
}
