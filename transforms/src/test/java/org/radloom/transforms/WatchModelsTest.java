package org.radloom.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.radloom.schemas.InferenceRecord;
import org.radloom.schemas.ModelWatch;
import org.radloom.schemas.Task;
import org.radloom.watch.ModelWatches;
import org.radloom.watch.Readings;
import org.radloom.watch.WatchedModel;
import org.radloom.watch.WatchedReadings;

final class WatchModelsTest {
  private static final RecordCoder<InferenceRecord> CODER = RecordCoder.of(InferenceRecord.class);
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final double MIN_ACCURACY = 0.6;

  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @Test
  void makesOneWatchAModelVersionAndTask() {
    List<InferenceRecord> readings = new ArrayList<>(Readings.mammograms());
    readings.add(perfect("lesions"));
    Collections.shuffle(readings, new Random(1));

    expect(
        pipeline
            .apply(Create.of(readings).withCoder(CODER))
            .apply(WatchModels.withMinAccuracy(MIN_ACCURACY)),
        watches -> {
          assertThat(watches)
              .extracting(ModelWatch::getModel)
              .containsExactlyInAnyOrder("cad", "lesions");
          ModelWatch cad = byName(watches, "cad");
          assertThat(cad).isEqualTo(ofMammograms(null));
          assertThat(cad.getFrom()).isNull();
          assertThat(byName(watches, "lesions").getF1()).isEqualTo(1);
        });
  }

  @Test
  void theSameReadingsGiveTheSameBytesHoweverTheyAreBundled() {
    List<InferenceRecord> readings = new ArrayList<>();
    Random random = new Random(7);
    WatchedReadings expected = new WatchedReadings();
    for (int i = 0; i < 400; i++) {
      InferenceRecord reading =
          Readings.reading(
              "cad",
              Task.mammography,
              List.of(Readings.found("c" + i % 40, random.nextDouble(), 5, 5, 20, 20)),
              List.of(Readings.there("c" + i % 40, random.nextInt(20), 5, 20, 20)),
              random.nextDouble(),
              random.nextDouble(),
              1000 * random.nextDouble());
      readings.add(reading);
      expected.add(reading, MIN_ACCURACY);
    }
    Collections.shuffle(readings, random);
    byte[] state = expected.toBytes();

    expect(
        pipeline
            .apply(Create.of(readings).withCoder(CODER))
            .apply(WatchModels.withMinAccuracy(MIN_ACCURACY)),
        watches ->
            assertThat(ModelWatches.readings(byName(watches, "cad")).toBytes()).isEqualTo(state));
  }

  @Test
  void measuresDriftFromEarlierWatches() {
    expect(
        pipeline
            .apply(Create.of(Readings.mammograms()).withCoder(CODER))
            .apply(WatchModels.withMinAccuracy(MIN_ACCURACY).against(List.of(ofMammograms(null)))),
        watches -> {
          assertThat(byName(watches, "cad").getConfidenceKs()).isZero();
          assertThat(byName(watches, "cad").getConfidencePsi()).isZero();
        });
  }

  @Test
  void watchesEachWindowAndTakesLateReadingsIn() {
    List<InferenceRecord> readings = Readings.mammograms();
    TestStream<InferenceRecord> stream =
        TestStream.create(CODER)
            .addElements(
                TimestampedValue.of(readings.get(0), NOON),
                TimestampedValue.of(readings.get(1), NOON.plus(Duration.standardMinutes(59))),
                TimestampedValue.of(readings.get(1), NOON.plus(Duration.standardMinutes(60))))
            .advanceWatermarkTo(NOON.plus(Duration.standardMinutes(61)))
            .addElements(
                TimestampedValue.of(readings.get(2), NOON.plus(Duration.standardMinutes(5))))
            .advanceWatermarkToInfinity();

    expect(
        pipeline
            .apply(stream)
            .apply(
                Window.<InferenceRecord>into(FixedWindows.of(Duration.standardHours(1)))
                    .triggering(
                        AfterWatermark.pastEndOfWindow()
                            .withLateFirings(AfterPane.elementCountAtLeast(1)))
                    .withAllowedLateness(Duration.standardHours(1))
                    .accumulatingFiredPanes())
            .apply(WatchModels.withMinAccuracy(MIN_ACCURACY)),
        watches -> {
          // The first hour on time, the first hour with the late one, the second hour.
          assertThat(watches)
              .extracting(ModelWatch::getRecords)
              .containsExactlyInAnyOrder(2L, 3L, 1L);
          ModelWatch whole =
              watches.stream().filter(watch -> watch.getRecords() == 3).findFirst().orElseThrow();
          assertThat(whole).isEqualTo(ofMammograms(java.time.Instant.parse(NOON.toString())));
          ModelWatch next =
              watches.stream().filter(watch -> watch.getRecords() == 1).findFirst().orElseThrow();
          assertThat(next.getFrom()).isEqualTo(java.time.Instant.parse("2026-11-21T13:00:00Z"));
          assertThat(next.getTo()).isEqualTo(java.time.Instant.parse("2026-11-21T14:00:00Z"));
        });
  }

  @Test
  void watchesNothingWithoutReadings() {
    expect(
        pipeline.apply(Create.empty(CODER)).apply(WatchModels.withMinAccuracy(MIN_ACCURACY)),
        watches -> assertThat(watches).isEmpty());
  }

  /** What is asked of all watches of a run. */
  private interface Check extends java.io.Serializable {
    void on(List<ModelWatch> watches);
  }

  private void expect(PCollection<ModelWatch> watches, Check check) {
    PAssert.that(watches)
        .satisfies(
            found -> {
              check.on(StreamSupport.stream(found.spliterator(), false).toList());
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static ModelWatch byName(List<ModelWatch> watches, String name) {
    return watches.stream()
        .filter(watch -> watch.getModel().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static InferenceRecord perfect(String model) {
    return Readings.reading(
        model,
        Task.lesion_detection,
        List.of(Readings.found("lesion", 0.8, 5, 5, 9, 9)),
        List.of(Readings.there("lesion", 5, 5, 9, 9)),
        1,
        0.8,
        10.0);
  }

  /** Returns the watch of all three, of the hour from an instant on or of all time. */
  private static ModelWatch ofMammograms(java.time.@Nullable Instant from) {
    WatchedReadings readings = new WatchedReadings();
    Readings.mammograms().forEach(reading -> readings.add(reading, MIN_ACCURACY));
    return ModelWatches.of(
        new WatchedModel("cad", "1.10", Task.mammography),
        from,
        from == null ? null : from.plusSeconds(3600),
        readings,
        null);
  }
}
