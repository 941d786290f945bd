package org.radloom.datasetchecks.deequ;

/** There is nothing to hold an expectation against. */
final class SkippedException extends Exception {
  private static final long serialVersionUID = 1L;

  SkippedException(String why) {
    super(why, null, false, false);
  }
}
