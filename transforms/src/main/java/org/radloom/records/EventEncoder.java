package org.radloom.records;

import org.apache.avro.specific.SpecificRecord;
import org.radloom.events.EventType;
import org.radloom.privacy.Pseudonym;
import org.radloom.rows.RowWriter;
import org.radloom.schemas.Consent;
import org.radloom.schemas.Correction;
import org.radloom.schemas.GroundTruth;
import org.radloom.schemas.Inference;
import org.radloom.schemas.Transcription;

/** Turns events into the bytes that travel, and says which record each belongs to. */
public final class EventEncoder {
  private final EventBytes bytes = new EventBytes();
  private final Pseudonymiser pseudonyms;

  /** Makes an encoder. */
  public EventEncoder(Pseudonymiser pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  /** Returns the record that the event belongs to; for a consent, the patient. */
  public Pseudonym home(SpecificRecord event) {
    if (event instanceof Transcription transcription) {
      return pseudonyms.transcription(transcription.getId());
    } else if (event instanceof Correction correction) {
      return pseudonyms.transcription(correction.getTranscriptionId());
    } else if (event instanceof Inference inference) {
      return pseudonyms.inference(inference.getId());
    } else if (event instanceof GroundTruth truth) {
      return pseudonyms.inference(truth.getInferenceId());
    } else if (event instanceof Consent consent) {
      return pseudonyms.patient(consent.getPatientId());
    }
    throw new IllegalArgumentException("no event: " + event.getClass());
  }

  /** Returns what a line that is no usable event is sorted by. */
  public Pseudonym stray(int source, long position) {
    return pseudonyms.stray(source, position);
  }

  /** Appends the event's Avro encoding and returns its type. */
  public EventType encode(SpecificRecord event, RowWriter target) {
    return bytes.encode(event, target);
  }
}
