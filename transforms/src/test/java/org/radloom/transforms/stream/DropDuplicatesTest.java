package org.radloom.transforms.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.radloom.privacy.Pseudonym;
import org.radloom.records.Candidate.Grade;
import org.radloom.records.DuplicateKey;
import org.radloom.records.DuplicateKey.Kind;
import org.radloom.stream.WindowRecord;

final class DropDuplicatesTest {
  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);
  private TestStream.Builder<byte[]> stream =
      TestStream.create(ByteArrayCoder.of()).advanceWatermarkTo(WindowRun.TEN);

  /** Adds a record when those before it have been dealt with. */
  private void add(int minute, int id, int version, DuplicateKey... keys) {
    add(WindowRun.at(minute), id, version, keys);
  }

  private void add(Instant time, int id, int version, DuplicateKey... keys) {
    WindowRecord record =
        new WindowRecord(
            new Pseudonym(0, id),
            new Pseudonym(0, 0),
            version,
            true,
            Grade.RANKED,
            List.of(keys),
            new long[0],
            new byte[0]);
    stream =
        stream.advanceWatermarkTo(time).addElements(TimestampedValue.of(record.toBytes(), time));
  }

  private static DuplicateKey key(Kind kind, long value) {
    return new DuplicateKey(kind, value, value);
  }

  private Map<String, Long> expect(String... kept) {
    PAssert.that(
            pipeline
                .apply(stream.advanceWatermarkToInfinity())
                .apply(new DropDuplicates(WindowRun.HORIZON))
                .apply(
                    MapElements.into(TypeDescriptors.strings())
                        .via(
                            row -> {
                              WindowRecord record = WindowRecord.read(row);
                              return record.id().lo() + " v" + record.version();
                            })))
        .containsInAnyOrder(kept);
    var result = pipeline.run();
    result.waitUntilFinish();
    return WindowRun.counters(result);
  }

  @Test
  void keepsTheFirstOfThoseThatShareAKey() {
    add(1, 1, 0, key(Kind.AUDIO, 7), key(Kind.TEXT, 1));
    add(2, 2, 0, key(Kind.AUDIO, 7), key(Kind.TEXT, 2));
    add(3, 3, 0, key(Kind.AUDIO, 8), key(Kind.TEXT, 1));
    add(4, 4, 0, key(Kind.READING, 7));
    add(5, 5, 0, key(Kind.READING, 7));

    Map<String, Long> counters = expect("1 v0", "4 v0");

    assertThat(counters).isEqualTo(Map.of("same_audio", 1L, "same_text", 1L, "same_reading", 1L));
  }

  @Test
  void keepsTheOtherInTheOtherOrder() {
    add(1, 2, 0, key(Kind.AUDIO, 7), key(Kind.TEXT, 2));
    add(2, 1, 0, key(Kind.AUDIO, 7), key(Kind.TEXT, 1));

    expect("2 v0");
  }

  @Test
  void letsUpdatesOfTheWinnerPassAndNoOthers() {
    add(1, 1, 0, key(Kind.TEXT, 1));
    add(2, 2, 0, key(Kind.TEXT, 1));
    add(3, 1, 1, key(Kind.TEXT, 1));
    add(4, 2, 1, key(Kind.TEXT, 1));

    expect("1 v0", "1 v1");
  }

  @Test
  void forgetsTheWinnerWhenTheHorizonHasPassed() {
    add(1, 1, 0, key(Kind.TEXT, 1));
    add(WindowRun.at(1).plus(WindowRun.HORIZON).minus(Duration.millis(1)), 2, 0, key(Kind.TEXT, 1));
    add(WindowRun.at(2).plus(WindowRun.HORIZON), 3, 0, key(Kind.TEXT, 1));

    expect("1 v0", "3 v0");
  }

  @Test
  void letsRecordsWithoutASecondKeyPass() {
    add(1, 1, 0, key(Kind.READING, 1));
    add(2, 2, 0, key(Kind.READING, 2), key(Kind.READING, 3));

    expect("1 v0", "2 v0");
  }
}
