package org.radloom.trainingdata.erase;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.radloom.events.EventFileReader;
import org.radloom.events.InvalidEventException;
import org.radloom.events.JsonEvents;
import org.radloom.privacy.Keys;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.EventEncoder;
import org.radloom.records.Pseudonymiser;
import org.radloom.schemas.Consent;
import org.radloom.schemas.Inference;
import org.radloom.schemas.Transcription;
import org.radloom.transforms.StoredFile;

/**
 * Looks through files of raw events for patients: which records are theirs, and which files hold
 * any event of those. What is no event is passed over.
 */
final class RawEvents {
  /** As long as a line may be for an export at most would fill the heap for nothing. */
  private static final int MAX_LINE_BYTES = 64 << 20;

  private final JsonEvents json = new JsonEvents();
  private final EventEncoder homes;
  private final Map<String, Pseudonym> patients;
  private final Map<Pseudonym, Pseudonym> patientOfRecord = new HashMap<>();

  /** Looks for patients, whose pseudonyms are given by id. */
  RawEvents(Keys keys, Map<String, Pseudonym> patients) {
    this.homes = new EventEncoder(new Pseudonymiser(keys));
    this.patients = Map.copyOf(patients);
  }

  /** Finds out which records of a file are a patient's. */
  void findRecords(String file) throws IOException {
    read(
        file,
        (event, home) -> {
          String id = patientId(event);
          Pseudonym patient = id == null ? null : patients.get(id);
          if (patient != null) {
            patientOfRecord.put(home, patient);
          }
        });
  }

  /** Returns the patient of each record that was found. */
  Map<Pseudonym, Pseudonym> records() {
    return patientOfRecord;
  }

  /** Returns which patients a file holds events of, corrections and truths among them. */
  Set<Pseudonym> patientsIn(String file) throws IOException {
    Set<Pseudonym> found = new HashSet<>();
    read(
        file,
        (event, home) -> {
          Pseudonym patient = patientOfRecord.get(home);
          if (patient != null) {
            found.add(patient);
          }
        });
    return found;
  }

  private static @Nullable String patientId(SpecificRecord event) {
    if (event instanceof Transcription transcription) {
      return transcription.getPatientId();
    } else if (event instanceof Inference inference) {
      return inference.getPatientId();
    } else if (event instanceof Consent consent) {
      return consent.getPatientId();
    }
    return null;
  }

  private void read(String file, BiConsumer<SpecificRecord, Pseudonym> out) throws IOException {
    EventFileReader.Receiver receiver =
        new EventFileReader.Receiver() {
          @Override
          public void line(byte[] buffer, int offset, int length, long position) {
            try {
              event(json.read(buffer, offset, length), position);
            } catch (InvalidEventException e) {
              reject(e, position);
            }
          }

          @Override
          public void event(SpecificRecord event, long position) {
            out.accept(event, homes.home(event));
          }

          @Override
          public void reject(InvalidEventException reject, long position) {
            // In no version either.
          }
        };
    try (InputStream in = Channels.newInputStream(StoredFile.open(file))) {
      new EventFileReader(MAX_LINE_BYTES, receiver).read(in, Long.MAX_VALUE);
    }
  }
}
