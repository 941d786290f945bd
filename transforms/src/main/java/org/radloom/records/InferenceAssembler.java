package org.radloom.records;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.radloom.deid.DateMode;
import org.radloom.deid.Deidentifier;
import org.radloom.deid.RecordText;
import org.radloom.events.AvroBytes;
import org.radloom.events.EventChecks;
import org.radloom.events.EventType;
import org.radloom.events.InvalidEventException;
import org.radloom.events.RejectReason;
import org.radloom.files.Digests;
import org.radloom.privacy.KnownIdentifiers;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.Redeliveries.Decoded;
import org.radloom.schemas.Annotation;
import org.radloom.schemas.Detection;
import org.radloom.schemas.GroundTruth;
import org.radloom.schemas.Inference;
import org.radloom.schemas.InferenceRecord;
import org.radloom.vision.Agreement;
import org.radloom.vision.EncodedImage;
import org.radloom.vision.ImageTasks;
import org.radloom.vision.UnreadableImageException;

/**
 * Makes one record of an inference's events: redeliveries dropped, the newest ground truth joined,
 * the image checked, identifiers taken out, accuracy scored. Not thread-safe.
 */
public final class InferenceAssembler {
  /** Reason code of a ground truth whose inference never came. */
  public static final String NO_INFERENCE = "no_inference";

  /** Reason code of an inference whose ground truth never came. */
  public static final String NO_GROUND_TRUTH = "no_ground_truth";

  private static final double UNKNOWN_CONFIDENCE = -1;

  private static final Comparator<Inference> MOST_CONFIDENT_THEN_EARLIEST =
      Comparator.comparingDouble((Inference event) -> -confidence(event))
          .thenComparing(Inference::getAt);
  private static final Comparator<GroundTruth> NEWEST =
      Comparator.comparing(GroundTruth::getReadAt).reversed();

  private final AvroBytes<Inference> inferenceBytes = new AvroBytes<>(Inference.getClassSchema());
  private final AvroBytes<GroundTruth> truthBytes = new AvroBytes<>(GroundTruth.getClassSchema());
  private final MessageDigest sha256 = Digests.sha256();
  private final Pseudonymiser pseudonyms;
  private final ConsentPolicy consents;
  private final Optional<ImageSource> images;
  private final double minAccuracy;
  private final Deidentifier deidentifier;

  /**
   * Makes an assembler.
   *
   * @param images opens the images that records embed; empty to leave images alone
   * @param minAccuracy what accuracy a record must exceed not to be a hard example, 0 to 1
   * @param dates what is done about dates in labels
   */
  public InferenceAssembler(
      Pseudonymiser pseudonyms,
      ConsentPolicy consents,
      Optional<ImageSource> images,
      double minAccuracy,
      DateMode dates) {
    this.pseudonyms = pseudonyms;
    this.consents = consents;
    this.images = images;
    this.minAccuracy = minAccuracy;
    this.deidentifier = new Deidentifier(dates);
  }

  /** Settles all events of one record, or makes a candidate of them. */
  public void assemble(
      Pseudonym id,
      List<ReceivedEvent> inferences,
      List<ReceivedEvent> truths,
      AssemblyOutput out) {
    List<ReceivedEvent> repeated = new ArrayList<>(0);
    Decoded<Inference> kept =
        Redeliveries.keepOne(
            inferences,
            one -> inferenceBytes.decode(one.chunk(), one.offset(), one.length()),
            MOST_CONFIDENT_THEN_EARLIEST,
            repeated);
    List<Decoded<GroundTruth>> distinct =
        Redeliveries.distinct(
            truths,
            one -> truthBytes.decode(one.chunk(), one.offset(), one.length()),
            NEWEST,
            GroundTruth::getId,
            repeated);
    if (kept == null) {
      Redeliveries.settleAll(repeated, id, out);
      for (Decoded<GroundTruth> truth : distinct) {
        out.settled(
            new SettledEvent(truth.received().ref(), Fate.UNMATCHED, NO_INFERENCE, null, id, null));
      }
      return;
    }
    Pseudonym patient = pseudonyms.patient(kept.event().getPatientId());
    if (consents.allows(patient)) {
      Redeliveries.settleAll(repeated, id, out);
      join(id, patient, kept, newestFitting(id, kept.event(), distinct, out), out);
    } else {
      deny(kept, distinct, repeated, out);
    }
  }

