package org.radloom.audit;

/** Text of a file that anybody may have written, made safe for a terminal. */
final class Printable {
  private Printable() {}

  /** Returns the text with a question mark for each character that is not seen. */
  static String of(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .map(
            c ->
                Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE
                    ? '?'
                    : c)
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }
}
