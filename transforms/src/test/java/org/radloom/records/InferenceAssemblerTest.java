package org.radloom.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.deid.DateMode;
import org.radloom.events.EventJson;
import org.radloom.events.EventType;
import org.radloom.files.Digests;
import org.radloom.privacy.Pseudonym;
import org.radloom.schemas.GroundTruth;
import org.radloom.schemas.Inference;
import org.radloom.schemas.InferenceRecord;

final class InferenceAssemblerTest {
  private static final double MIN_ACCURACY = 0.85;
  private static final Pseudonym ID = Assembly.PSEUDONYMS.inference("I-1");
  private static final Optional<ImageSource> NO_IMAGES = Optional.empty();

  private final Assembly events = new Assembly();

  @Test
  void keepsTheMoreConfidentOfTwoDeliveries() {
    inference(EventJson.inference().without("/confidence"));
    inference(EventJson.inference().with("/confidence", "0"));

    assemble(NO_IMAGES);

    assertThat(events.candidate().ref().position()).isEqualTo(2);
    assertThat(events.fates()).containsExactly("1 duplicate redelivery");
  }

  @Test
  void keepsTheEarlierOfTwoDeliveriesOfTheSameConfidence() {
    inference(EventJson.inference().with("/at", "'2026-03-04T05:06:07.000002Z'"));
    inference(EventJson.inference().with("/at", "'2026-03-04T05:06:07.000001Z'"));

    assemble(NO_IMAGES);

    assertThat(events.candidate().ref().position()).isEqualTo(2);
  }

  @Test
  void anInferenceWithoutTruthIsUnmatched() {
    inference(EventJson.inference());

    assemble(NO_IMAGES);

    assertThat(events.candidate().grade()).isEqualTo(Candidate.Grade.UNMATCHED);
    assertThat(events.candidate().record()).isNull();
    assertThat(events.candidate().standing().completed()).isFalse();
  }

  @Test
  void truthsWithoutInferenceAreUnmatched() {
    truth(EventJson.groundTruth());
    truth(EventJson.groundTruth());
    truth(EventJson.groundTruth().with("/id", "'G-2'"));

    assemble(NO_IMAGES);

    assertThat(events.fates())
        .containsExactlyInAnyOrder(
            "1 unmatched no_inference", "2 duplicate redelivery", "3 unmatched no_inference");
  }

  @Test
  void theNewestTruthIsTheLabel() {
    inference(EventJson.inference());
    truth(EventJson.groundTruth().with("/readAt", "'2026-03-06T00:00:00Z'"));
    truth(EventJson.groundTruth().with("/id", "'G-2'").with("/readAt", "'2026-03-07T00:00:00Z'"));

    assemble(NO_IMAGES);

    assertThat(events.candidate().partner()).isEqualTo(new EventRef(EventType.GROUND_TRUTH, 0, 3));
    assertThat(events.fates()).containsExactly("2 duplicate superseded");
  }

  @Test
  void aTruthOutsideTheImageIsRejectedAndTheNextNewestIsUsed() {
    inference(EventJson.inference());
    truth(
        EventJson.groundTruth()
            .with("/readAt", "'2026-03-09T00:00:00Z'")
            .with("/annotations/0", "{'category':'mass','bbox':[0,0,5,3]}"));
    truth(EventJson.groundTruth().with("/id", "'G-2'").with("/readAt", "'2026-03-08T00:00:00Z'"));
    truth(EventJson.groundTruth().with("/id", "'G-3'").with("/readAt", "'2026-03-07T00:00:00Z'"));

    assemble(NO_IMAGES);

    assertThat(events.candidate().partner()).isEqualTo(new EventRef(EventType.GROUND_TRUTH, 0, 3));
    assertThat(events.fates())
        .containsExactlyInAnyOrder("2 rejected invalid_value", "4 duplicate superseded");
    assertThat(events.settled().get(0).field()).isEqualTo("annotations[0].bbox");
  }

  @Test
  void withNoTruthThatFitsAnInferenceIsUnmatched() {
    inference(EventJson.inference());
    truth(
        EventJson.groundTruth()
            .with("/annotations/0/segmentation", "{'size':[4,3],'counts':[12]}"));

    assemble(NO_IMAGES);

    assertThat(events.candidate().grade()).isEqualTo(Candidate.Grade.UNMATCHED);
    assertThat(events.fates()).containsExactly("2 rejected invalid_value");
  }

  @Test
  void anAccuracyOfJustTheLimitIsAHardExample() {
    // 17 of 20 labels agree: 0.85; 18 of 20: 0.9.
    assertThat(graded(17)).isEqualTo(Candidate.Grade.HARD);
    assertThat(graded(18)).isEqualTo(Candidate.Grade.RANKED);
  }

