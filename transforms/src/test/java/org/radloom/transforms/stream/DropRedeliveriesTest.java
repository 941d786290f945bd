package org.radloom.transforms.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

final class DropRedeliveriesTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration HORIZON = Duration.standardHours(2);

  /** A clock that stands still when the streams start. */
  private static final Clock CLOCK = Clock.fixed(java(START), ZoneOffset.UTC);

  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  /** A row whose key and value say the same, at a minute after the start. */
  private static TimestampedValue<KV<byte[], byte[]>> row(String key, String value, int minute) {
    return TimestampedValue.of(KV.of(bytes(key), bytes(value)), at(minute));
  }

  private static java.time.Instant java(Instant time) {
    return java.time.Instant.ofEpochMilli(time.getMillis());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Instant at(int minute) {
    return START.plus(Duration.standardMinutes(minute));
  }

  private static TestStream.Builder<KV<byte[], byte[]>> stream() {
    return TestStream.create(Rows.CODER).advanceWatermarkTo(START);
  }

  @Test
  void keepsTheFirstAndSaysOfEachRepeatThatItWasThere() {
    assertRows(
        stream()
            .addElements(row("k", "first", 0), row("l", "other", 0))
            .addElements(row("k", "second", 1))
            .advanceWatermarkTo(at(90))
            .addElements(row("k", "third", 119)),
        "k first",
        "l other",
        "k ",
        "k ");
  }

  @Test
  void beyondTheHorizonAMessageIsNewAgain() {
    assertRows(
        stream()
            .addElements(row("k", "first", 0))
            .advanceWatermarkTo(at(119))
            .addElements(row("k", "known", 119))
            .advanceWatermarkTo(at(121))
            .addElements(row("k", "forgotten", 121))
            .addElements(row("k", "known again", 122)),
        "k first",
        "k ",
        "k forgotten",
        "k ");
  }

  @Test
  void theHorizonRunsFromTheFirstTimeNotTheLast() {
    assertRows(
        stream()
            .addElements(row("k", "first", 0))
            .advanceWatermarkTo(at(100))
            .addElements(row("k", "known", 100))
            .advanceWatermarkTo(at(130))
            .addElements(row("k", "new", 130)),
        "k first",
        "k ",
        "k new");
  }

  @Test
  void theHorizonOfAnOldEventRunsFromItsArrival() {
    // A month of events is read in a minute, then the watermark leaps to the clock.
    assertRows(
        TestStream.create(Rows.CODER)
            .addElements(row("k", "last month", -43_200))
            .advanceWatermarkTo(at(1))
            .addElements(row("k", "again", 1))
            .advanceWatermarkTo(at(121))
            .addElements(row("k", "new", 121)),
        "k last month",
        "k ",
        "k new");
  }

  @Test
  void whatComesBehindTheWatermarkIsNotLost() {
    assertRows(
        stream()
            .advanceWatermarkTo(at(600))
            .addElements(row("k", "late", 1))
            .addElements(row("l", "later still", -10_000)),
        "k late",
        "l later still");
  }

  @Test
  void countsWhatItKeepsAndWhatItDrops() {
    pipeline
        .apply(
            stream()
                .addElements(row("k", "a", 0), row("k", "a", 1), row("l", "b", 1), row("k", "a", 2))
                .advanceWatermarkToInfinity())
        .apply(new DropRedeliveries(HORIZON, CLOCK));

    PipelineResult result = pipeline.run();
    result.waitUntilFinish();

    assertThat(counter(result, "kept")).isEqualTo(2);
    assertThat(counter(result, "duplicates")).isEqualTo(2);
  }

  static long counter(PipelineResult result, String name) {
    long sum = 0;
    for (var counter :
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.named(Rows.METRICS, name))
                    .build())
            .getCounters()) {
      sum += counter.getAttempted();
    }
    return sum;
  }

  private void assertRows(TestStream.Builder<KV<byte[], byte[]>> stream, String... expected) {
    PCollection<String> rows =
        pipeline
            .apply(stream.advanceWatermarkToInfinity())
            .apply(new DropRedeliveries(HORIZON, CLOCK))
            .apply(
                MapElements.into(TypeDescriptors.strings())
                    .via(
                        row ->
                            text(row.getKey())
                                + " "
                                + (DropRedeliveries.isRepeated(row.getValue())
                                    ? ""
                                    : text(row.getValue()))));
    PAssert.that(rows).containsInAnyOrder(new ArrayList<>(List.of(expected)));
    pipeline.run().waitUntilFinish();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
