package org.radloom.audit;

/**
 * A point of a trail's chain: the number of the newest event, and its hash. Noted elsewhere, for
 * instance in a manifest, it proves later that the trail still has everything up to it.
 *
 * @param sequence 0 for a trail without events
 * @param hash 64 hex digits; zeros for a trail without events
 */
public record AuditHead(long sequence, String hash) {
  private static final String NO_HASH = "0".repeat(64);

  /** Before the first event. */
  static final AuditHead START = new AuditHead(0, NO_HASH);

  /**
   * Refuses what no trail has.
   *
   * @throws IllegalArgumentException if the sequence is below 0 or the hash is not 64 hex digits
   */
  public AuditHead {
    if (sequence < 0) {
      throw new IllegalArgumentException("sequence must be >= 0, but was: " + sequence);
    }
    if (!hash.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("hash must be 64 lower-case hex digits");
    }
  }
}