  private static Candidate.Grade graded(int agreeing) {
    Assembly group = new Assembly();
    group.receive(
        EventType.INFERENCE,
        EventJson.inference()
            .with("/task", "'perfusion'")
            .with("/labels", labels(20, 20))
            .readAs(Inference.class));
    group.receive(
        EventType.GROUND_TRUTH,
        EventJson.groundTruth().with("/labels", labels(agreeing, 20)).readAs(GroundTruth.class));
    assemble(group, NO_IMAGES, patient -> true);
    assertThat(group.candidate().score()).isEqualTo(agreeing / 20.0);
    return group.candidate().grade();
  }

  private static String labels(int ones, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'s%d':%d".formatted(i, i < ones ? 1 : 0))
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  void theScoreIsTheAccuracyOfTheTask() {
    inference(EventJson.inference());
    truth(EventJson.groundTruth());

    assemble(NO_IMAGES);

    // Found mass and cyst, there is a mass in the same box: F1 = 2 * 1 / (2 + 1).
    assertThat(events.candidate().score()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(record().getAccuracy()).isEqualTo(events.candidate().score());
    assertThat(events.candidate().annotations()).isEqualTo(1);
  }

  @Test
  void tasksWithoutImageHaveNoAnnotationsToNumber() {
    inference(EventJson.inference().with("/task", "'calcium'"));
    truth(EventJson.groundTruth());

    assemble(Optional.of(uri -> fail()));

    assertThat(events.candidate().annotations()).isZero();
    assertThat(record().getImageFormat()).isNull();
  }

  private static ByteBuffer fail() {
    throw new AssertionError("a task without image opened one");
  }

  @Test
  void identifiersAreTakenOutEverywhereInAnyCase() {
    inference(
        EventJson.inference()
            .with("/imageUri", "'s3://img/pat-77001/STU-5/DrRead.png'")
            .with("/detections/0/category", "'mass of PAT-77001'")
            .with("/labels", "{'stu-5 side':'left of pat-77001'}"));
    truth(
        EventJson.groundTruth()
            .with("/annotations/0/category", "'mass of pat-77001'")
            .with("/labels", "{'STU-5 side':'left of PAT-77001','by':'DRREAD'}"));

    assemble(NO_IMAGES);

    InferenceRecord record = record();
    assertThat(record.getFileName())
        .isEqualTo(
            "img/%s/%s/%s.png"
                .formatted(record.getPatient(), record.getStudy(), record.getReader()));
    assertThat(record.getPredictedLabels()).containsEntry("[STUDY] side", "left of [PATIENT]");
    assertThat(record.getLabels()).containsEntry("by", "[USER]");
    assertThat(record.getAnnotations().get(0).getCategory()).isEqualTo("mass of [PATIENT]");
    record.setImageUri(""); // For the sinks to open, never written.
    assertThat(record.toString().toLowerCase(Locale.ROOT))
        .doesNotContain("77001", "stu-5", "drread");
  }

  @Test
  void nothingOfADeniedPatientIsNamed() {
    inference(EventJson.inference());
    inference(EventJson.inference());
    truth(EventJson.groundTruth().with("/annotations/0/bbox", "[0,0,9,9]"));
    truth(EventJson.groundTruth());
    truth(EventJson.groundTruth().with("/id", "'G-2'"));

    assemble(events, NO_IMAGES, patient -> false);

    assertThat(events.candidates()).isEmpty();
    assertThat(events.settled())
        .allSatisfy(
            one -> {
              assertThat(one.record()).isNull();
              assertThat(one.survivor()).isNull();
            });
    assertThat(events.settled()).filteredOn(one -> one.fate() == Fate.DENIED).hasSize(2);
    events.assertConserved();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void aRecordHasItsImagesDigestAndFormat(String format) {
    byte[] image = image(format, 4, 3);
    inference(EventJson.inference().without("/imageSha256"));
    truth(EventJson.groundTruth());

    assemble(Optional.of(uri -> ByteBuffer.wrap(image)));

    assertThat(record().getImageFormat()).isEqualTo(format);
    assertThat(record().getImageSha256()).isEqualTo(sha256(image));
  }

  @Test
  void theEventsDigestMustBeTheImages() {
    byte[] image = image("png", 4, 3);
    inference(EventJson.inference().withText("/imageSha256", sha256(image)));
    truth(EventJson.groundTruth());

    assemble(Optional.of(uri -> ByteBuffer.wrap(image)));

    assertThat(record().getImageSha256()).isEqualTo(sha256(image));
  }

  @Test
  void aWrongDigestRejects() {
    assertImageRejects("wrong_image_sha256", uri -> ByteBuffer.wrap(image("png", 4, 3)));
  }

  @Test
  void aWrongSizeRejects() {
    assertImageRejects("wrong_image_size", uri -> ByteBuffer.wrap(image("png", 3, 4)));
  }

  @Test
  void aMissingImageRejects() {
    assertImageRejects(
        "unreadable_image",
        uri -> {
          throw new FileNotFoundException(uri);
        });
  }

  @Test
  void whatIsNoImageRejects() {
    assertImageRejects("unknown_image_format", uri -> ByteBuffer.wrap(new byte[200]));
    assertImageRejects("unknown_image_format", uri -> ByteBuffer.allocate(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg"})
  void anImageCutAnywhereRejects(String format) {
    byte[] image = image(format, 4, 3);
    for (int length = 8; length < image.length; length++) {
      byte[] cut = Arrays.copyOf(image, length);
      assertImageRejects("unreadable_image", uri -> ByteBuffer.wrap(cut));
    }
  }

  private static void assertImageRejects(String reason, ImageSource source) {
    Assembly group =
        new Assembly()
            .receive(EventType.INFERENCE, EventJson.inference().readAs(Inference.class))
            .receive(EventType.GROUND_TRUTH, EventJson.groundTruth().readAs(GroundTruth.class));

    assemble(group, Optional.of(source), patient -> true);

    assertThat(group.fates()).containsExactly("1 rejected " + reason, "2 rejected " + reason);
    assertThat(group.settled().get(0).record()).isEqualTo(ID);
  }

  @Test
  void readingsOfTheSameImageByTheSameModelForTheSameTaskShareAKey() {
    List<DuplicateKey> keys = keys(EventJson.inference());

    assertThat(keys(EventJson.inference().with("/id", "'I-2'").with("/imageUri", "'copy.png'")))
        .isEqualTo(keys);
    assertThat(keys(EventJson.inference().with("/model/version", "'2'"))).isNotEqualTo(keys);
    assertThat(keys(EventJson.inference().with("/model/name", "'det1'"))).isNotEqualTo(keys);
    assertThat(keys(EventJson.inference().with("/task", "'mammography'"))).isNotEqualTo(keys);
    assertThat(keys(EventJson.inference().without("/imageSha256"))).isNotEqualTo(keys);
  }

  @Test
  void aKeyKeepsItsPartsApart() {
    EventJson one = EventJson.inference().with("/model", "{'name':'ab','version':'c'}");
    EventJson other = EventJson.inference().with("/model", "{'name':'a','version':'bc'}");

    assertThat(keys(one)).isNotEqualTo(keys(other));
  }

  @Property(tries = 200, seed = "1")
  void everyEventComesOutExactlyOnceInWhateverOrderItCame(
      @ForAll @IntRange(max = 4) int inferences,
      @ForAll @IntRange(max = 5) int truths,
      @ForAll boolean allowed,
      @ForAll long seed) {
    Random random = new Random(seed);
    Assembly group = new Assembly();
    for (int i = 0; i < inferences; i++) {
      group.receive(
          EventType.INFERENCE,
          EventJson.inference()
              .with("/confidence", "0." + random.nextInt(4))
              .readAs(Inference.class));
    }
    for (int i = 0; i < truths; i++) {
      EventJson truth =
          EventJson.groundTruth()
              .with("/id", "'G-%d'".formatted(random.nextInt(3)))
              .with("/readAt", "'2026-03-0%dT00:00:00Z'".formatted(1 + random.nextInt(3)));
      group.receive(
          EventType.GROUND_TRUTH,
          (random.nextInt(3) == 0 ? truth.with("/annotations/0/bbox", "[0,0,9,9]") : truth)
              .readAs(GroundTruth.class));
    }

    assemble(group, NO_IMAGES, patient -> allowed);
    Assembly shuffled = new Assembly();
    for (EventType type : List.of(EventType.INFERENCE, EventType.GROUND_TRUTH)) {
      shuffled.received(type).addAll(group.received(type));
      Collections.shuffle(shuffled.received(type), random);
    }
    assemble(shuffled, NO_IMAGES, patient -> allowed);

    group.assertConserved();
    shuffled.assertConserved();
    assertThat(shuffled.settled()).containsExactlyInAnyOrderElementsOf(group.settled());
    assertThat(shuffled.candidates().stream().map(Candidate::partner).toList())
        .isEqualTo(group.candidates().stream().map(Candidate::partner).toList());
  }

  private static List<DuplicateKey> keys(EventJson json) {
    Assembly one = new Assembly().receive(EventType.INFERENCE, json.readAs(Inference.class));
    assemble(one, NO_IMAGES, patient -> true);
    return one.candidate().keys();
  }

  private void inference(EventJson json) {
    events.receive(EventType.INFERENCE, json.readAs(Inference.class));
  }

  private void truth(EventJson json) {
    events.receive(EventType.GROUND_TRUTH, json.readAs(GroundTruth.class));
  }

  private void assemble(Optional<ImageSource> images) {
    assemble(events, images, patient -> true);
    events.assertConserved();
  }

  private static void assemble(
      Assembly group, Optional<ImageSource> images, ConsentPolicy consents) {
    new InferenceAssembler(Assembly.PSEUDONYMS, consents, images, MIN_ACCURACY, DateMode.YEAR)
        .assemble(
            ID, group.received(EventType.INFERENCE), group.received(EventType.GROUND_TRUTH), group);
  }

  private InferenceRecord record() {
    return (InferenceRecord) Objects.requireNonNull(events.candidate().record());
  }

  private static byte[] image(String format, int width, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
      assertThat(ImageIO.write(image, format, out)).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    return Digests.sha256Hex(bytes);
  }
}
