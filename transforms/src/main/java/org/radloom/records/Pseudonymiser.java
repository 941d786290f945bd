package org.radloom.records;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radloom.privacy.Keys;
import org.radloom.privacy.KnownIdentifiers;
import org.radloom.privacy.Pseudonym;
import org.radloom.privacy.Pseudonyms;
import org.radloom.privacy.Purpose;

/** The pseudonyms of everyone and everything that a record names. Not thread-safe. */
public final class Pseudonymiser {
  private static final int MOST_SHIFT_DAYS = 365;

  private final Pseudonyms records;
  private final Pseudonyms patients;
  private final Pseudonyms users;
  private final Pseudonyms studies;
  private final Pseudonyms dateShifts;

  /** Makes the pseudonyms under {@code keys}. */
  public Pseudonymiser(Keys keys) {
    records = Pseudonyms.of(keys, Purpose.RECORD);
    patients = Pseudonyms.of(keys, Purpose.PATIENT);
    users = Pseudonyms.of(keys, Purpose.USER);
    studies = Pseudonyms.of(keys, Purpose.STUDY);
    dateShifts = Pseudonyms.of(keys, Purpose.DATE_SHIFT);
  }

  /** Returns the record that a transcription and its corrections belong to. */
  public Pseudonym transcription(String transcriptionId) {
    return records.of("transcription:" + transcriptionId);
  }

  /** Returns the record that an inference and its ground truths belong to. */
  public Pseudonym inference(String inferenceId) {
    return records.of("inference:" + inferenceId);
  }

  /** Returns what an event that belongs to no record is sorted by. */
  public Pseudonym stray(int source, long position) {
    return records.of("stray:" + source + ":" + position);
  }

  /** Returns the patient. */
  public Pseudonym patient(String patientId) {
    return patients.of(patientId);
  }

  /** Returns the user or reader. */
  public Pseudonym user(String userId) {
    return users.of(userId);
  }

  /** Returns the study, if there is one. */
  public Optional<Pseudonym> study(@Nullable String studyId) {
    return Optional.ofNullable(studyId).map(studies::of);
  }

  /** Returns what stands for a part of a file name that names a person. */
  String fileNamePart(String part) {
    return records.of("file name:" + part).hex();
  }

  /**
   * Returns by how many days this patient's dates are moved: -365 to 365, never 0, each as likely
   * as any other but for 1 in 2⁵⁴.
   */
  int dateShift(String patientId) {
    int draw = (int) Long.remainderUnsigned(dateShifts.of(patientId).hi(), 2L * MOST_SHIFT_DAYS);
    return draw < MOST_SHIFT_DAYS ? draw - MOST_SHIFT_DAYS : draw - MOST_SHIFT_DAYS + 1;
  }

  /** Returns what has to be taken out of everything that a record of this patient says. */
  KnownIdentifiers identifiers(
      String patientId, Pseudonym patient, @Nullable String studyId, Optional<Pseudonym> study) {
    return new KnownIdentifiers()
        .add(patientId, "PATIENT", patient.hex())
        .add(studyId, "STUDY", study.map(Pseudonym::hex).orElse(""));
  }
}
