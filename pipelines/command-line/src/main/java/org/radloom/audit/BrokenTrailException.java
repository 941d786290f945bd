package org.radloom.audit;

/** The first place where a trail does not hold. */
final class BrokenTrailException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Says where and why.
   *
   * @param sequence the first event that cannot be trusted
   */
  BrokenTrailException(long sequence, String reason) {
    super("broken at sequence %d: %s".formatted(sequence, reason));
  }
}
