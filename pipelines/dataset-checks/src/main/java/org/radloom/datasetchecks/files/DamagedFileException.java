package org.radloom.datasetchecks.files;

/**
 * A file cannot be read on from some place. The message says where and why, without its content.
 */
final class DamagedFileException extends Exception {
  private static final long serialVersionUID = 1L;
  private final String what;

  DamagedFileException(String message) {
    super(message);
    what = message;
  }

  /** Returns where and why. */
  String what() {
    return what;
  }
}
