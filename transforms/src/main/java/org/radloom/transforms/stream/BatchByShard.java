package org.radloom.transforms.stream;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.radloom.rows.RowPacker;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.stream.BatchFiles;
import org.radloom.stream.Message;

/**
 * Gathers rows into batches, each of one shard and with a number of its own there: when a batch is
 * large enough, or its first row has waited long enough by the clock. Unbounded, global window;
 * keeps what it gathers, at most a batch a shard. Emits what {@link BatchFiles} takes.
 */
public final class BatchByShard
    extends PTransform<PCollection<KV<byte[], byte[]>>, PCollection<byte[]>> {

  /**
   * How large batches are.
   *
   * @param shards how many are gathered side by side
   * @param bytes a batch is full when it has more
   * @param longestWait longest wait of a row by the clock
   */
  public record Limits(int shards, long bytes, Duration longestWait) implements Serializable {}

  private final Limits limits;

  private BatchByShard(Limits limits) {
    this.limits = limits;
  }

  /** Gathers batches of that size. */
  public static BatchByShard of(Limits limits) {
    return new BatchByShard(limits);
  }

  @Override
  public PCollection<byte[]> expand(PCollection<KV<byte[], byte[]>> rows) {
    return rows.apply("Pack", ParDo.of(new PackFn(limits.shards())))
        .setCoder(KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of()))
        .apply("Gather", ParDo.of(new GatherFn(limits)))
        .setCoder(ByteArrayCoder.of());
  }

  /** Packs the rows of a bundle, so that state is touched once a chunk: duplicates, then rows. */
  static final class PackFn extends DoFn<KV<byte[], byte[]>, KV<Integer, byte[]>> {
    private static final int CHUNK_BYTES = 32 << 10;

    private final int shards;
    private transient @Nullable RowPacker packer;
    private transient long @Nullable [] duplicates;
    private transient @Nullable OutputReceiver<KV<Integer, byte[]>> receiver;
    private transient @Nullable FinishBundleContext finishing;
    private transient Instant latest = BoundedWindow.TIMESTAMP_MIN_VALUE;

    PackFn(int shards) {
      this.shards = shards;
    }

    @StartBundle
    public void start() {
      packer = new RowPacker(shards, CHUNK_BYTES, this::emit);
      duplicates = new long[shards];
      finishing = null;
      latest = BoundedWindow.TIMESTAMP_MIN_VALUE;
    }

    @ProcessElement
    public void pack(
        @Element KV<byte[], byte[]> row,
        @Timestamp Instant time,
        OutputReceiver<KV<Integer, byte[]>> out) {
      receiver = out;
      latest = time.isAfter(latest) ? time : latest;
      long hash = ByteBuffer.wrap(row.getKey()).getLong(Message.KEY_BYTES - Long.BYTES);
      int shard = (int) Math.floorMod(hash, (long) shards);
      if (DropRedeliveries.isRepeated(row.getValue())) {
        Objects.requireNonNull(duplicates)[shard]++;
      } else {
        RowPacker rows = Objects.requireNonNull(packer);
        rows.row(shard).putRaw(row.getValue(), 0, row.getValue().length);
        rows.endRow(shard);
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      finishing = context;
      Objects.requireNonNull(packer).flush();
      for (int shard = 0; shard < shards; shard++) {
        if (Objects.requireNonNull(duplicates)[shard] > 0) {
          emit(shard, new byte[0]);
        }
      }
    }

    private void emit(int shard, byte[] rows) {
      long[] counts = Objects.requireNonNull(duplicates);
      RowWriter chunk = new RowWriter(rows.length + 10);
      chunk.putCount(counts[shard]).putRaw(rows, 0, rows.length);
      counts[shard] = 0;
      KV<Integer, byte[]> element = KV.of(shard, chunk.toBytes());
      if (finishing != null) {
        finishing.output(element, latest, GlobalWindow.INSTANCE);
      } else {
        Objects.requireNonNull(receiver).output(element);
      }
    }
  }

  static final class GatherFn extends DoFn<KV<Integer, byte[]>, byte[]> {
    private static final Counter BATCHES = Metrics.counter(Rows.METRICS, "batches");
    private static final Counter BYTES = Metrics.counter(Rows.METRICS, "batched_bytes");

    @StateId("chunks")
    private final StateSpec<BagState<byte[]>> chunksSpec = StateSpecs.bag(ByteArrayCoder.of());

    @StateId("bytes")
    private final StateSpec<ValueState<Long>> bytesSpec = StateSpecs.value(VarLongCoder.of());

    @StateId("sequence")
    private final StateSpec<ValueState<Long>> sequenceSpec = StateSpecs.value(VarLongCoder.of());

    @TimerId("flush")
    private final TimerSpec flushSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

    private final Limits limits;

    GatherFn(Limits limits) {
      this.limits = limits;
    }

    @ProcessElement
    public void gather(
        @Element KV<Integer, byte[]> chunk,
        @StateId("chunks") BagState<byte[]> chunks,
        @StateId("bytes") ValueState<Long> bytes,
        @StateId("sequence") ValueState<Long> sequence,
        @TimerId("flush") Timer flush,
        OutputReceiver<byte[]> out) {
      Long before = bytes.read();
      if (before == null) {
        flush.offset(limits.longestWait()).setRelative();
      }
      chunks.add(chunk.getValue());
      long now = (before == null ? 0 : before) + chunk.getValue().length;
      if (now < limits.bytes()) {
        bytes.write(now);
      } else {
        flush.clear();
        emit(chunk.getKey(), chunks, bytes, sequence, out);
      }
    }

    @OnTimer("flush")
    public void flush(
        @Key Integer shard,
        @StateId("chunks") BagState<byte[]> chunks,
        @StateId("bytes") ValueState<Long> bytes,
        @StateId("sequence") ValueState<Long> sequence,
        OutputReceiver<byte[]> out) {
      emit(shard, chunks, bytes, sequence, out);
    }

    private static void emit(
        int shard,
        BagState<byte[]> chunks,
        ValueState<Long> bytes,
        ValueState<Long> sequence,
        OutputReceiver<byte[]> out) {
      Long number = sequence.read();
      long duplicates = 0;
      RowWriter rows = new RowWriter(64 << 10);
      for (byte[] chunk : chunks.read()) {
        RowReader reader = new RowReader(chunk);
        duplicates += reader.readCount();
        rows.putRaw(chunk, reader.position(), chunk.length - reader.position());
      }
      long sequenceNumber = number == null ? 0 : number;
      out.output(
          new BatchFiles.Builder(shard, sequenceNumber, duplicates).add(rows.toBytes()).build());
      BATCHES.inc();
      BYTES.inc(rows.size());
      sequence.write(sequenceNumber + 1);
      chunks.clear();
      bytes.clear();
    }
  }
}
