package org.radloom.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.radloom.deid.DateMode;
import org.radloom.events.AvroBytes;
import org.radloom.files.Digests;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.AssemblyOutput;
import org.radloom.records.Candidate;
import org.radloom.records.Fate;
import org.radloom.records.ImageSource;
import org.radloom.records.Pseudonymiser;
import org.radloom.records.RecordAssembler;
import org.radloom.records.SettledEvent;
import org.radloom.rows.RowWriter;
import org.radloom.schemas.InferenceRecord;
import org.radloom.schemas.TranscriptionRecord;
import org.radloom.text.TextAssessor;

/**
 * Makes records of what is held, by the assemblers of the batch export. Whose consent is missing is
 * decided later, by patient. Not thread-safe.
 */
public final class RecordReleaser {

  /**
   * What came of a record's events.
   *
   * @param record what goes on to the windows, if anything does
   * @param unusable why events of it were turned down, reason codes
   * @param unmatched whether its other half is missing and it is of no use without
   */
  public record Release(@Nullable WindowRecord record, List<String> unusable, boolean unmatched) {
    private static final Release NOTHING_NEW = new Release(null, List.of(), false);
  }

  private final RecordAssembler assembler;
  private final AvroBytes<TranscriptionRecord> transcriptions =
      new AvroBytes<>(TranscriptionRecord.getClassSchema());
  private final AvroBytes<InferenceRecord> inferences =
      new AvroBytes<>(InferenceRecord.getClassSchema());
  private final RowWriter scratch = new RowWriter(4096);
  private final MessageDigest sha256 = Digests.sha256();

  /**
   * Makes a releaser.
   *
   * @param pseudonyms the pseudonyms of everyone that records name
   * @param assessor judges dictations
   * @param images opens the images that records embed; empty to leave images alone
   * @param minAccuracy what accuracy a record must exceed not to be a hard example, 0 to 1
   * @param dates what is done about dates in texts
   */
  public RecordReleaser(
      Pseudonymiser pseudonyms,
      TextAssessor assessor,
      Optional<ImageSource> images,
      double minAccuracy,
      DateMode dates) {
    assembler =
        new RecordAssembler(pseudonyms, patient -> true, assessor, images, minAccuracy, dates);
  }

  /** Makes a record of all that is held; empty if that says nothing new. */
  public Release release(Pseudonym id, HeldRecord held) {
    Outcome outcome = new Outcome();
    assembler.assemble(id, held.events(), outcome);
    WindowRecord record = outcome.candidate == null ? null : record(outcome.candidate);
    if (!held.saysAnew(hash(record, outcome))) {
      return Release.NOTHING_NEW;
    }
    return new Release(
        record == null ? null : record.withVersion(held.nextVersion()),
        outcome.unusable,
        outcome.unmatched);
  }

  private long hash(@Nullable WindowRecord record, Outcome outcome) {
    outcome.unusable.forEach(reason -> sha256.update(reason.getBytes(StandardCharsets.UTF_8)));
    sha256.update((byte) (outcome.unmatched ? 1 : 0));
    return ByteBuffer.wrap(record == null ? sha256.digest() : sha256.digest(record.toBytes()))
        .getLong();
  }

  private WindowRecord record(Candidate candidate) {
    scratch.reset();
    SpecificRecord record = candidate.record();
    if (record instanceof TranscriptionRecord transcription) {
      transcriptions.encode(transcription, scratch);
    } else if (record instanceof InferenceRecord inference) {
      inferences.encode(inference, scratch);
    } else {
      throw new IllegalArgumentException("a record must have content");
    }
    return new WindowRecord(
        candidate.standing().id(),
        candidate.patient(),
        0,
        record instanceof TranscriptionRecord,
        candidate.grade(),
        candidate.keys(),
        candidate.bands(),
        scratch.toBytes());
  }

  private static final class Outcome implements AssemblyOutput {
    private final List<String> unusable = new ArrayList<>(0);
    private @Nullable Candidate candidate;
    private boolean unmatched;

    @Override
    public void settled(SettledEvent event) {
      if (event.fate() == Fate.REJECTED && !unusable.contains(event.reason())) {
        unusable.add(event.reason());
      }
      unmatched |= event.fate() == Fate.UNMATCHED;
    }

    @Override
    public void candidate(Candidate one) {
      if (one.grade() == Candidate.Grade.UNMATCHED) {
        unmatched = true;
      } else {
        candidate = one;
      }
    }
  }
}
