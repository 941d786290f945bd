package org.radloom.records;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.radloom.deid.DateMode;
import org.radloom.deid.Deidentifier;
import org.radloom.deid.RecordText;
import org.radloom.events.AvroBytes;
import org.radloom.privacy.KnownIdentifiers;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.Redeliveries.Decoded;
import org.radloom.schemas.Correction;
import org.radloom.schemas.Segment;
import org.radloom.schemas.Transcription;
import org.radloom.schemas.TranscriptionRecord;
import org.radloom.text.QualityScore;
import org.radloom.text.SegmentAligner;
import org.radloom.text.TextAssessment;
import org.radloom.text.TextAssessor;
import org.radloom.text.WordErrorRate;

/**
 * Makes one record of a transcription's events: redeliveries dropped, the newest correction joined,
 * identifiers taken out, gates passed, quality scored. Not thread-safe.
 */
public final class TranscriptionAssembler {
  /** Reason code of a correction whose transcription never came. */
  public static final String NO_TRANSCRIPTION = "no_transcription";

  private static final Comparator<Transcription> MOST_CONFIDENT_THEN_EARLIEST =
      Comparator.comparingDouble(
              (Transcription event) -> event.getConfidence() == null ? 1 : -event.getConfidence())
          .thenComparing(Transcription::getRecordedAt);
  private static final Comparator<Correction> NEWEST =
      Comparator.comparing(Correction::getCorrectedAt).reversed();

  private final AvroBytes<Transcription> transcriptionBytes =
      new AvroBytes<>(Transcription.getClassSchema());
  private final AvroBytes<Correction> correctionBytes =
      new AvroBytes<>(Correction.getClassSchema());
  private final Pseudonymiser pseudonyms;
  private final ConsentPolicy consents;
  private final TextAssessor assessor;
  private final Deidentifier deidentifier;

  /** Makes an assembler. */
  public TranscriptionAssembler(
      Pseudonymiser pseudonyms, ConsentPolicy consents, TextAssessor assessor, DateMode dates) {
    this.pseudonyms = pseudonyms;
    this.consents = consents;
    this.assessor = assessor;
    this.deidentifier = new Deidentifier(dates);
  }

  /** Settles all events of one record, or makes a candidate of them. */
  public void assemble(
      Pseudonym id,
      List<ReceivedEvent> transcriptions,
      List<ReceivedEvent> corrections,
      AssemblyOutput out) {
    List<ReceivedEvent> repeated = new ArrayList<>(0);
    Decoded<Transcription> kept =
        Redeliveries.keepOne(
            transcriptions,
            one -> transcriptionBytes.decode(one.chunk(), one.offset(), one.length()),
            MOST_CONFIDENT_THEN_EARLIEST,
            repeated);
    List<Decoded<Correction>> distinct =
        Redeliveries.distinct(
            corrections,
            one -> correctionBytes.decode(one.chunk(), one.offset(), one.length()),
            NEWEST,
            Correction::getId,
            repeated);
    if (kept == null) {
      Redeliveries.settleAll(repeated, id, out);
      for (Decoded<Correction> correction : distinct) {
        out.settled(
            new SettledEvent(
                correction.received().ref(), Fate.UNMATCHED, NO_TRANSCRIPTION, null, id, null));
      }
      return;
    }
    Pseudonym patient = pseudonyms.patient(kept.event().getPatientId());
    boolean allowed = consents.allows(patient);
    // No pseudonym of a patient who said no goes anywhere, not even into the rejects.
    Pseudonym named = allowed ? id : null;
    Redeliveries.settleAll(repeated, named, out);
    for (int i = 1; i < distinct.size(); i++) {
      Redeliveries.settle(distinct.get(i).received(), Redeliveries.SUPERSEDED, named, out);
    }
    Decoded<Correction> newest = distinct.isEmpty() ? null : distinct.get(0);
    if (allowed) {
      join(id, patient, kept, newest, out);
    } else {
      Settling.both(
          kept.received().ref(),
          newest == null ? null : newest.received().ref(),
          Fate.DENIED,
          ConsentPolicy.DENIED_REASON,
          null,
          null,
          out);
    }
  }

