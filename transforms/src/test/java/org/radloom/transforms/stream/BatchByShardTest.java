package org.radloom.transforms.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.radloom.rows.RowReader;
import org.radloom.stream.Message;
import org.radloom.stream.Messages;
import org.radloom.stream.Place;

final class BatchByShardTest {
  private static final Duration WAIT = Duration.standardSeconds(60);
  private static final byte[] REPEATED = new byte[0];
  private static final int MEBIBYTE = 1 << 20;

  private final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  /** A row of a reject of {@code bytes} bytes that goes to a shard of any number of shards. */
  private static KV<byte[], byte[]> row(int shard, long position, int bytes) {
    byte[] payload = new byte[bytes];
    Arrays.fill(payload, (byte) 'x');
    return KV.of(
        key(shard), Messages.placed(new Place("f", -1, position, 0), Messages.parse(payload)));
  }

  private static KV<byte[], byte[]> repeated(int shard) {
    return KV.of(key(shard), REPEATED);
  }

  private static byte[] key(int shard) {
    return ByteBuffer.allocate(Message.KEY_BYTES).putLong(8, shard).array();
  }

  @Test
  void aBatchThatIsFullGoesAtOnce() {
    assertBatches(
        2,
        stream()
            .addElements(row(0, 1, 600_000))
            .addElements(row(0, 2, 600_000))
            .addElements(row(0, 3, 600_000))
            .addElements(row(0, 4, 600_000)),
        "shard 0 number 0 repeated 0: 1 2",
        "shard 0 number 1 repeated 0: 3 4");
  }

  @Test
  void aBatchThatIsNotFullGoesWhenItsFirstRowHasWaited() {
    assertBatches(
        2,
        stream()
            .addElements(row(1, 1, 10))
            .advanceProcessingTime(WAIT.minus(Duration.standardSeconds(1)))
            .addElements(row(1, 2, 10))
            .advanceProcessingTime(Duration.standardSeconds(2))
            .addElements(row(1, 3, 10))
            .advanceProcessingTime(WAIT.plus(Duration.standardSeconds(1))),
        "shard 1 number 0 repeated 0: 1 2",
        "shard 1 number 1 repeated 0: 3");
  }

  @Test
  void theClockStartsAnewForTheBatchBehindAFullOne() {
    assertBatches(
        1,
        stream()
            .addElements(row(0, 1, 10))
            .advanceProcessingTime(WAIT.minus(Duration.standardSeconds(10)))
            .addElements(row(0, 2, 1_000_000))
            .addElements(row(0, 3, 100_000))
            .addElements(row(0, 4, 10))
            .advanceProcessingTime(Duration.standardSeconds(20))
            .addElements(row(0, 5, 10))
            .advanceProcessingTime(WAIT),
        "shard 0 number 0 repeated 0: 1 2 3",
        "shard 0 number 1 repeated 0: 4 5");
  }

  @Test
  void everyShardHasItsOwnNumbers() {
    assertBatches(
        3,
        stream()
            .addElements(row(0, 1, 10), row(1, 2, 10), row(2, 3, 10), row(3, 4, 10))
            .advanceProcessingTime(WAIT.plus(Duration.standardSeconds(1)))
            .addElements(row(1, 5, 10))
            .advanceProcessingTime(WAIT.plus(Duration.standardSeconds(1))),
        "shard 0 number 0 repeated 0: 1 4",
        "shard 1 number 0 repeated 0: 2",
        "shard 1 number 1 repeated 0: 5",
        "shard 2 number 0 repeated 0: 3");
  }

  @Test
  void countsTheRepeatsOfItsShard() {
    assertBatches(
        2,
        stream()
            .addElements(row(0, 1, 10), repeated(0), repeated(0), repeated(1))
            .addElements(repeated(0))
            .advanceProcessingTime(WAIT.plus(Duration.standardSeconds(1))),
        "shard 0 number 0 repeated 3: 1",
        "shard 1 number 0 repeated 1:");
  }

  @Test
  void aRowLargerThanABatchIsABatch() {
    assertBatches(
        1,
        stream().addElements(row(0, 1, MEBIBYTE)).addElements(row(0, 2, MEBIBYTE)),
        "shard 0 number 0 repeated 0: 1",
        "shard 0 number 1 repeated 0: 2");
  }

  private static TestStream.Builder<KV<byte[], byte[]>> stream() {
    return TestStream.create(Rows.CODER);
  }

  /** Gathers batches of a mebibyte, and waits for no event time. */
  private void assertBatches(
      int shards, TestStream.Builder<KV<byte[], byte[]>> stream, String... expected) {
    PCollection<String> batches =
        pipeline
            .apply(stream.advanceWatermarkToInfinity())
            .apply(BatchByShard.of(new BatchByShard.Limits(shards, MEBIBYTE, WAIT)))
            .apply(
                FlatMapElements.into(TypeDescriptors.strings())
                    .via(batch -> List.of(describe(batch))));
    PAssert.that(batches).containsInAnyOrder(new ArrayList<>(List.of(expected)));
    pipeline.run().waitUntilFinish();
  }

  private static String describe(byte[] batch) {
    RowReader reader = new RowReader(batch);
    StringBuilder text = new StringBuilder();
    text.append("shard ").append(reader.readInt());
    text.append(" number ").append(reader.readCount());
    text.append(" repeated ").append(reader.readCount()).append(':');
    List<Long> positions = new ArrayList<>();
    while (reader.hasMore()) {
      positions.add(Place.read(reader).position());
      assertThat(Message.read(batch, reader).isEvent()).isFalse();
    }
    // Rows of one bundle come in any order.
    Collections.sort(positions);
    positions.forEach(position -> text.append(' ').append(position));
    return text.toString();
  }
}
