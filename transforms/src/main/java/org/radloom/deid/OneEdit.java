package org.radloom.deid;

/** Whether two words are the same but for one letter more, less or other, or two swapped. */
final class OneEdit {
  private OneEdit() {}

  static boolean apart(String a, String b) {
    int difference = a.length() - b.length();
    if (difference < -1 || difference > 1) {
      return false;
    }
    int at = 0;
    int shorter = Math.min(a.length(), b.length());
    while (at < shorter && a.charAt(at) == b.charAt(at)) {
      at++;
    }
    if (difference == 0) {
      boolean swapped =
          at + 1 < shorter
              && a.charAt(at) == b.charAt(at + 1)
              && a.charAt(at + 1) == b.charAt(at)
              && a.regionMatches(at + 2, b, at + 2, shorter - at - 2);
      return at == shorter || swapped || a.regionMatches(at + 1, b, at + 1, shorter - at - 1);
    }
    return difference > 0
        ? a.regionMatches(at + 1, b, at, shorter - at)
        : b.regionMatches(at + 1, a, at, shorter - at);
  }
}
