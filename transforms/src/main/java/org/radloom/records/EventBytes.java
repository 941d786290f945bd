package org.radloom.records;

import org.apache.avro.specific.SpecificRecord;
import org.radloom.events.AvroBytes;
import org.radloom.events.EventType;
import org.radloom.rows.RowWriter;
import org.radloom.schemas.Consent;
import org.radloom.schemas.Correction;
import org.radloom.schemas.GroundTruth;
import org.radloom.schemas.Inference;
import org.radloom.schemas.Transcription;

/** Events to and from Avro's binary encoding, whatever their type. Not thread-safe. */
public final class EventBytes {
  private final AvroBytes<Transcription> transcriptions =
      new AvroBytes<>(Transcription.getClassSchema());
  private final AvroBytes<Correction> corrections = new AvroBytes<>(Correction.getClassSchema());
  private final AvroBytes<Inference> inferences = new AvroBytes<>(Inference.getClassSchema());
  private final AvroBytes<GroundTruth> truths = new AvroBytes<>(GroundTruth.getClassSchema());
  private final AvroBytes<Consent> consents = new AvroBytes<>(Consent.getClassSchema());

  /** Appends the event's Avro encoding and returns its type. */
  public EventType encode(SpecificRecord event, RowWriter target) {
    if (event instanceof Transcription transcription) {
      transcriptions.encode(transcription, target);
      return EventType.TRANSCRIPTION;
    } else if (event instanceof Correction correction) {
      corrections.encode(correction, target);
      return EventType.CORRECTION;
    } else if (event instanceof Inference inference) {
      inferences.encode(inference, target);
      return EventType.INFERENCE;
    } else if (event instanceof GroundTruth truth) {
      truths.encode(truth, target);
      return EventType.GROUND_TRUTH;
    } else if (event instanceof Consent consent) {
      consents.encode(consent, target);
      return EventType.CONSENT;
    }
    throw new IllegalArgumentException("no event: " + event.getClass());
  }

  /** Returns the event of that type in {@code length} bytes from {@code offset}. */
  public SpecificRecord decode(EventType type, byte[] bytes, int offset, int length) {
    return switch (type) {
      case TRANSCRIPTION -> transcriptions.decode(bytes, offset, length);
      case CORRECTION -> corrections.decode(bytes, offset, length);
      case INFERENCE -> inferences.decode(bytes, offset, length);
      case GROUND_TRUTH -> truths.decode(bytes, offset, length);
      case CONSENT -> consents.decode(bytes, offset, length);
      case UNKNOWN -> throw new IllegalArgumentException("an event must have a type");
    };
  }
}