  /** Settles the events of a patient who said no: no pseudonym of theirs goes anywhere. */
  private static void deny(
      Decoded<Inference> kept,
      List<Decoded<GroundTruth>> truths,
      List<ReceivedEvent> repeated,
      AssemblyOutput out) {
    Redeliveries.settleAll(repeated, null, out);
    for (int i = 1; i < truths.size(); i++) {
      Redeliveries.settle(truths.get(i).received(), Redeliveries.SUPERSEDED, null, out);
    }
    Settling.both(
        kept.received().ref(),
        truths.isEmpty() ? null : truths.get(0).received().ref(),
        Fate.DENIED,
        ConsentPolicy.DENIED_REASON,
        null,
        null,
        out);
  }

  /** Returns the newest truth that fits the image; rejects those that do not. */
  private static @Nullable Decoded<GroundTruth> newestFitting(
      Pseudonym id, Inference event, List<Decoded<GroundTruth>> truths, AssemblyOutput out) {
    Decoded<GroundTruth> newest = null;
    for (Decoded<GroundTruth> truth : truths) {
      if (newest != null) {
        Redeliveries.settle(truth.received(), Redeliveries.SUPERSEDED, id, out);
        continue;
      }
      try {
        EventChecks.checkAnnotations(truth.event(), event.getImageWidth(), event.getImageHeight());
        newest = truth;
      } catch (InvalidEventException e) {
        out.settled(
            new SettledEvent(
                truth.received().ref(), Fate.REJECTED, e.reason().code(), e.field(), id, null));
      }
    }
    return newest;
  }

  private void join(
      Pseudonym id,
      Pseudonym patient,
      Decoded<Inference> kept,
      @Nullable Decoded<GroundTruth> truth,
      AssemblyOutput out) {
    Inference event = kept.event();
    EventRef ref = kept.received().ref();
    EventRef partner = truth == null ? null : truth.received().ref();
    Standing standing =
        new Standing(partner != null, confidence(event), Standing.micros(event.getAt()), id);
    if (truth == null) {
      out.candidate(
          new Candidate(
              ref,
              null,
              null,
              patient,
              standing,
              keys(event, event.getImageSha256()),
              0,
              Candidate.Grade.UNMATCHED,
              new long[0],
              0));
      return;
    }
    InferenceRecord record = record(id, patient, event, truth.event());
    if (images.isPresent() && ImageTasks.contains(event.getTask())) {
      try {
        checkImage(event, images.get(), record);
      } catch (InvalidEventException e) {
        Settling.both(ref, partner, Fate.REJECTED, e.reason().code(), e.field(), id, out);
        return;
      }
    }
    double accuracy = record.getAccuracy();
    out.candidate(
        new Candidate(
            ref,
            partner,
            record,
            patient,
            standing,
            keys(event, record.getImageSha256()),
            accuracy,
            accuracy > minAccuracy ? Candidate.Grade.RANKED : Candidate.Grade.HARD,
            new long[0],
            ImageTasks.contains(event.getTask()) ? record.getAnnotations().size() : 0));
  }

