package org.radloom.transforms.stream;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.coders.ByteArrayCoder;
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
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.stream.EventWindow;
import org.radloom.stream.WindowPart;
import org.radloom.stream.WindowRecord;

/**
 * Gathers the records of a window, shard by shard, and cuts parts of them: when the window is over,
 * and before that when there are many, as soon as the watermark has passed them. Then every veto of
 * {@link FindNearTexts} has come too, since its watermark is part of this step's: whoever joins
 * records and vetoes needs no other signal.
 *
 * <p>Unbounded, global window, so that nothing is late: a record that comes when its window is over
 * makes another part of it. Keeps the records of a shard, at most a part and what comes while the
 * watermark catches up. Emits parts under the 8 bytes of their window's start. Counts {@code
 * near_duplicates}.
 */
final class CollectParts
    extends PTransform<PCollection<KV<byte[], byte[]>>, PCollection<KV<byte[], byte[]>>> {
  private static final int RECORDS = 0;
  private static final int VETO = 1;

  private final WindowSettings settings;

  CollectParts(WindowSettings settings) {
    this.settings = settings;
  }

  /** Appends a record to a chunk. */
  static void putRecord(RowWriter chunk, Instant time, byte[] row) {
    chunk.putLong(time.getMillis()).putRaw(row, 0, row.length);
  }

  /** Returns the element that brings a chunk of records. */
  static byte[] records(RowWriter chunk) {
    RowWriter element = new RowWriter(chunk.size() + 1).putByte(RECORDS);
    return element.putRaw(chunk.buffer(), 0, chunk.size()).toBytes();
  }

  /** Returns the element that says what must not be published. */
  static byte[] veto(WindowPart.Veto veto) {
    RowWriter element = new RowWriter(20).putByte(VETO);
    veto.put(element);
    return element.toBytes();
  }

  @Override
  public PCollection<KV<byte[], byte[]>> expand(PCollection<KV<byte[], byte[]>> input) {
    return input.apply("Collect", ParDo.of(new CollectFn(settings))).setCoder(Rows.CODER);
  }

  private record Timed(long millis, WindowRecord record) {}

  static final class CollectFn extends DoFn<KV<byte[], byte[]>, KV<byte[], byte[]>> {
    @StateId("chunks")
    private final StateSpec<BagState<byte[]>> chunksSpec = StateSpecs.bag(ByteArrayCoder.of());

    @StateId("vetoes")
    private final StateSpec<BagState<byte[]>> vetoesSpec = StateSpecs.bag(ByteArrayCoder.of());

    @StateId("bytes")
    private final StateSpec<ValueState<Long>> bytesSpec = StateSpecs.value(VarLongCoder.of());

    /** The time that the watermark has to reach before the next early part is cut. */
    @StateId("cutAt")
    private final StateSpec<ValueState<Long>> cutAtSpec = StateSpecs.value(VarLongCoder.of());

    @StateId("sequence")
    private final StateSpec<ValueState<Integer>> sequenceSpec = StateSpecs.value(VarIntCoder.of());

    @TimerId("cut")
    private final TimerSpec cutSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    @TimerId("end")
    private final TimerSpec endSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    private final Counter nearDuplicates = Metrics.counter(Rows.METRICS, "near_duplicates");
    private final WindowSettings settings;

    CollectFn(WindowSettings settings) {
      this.settings = settings;
    }

    @ProcessElement
    public void collect(
        @Element KV<byte[], byte[]> element,
        @StateId("chunks") BagState<byte[]> chunks,
        @StateId("vetoes") BagState<byte[]> vetoes,
        @StateId("bytes") ValueState<Long> bytesState,
        @StateId("cutAt") ValueState<Long> cutAt,
        @TimerId("cut") Timer cut,
        @TimerId("end") Timer end) {
      byte[] value = element.getValue();
      if (value[0] == VETO) {
        vetoes.add(value);
        end.set(end(window(element.getKey())));
        return;
      }
      Long before = bytesState.read();
      if (before == null) {
        end.set(end(window(element.getKey())));
      }
      chunks.add(value);
      long bytes = (before == null ? 0 : before) + value.length;
      bytesState.write(bytes);
      if (bytes >= settings.sizes().partBytes() && cutAt.read() == null) {
        cutAfter(read(value), cutAt, cut);
      }
    }

    /** Lets a part be cut when the watermark has passed the latest of these records. */
    private static void cutAfter(List<Timed> records, ValueState<Long> cutAt, Timer cut) {
      long latest = records.stream().mapToLong(Timed::millis).max().orElseThrow();
      cutAt.write(latest + 1);
      cut.set(Instant.ofEpochMilli(latest + 1));
    }

    @OnTimer("cut")
    public void cut(
        @Key byte[] key,
        @StateId("chunks") BagState<byte[]> chunks,
        @StateId("vetoes") BagState<byte[]> vetoes,
        @StateId("bytes") ValueState<Long> bytesState,
        @StateId("cutAt") ValueState<Long> cutAt,
        @StateId("sequence") ValueState<Integer> sequence,
        @TimerId("cut") Timer cut,
        OutputReceiver<KV<byte[], byte[]>> out) {
      Long before = cutAt.read();
      if (before == null) {
        return; // The end of the window came first.
      }
      List<WindowRecord> passed = new ArrayList<>();
      List<Timed> left = new ArrayList<>();
      RowWriter rest = new RowWriter(4096);
      for (byte[] chunk : chunks.read()) {
        for (Timed one : read(chunk)) {
          if (one.millis < before) {
            passed.add(one.record);
          } else {
            left.add(one);
            putRecord(rest, Instant.ofEpochMilli(one.millis), one.record.toBytes());
          }
        }
      }
      cutAt.clear();
      chunks.clear();
      bytesState.write((long) rest.size());
      if (!left.isEmpty()) {
        chunks.add(records(rest));
        if (rest.size() >= settings.sizes().partBytes()) {
          cutAfter(left, cutAt, cut);
        }
      }
      emit(key, passed, vetoes, sequence, out);
    }

    @OnTimer("end")
    public void end(
        @Key byte[] key,
        @StateId("chunks") BagState<byte[]> chunks,
        @StateId("vetoes") BagState<byte[]> vetoes,
        @StateId("bytes") ValueState<Long> bytesState,
        @StateId("cutAt") ValueState<Long> cutAt,
        @StateId("sequence") ValueState<Integer> sequence,
        OutputReceiver<KV<byte[], byte[]>> out) {
      List<WindowRecord> records = new ArrayList<>();
      for (byte[] chunk : chunks.read()) {
        read(chunk).forEach(one -> records.add(one.record));
      }
      emit(key, records, vetoes, sequence, out);
      chunks.clear();
      vetoes.clear();
      bytesState.clear();
      cutAt.clear();
      sequence.clear();
    }

    private void emit(
        byte[] keyBytes,
        List<WindowRecord> records,
        BagState<byte[]> vetoes,
        ValueState<Integer> sequence,
        OutputReceiver<KV<byte[], byte[]>> out) {
      WindowShard key = WindowShard.read(keyBytes);
      Set<WindowPart.Veto> all = new HashSet<>();
      for (byte[] veto : vetoes.read()) {
        all.add(WindowPart.Veto.read(new RowReader(veto, 1, veto.length - 1)));
      }
      for (WindowRecord record : records) {
        if (all.contains(new WindowPart.Veto(record.id(), record.version()))) {
          nearDuplicates.inc();
        }
      }
      Integer number = sequence.read();
      int next = number == null ? 0 : number;
      List<WindowPart> parts =
          WindowPart.cut(
              window(keyBytes), key.shard(), next, records, all, settings.sizes().partBytes());
      for (WindowPart part : parts) {
        out.output(KV.of(PublishManifests.key(part.window()), part.toBytes()));
      }
      sequence.write(next + parts.size());
    }

    private EventWindow window(byte[] key) {
      return new EventWindow(
          WindowShard.read(key).windowStart(), settings.times().window().getMillis());
    }

    private static Instant end(EventWindow window) {
      return Instant.ofEpochMilli(window.end());
    }

    private static List<Timed> read(byte[] chunk) {
      List<Timed> records = new ArrayList<>();
      RowReader row = new RowReader(chunk, 1, chunk.length - 1);
      while (row.hasMore()) {
        records.add(new Timed(row.readLong(), WindowRecord.read(row)));
      }
      return records;
    }
  }
}
