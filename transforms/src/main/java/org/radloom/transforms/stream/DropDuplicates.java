package org.radloom.transforms.stream;

import java.util.Arrays;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.radloom.records.DuplicateKey;
import org.radloom.rows.RowWriter;
import org.radloom.stream.WindowRecord;

/**
 * Drops records that share the recording, the text or the image of another one that came before,
 * within the horizon: the first wins, whichever is better, since what is published cannot be called
 * back. Later versions of the winner pass. The export, which sees all of them, keeps the best.
 *
 * <p>A record that is dropped by its second key has still taken its first. Unbounded, global
 * window; keeps 16 bytes and one event-time timer a key for the horizon. Counts {@code same_audio},
 * {@code same_text} and {@code same_reading}.
 */
final class DropDuplicates extends PTransform<PCollection<byte[]>, PCollection<byte[]>> {
  private static final TupleTag<KV<byte[], byte[]>> KEYED = new TupleTag<>() {};
  private static final TupleTag<byte[]> WITHOUT_KEY = new TupleTag<>() {};
  private static final int MOST_KEYS = 2;

  private final Duration horizon;

  DropDuplicates(Duration horizon) {
    this.horizon = horizon;
  }

  @Override
  public PCollection<byte[]> expand(PCollection<byte[]> records) {
    PCollection<byte[]> left = records;
    for (int number = 0; number < MOST_KEYS; number++) {
      String name = "Key" + number;
      PCollectionTuple keyed =
          left.apply(
              name,
              ParDo.of(new KeyFn(number)).withOutputTags(KEYED, TupleTagList.of(WITHOUT_KEY)));
      PCollection<byte[]> kept =
          keyed
              .get(KEYED)
              .setCoder(Rows.CODER)
              .apply("KeepFirstOf" + name, ParDo.of(new KeepFirstFn(horizon)))
              .setCoder(ByteArrayCoder.of());
      left =
          PCollectionList.of(kept)
              .and(keyed.get(WITHOUT_KEY).setCoder(ByteArrayCoder.of()))
              .apply("AllOf" + name, Flatten.pCollections());
    }
    return left;
  }

  /** Puts records under one of their keys: 17 bytes. */
  static final class KeyFn extends DoFn<byte[], KV<byte[], byte[]>> {
    private final int number;

    KeyFn(int number) {
      this.number = number;
    }

    @ProcessElement
    public void key(@Element byte[] row, MultiOutputReceiver out) {
      WindowRecord record = WindowRecord.read(row);
      if (record.keys().size() <= number) {
        out.get(WITHOUT_KEY).output(row);
        return;
      }
      DuplicateKey key = record.keys().get(number);
      RowWriter bytes = new RowWriter(17);
      bytes.putByte(key.kind().ordinal()).putLong(key.hi()).putLong(key.lo());
      out.get(KEYED).output(KV.of(bytes.toBytes(), row));
    }
  }

  static final class KeepFirstFn extends DoFn<KV<byte[], byte[]>, byte[]> {
    private static final DuplicateKey.Kind[] KINDS = DuplicateKey.Kind.values();

    @StateId("first")
    private final StateSpec<ValueState<byte[]>> firstSpec = StateSpecs.value(ByteArrayCoder.of());

    @TimerId("forget")
    private final TimerSpec forgetSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    private final Duration horizon;

    KeepFirstFn(Duration horizon) {
      this.horizon = horizon;
    }

    @ProcessElement
    public void keepFirst(
        @Element KV<byte[], byte[]> record,
        @Timestamp Instant time,
        @StateId("first") ValueState<byte[]> state,
        @TimerId("forget") Timer forget,
        OutputReceiver<byte[]> out) {
      byte[] first = state.read();
      byte[] row = record.getValue();
      if (first == null) {
        state.write(Arrays.copyOf(row, WindowRecord.ID_BYTES));
        forget.withNoOutputTimestamp().set(time.plus(horizon));
        out.output(row);
      } else if (Arrays.equals(first, 0, first.length, row, 0, WindowRecord.ID_BYTES)) {
        out.output(row);
      } else {
        Metrics.counter(Rows.METRICS, KINDS[record.getKey()[0]].reason()).inc();
      }
    }

    @OnTimer("forget")
    public void forget(@StateId("first") ValueState<byte[]> state) {
      state.clear();
    }
  }
}