  private InferenceRecord record(
      Pseudonym id, Pseudonym patient, Inference event, GroundTruth truth) {
    Optional<Pseudonym> study = pseudonyms.study(event.getStudyId());
    Pseudonym reader = pseudonyms.user(truth.getReaderId());
    KnownIdentifiers identifiers =
        pseudonyms
            .identifiers(event.getPatientId(), patient, event.getStudyId(), study)
            .add(truth.getReaderId(), "USER", reader.hex())
            .addInFileNames(event.getId(), id.hex());
    RecordText texts =
        new RecordText(
            deidentifier,
            identifiers,
            pseudonyms.dateShift(event.getPatientId()),
            pseudonyms::fileNamePart);
    List<Detection> detections = Objects.requireNonNullElse(event.getDetections(), List.of());
    List<Annotation> annotations = Objects.requireNonNullElse(truth.getAnnotations(), List.of());
    for (Detection detection : detections) {
      detection.setCategory(texts.scrub(detection.getCategory()));
    }
    for (Annotation annotation : annotations) {
      annotation.setCategory(texts.scrub(annotation.getCategory()));
    }
    InferenceRecord record = new InferenceRecord();
    record.setRecordId(id.hex());
    record.setPatient(patient.hex());
    record.setStudy(study.map(Pseudonym::hex).orElse(null));
    record.setReader(reader.hex());
    record.setYear(event.getAt().atOffset(ZoneOffset.UTC).getYear());
    record.setTask(event.getTask());
    record.setModel(event.getModel());
    record.setImageUri(event.getImageUri());
    record.setFileName(texts.fileName(event.getImageUri()));
    record.setImageSha256(event.getImageSha256());
    record.setImageWidth(event.getImageWidth());
    record.setImageHeight(event.getImageHeight());
    record.setDetections(detections);
    record.setAnnotations(annotations);
    record.setPredictedLabels(scrubbed(event.getLabels(), texts));
    record.setLabels(scrubbed(truth.getLabels(), texts));
    record.setConfidence(event.getConfidence());
    record.setAccuracy(
        Agreement.of(
            event.getTask(),
            detections,
            annotations,
            record.getPredictedLabels(),
            record.getLabels(),
            event.getImageWidth(),
            event.getImageHeight()));
    record.setLatencyMs(event.getLatencyMs());
    record.setInputStatistics(event.getInputStatistics());
    record.setSplit("");
    return record;
  }

  private static Map<String, String> scrubbed(
      @Nullable Map<String, String> labels, RecordText texts) {
    Map<String, String> scrubbed = new TreeMap<>();
    if (labels != null) {
      labels.forEach((name, value) -> scrubbed.put(texts.scrub(name), texts.scrub(value)));
    }
    return scrubbed;
  }

  private void checkImage(Inference event, ImageSource source, InferenceRecord record)
      throws InvalidEventException {
    ByteBuffer bytes;
    EncodedImage image;
    try {
      bytes = source.read(event.getImageUri());
      image = EncodedImage.read(bytes.duplicate());
    } catch (IOException e) {
      throw unusable(RejectReason.UNREADABLE_IMAGE);
    } catch (UnreadableImageException e) {
      throw unusable(e.reason());
    }
    if (image.width() != event.getImageWidth() || image.height() != event.getImageHeight()) {
      throw unusable(RejectReason.WRONG_IMAGE_SIZE);
    }
    sha256.update(bytes.duplicate());
    String digest = HexFormat.of().formatHex(sha256.digest());
    if (event.getImageSha256() != null && !event.getImageSha256().equals(digest)) {
      throw unusable(RejectReason.WRONG_IMAGE_SHA256);
    }
    record.setImageSha256(digest);
    record.setImageFormat(image.format().key());
  }

  private static InvalidEventException unusable(RejectReason reason) {
    return new InvalidEventException(EventType.INFERENCE, reason, "imageUri");
  }

  /**
   * An image is named by its digest: the one the event states, or else the one that was read. An
   * event that states none also goes by where the image lies.
   */
  private List<DuplicateKey> keys(Inference event, @Nullable String imageSha256) {
    List<DuplicateKey> keys = new ArrayList<>(2);
    if (imageSha256 != null) {
      keys.add(key(event, imageSha256));
    }
    if (event.getImageSha256() == null) {
      keys.add(key(event, event.getImageUri()));
    }
    return keys;
  }

  private DuplicateKey key(Inference event, String image) {
    // Lengths keep ("ab", "c") apart from ("a", "bc").
    for (String part :
        List.of(
            event.getModel().getName(),
            event.getModel().getVersion(),
            image,
            event.getTask().name())) {
      byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
      sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).flip());
      sha256.update(utf8);
    }
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    return new DuplicateKey(DuplicateKey.Kind.READING, digest.getLong(), digest.getLong());
  }

  private static double confidence(Inference event) {
    Double confidence = event.getConfidence();
    return confidence == null ? UNKNOWN_CONFIDENCE : confidence;
  }
}
