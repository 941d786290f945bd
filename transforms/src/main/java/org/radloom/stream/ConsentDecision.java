package org.radloom.stream;

import org.radloom.records.Standing;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.schemas.Consent;
import org.radloom.schemas.ConsentStatus;

/**
 * What a patient decided about training.
 *
 * @param micros when, microseconds since 1970-01-01T00:00:00Z
 * @param revoked whether consent was withdrawn, else given
 */
public record ConsentDecision(long micros, boolean revoked) {

  /** Returns what the event says, which must be about training. */
  public static ConsentDecision of(Consent consent) {
    return new ConsentDecision(
        Standing.micros(consent.getAt()), consent.getStatus() == ConsentStatus.revoked);
  }

  /** Returns the one of both that is in force: the later, at the same time the revocation. */
  public ConsentDecision or(ConsentDecision other) {
    if (micros != other.micros) {
      return micros > other.micros ? this : other;
    }
    return revoked ? this : other;
  }

  /** Appends the decision, 9 bytes. */
  public void put(RowWriter row) {
    row.putLong(micros).putByte(revoked ? 1 : 0);
  }

  /** Reads what {@link #put} appended. */
  public static ConsentDecision read(RowReader row) {
    return new ConsentDecision(row.readLong(), row.readByte() == 1);
  }
}