  private void join(
      Pseudonym id,
      Pseudonym patient,
      Decoded<Transcription> kept,
      @Nullable Decoded<Correction> correction,
      AssemblyOutput out) {
    Transcription event = kept.event();
    EventRef ref = kept.received().ref();
    EventRef partner = correction == null ? null : correction.received().ref();
    Optional<Pseudonym> study = pseudonyms.study(event.getStudyId());
    Pseudonym user = pseudonyms.user(event.getUserId());
    KnownIdentifiers identifiers =
        pseudonyms
            .identifiers(event.getPatientId(), patient, event.getStudyId(), study)
            .add(event.getUserId(), "USER", user.hex())
            .addInFileNames(event.getId(), id.hex());
    if (correction != null && !correction.event().getUserId().equals(event.getUserId())) {
      String corrector = correction.event().getUserId();
      identifiers.add(corrector, "USER", pseudonyms.user(corrector).hex());
    }
    RecordText texts =
        new RecordText(
            deidentifier,
            identifiers,
            pseudonyms.dateShift(event.getPatientId()),
            pseudonyms::fileNamePart);
    texts.learn(event.getText());
    if (correction != null) {
      texts.learn(correction.event().getText());
    }
    String original = texts.scrub(event.getText());
    String target = correction == null ? original : texts.scrub(correction.event().getText());
    TextAssessment assessment = assessor.assess(event, target);
    if (assessment instanceof TextAssessment.Rejected rejected) {
      Settling.both(ref, partner, Fate.REJECTED, rejected.reason().code(), null, id, out);
    } else if (assessment instanceof TextAssessment.Accepted accepted) {
      TranscriptionRecord record =
          record(id, patient, study, user, texts, event, original, target, accepted);
      record.setCorrected(correction != null);
      out.candidate(
          new Candidate(
              ref,
              partner,
              record,
              patient,
              new Standing(
                  partner != null,
                  accepted.confidence(),
                  Standing.micros(event.getRecordedAt()),
                  id),
              keys(event, user, accepted),
              accepted.score().total(),
              Candidate.Grade.RANKED,
              accepted.bands(),
              0));
    }
  }

  private static TranscriptionRecord record(
      Pseudonym id,
      Pseudonym patient,
      Optional<Pseudonym> study,
      Pseudonym user,
      RecordText texts,
      Transcription event,
      String original,
      String target,
      TextAssessment.Accepted accepted) {
    TranscriptionRecord record = new TranscriptionRecord();
    record.setRecordId(id.hex());
    record.setPatient(patient.hex());
    record.setStudy(study.map(Pseudonym::hex).orElse(null));
    record.setUser(user.hex());
    record.setRecordedYear(event.getRecordedAt().atOffset(ZoneOffset.UTC).getYear());
    record.setLanguage(event.getLanguage());
    String audioUri = event.getAudioUri();
    record.setFileName(audioUri == null ? null : texts.fileName(audioUri));
    record.setAudioSha256(event.getAudioSha256());
    record.setDurationSeconds(event.getDurationSeconds());
    record.setText(target);
    record.setOriginalText(original);
    boolean changed = !target.equals(original);
    record.setWer(changed ? WordErrorRate.raw(target, original) : 0);
    record.setWerNormalised(changed ? WordErrorRate.normalised(target, original) : 0);
    record.setSegments(SegmentAligner.layOnto(segments(event, texts), original, target));
    record.setConfidence(accepted.confidence());
    record.setModel(event.getModel());
    record.setWords(accepted.words());
    QualityScore score = accepted.score();
    record.setQuality(score.total());
    record.setLengthScore(score.length());
    record.setConfidenceScore(score.confidence());
    record.setMedicalScore(score.medical());
    record.setGrammarScore(score.grammar());
    record.setSplit("");
    record.setTemplate(false);
    record.setWeight(1);
    return record;
  }

  private static List<Segment> segments(Transcription event, RecordText texts) {
    List<Segment> segments = event.getSegments();
    if (segments == null) {
      return List.of();
    }
    List<Segment> ordered = new ArrayList<>(segments);
    ordered.sort(Comparator.comparingDouble(Segment::getStart));
    List<String> scrubbed = texts.scrubAll(ordered.stream().map(Segment::getText).toList());
    for (int i = 0; i < ordered.size(); i++) {
      ordered.get(i).setText(scrubbed.get(i));
    }
    return ordered;
  }

  private static List<DuplicateKey> keys(
      Transcription event, Pseudonym user, TextAssessment.Accepted accepted) {
    List<DuplicateKey> keys = new ArrayList<>(2);
    String audio = event.getAudioSha256();
    if (audio != null) {
      keys.add(
          new DuplicateKey(
              DuplicateKey.Kind.AUDIO,
              HexFormat.fromHexDigitsToLong(audio, 0, 16),
              HexFormat.fromHexDigitsToLong(audio, 16, 32)));
    }
    // Both are uniform 128-bit hashes, so their sum is one too, and says the same of the pair.
    keys.add(
        new DuplicateKey(
            DuplicateKey.Kind.TEXT,
            accepted.normalisedHash().high() + user.hi(),
            accepted.normalisedHash().low() + user.lo()));
    return keys;
  }
}
