package org.radloom.transforms.stream;

import java.util.Arrays;
import java.util.Objects;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;
import org.radloom.records.ConsentPolicy;
import org.radloom.records.ErasedPatients;
import org.radloom.rows.RowReader;
import org.radloom.rows.RowWriter;
import org.radloom.stream.ConsentDecision;
import org.radloom.stream.WindowRecord;
import org.radloom.transforms.CollectConsents;

/**
 * Lets the records of patients pass whose consent covers training, by the decision that is in force
 * when the record comes: the latest in event time, at the same time a revocation. A record that has
 * passed is not called back by a later revocation; the next nightly export leaves it out. A patient
 * who was erased before the stream started is denied whatever they decided.
 *
 * <p>Takes decisions and records under the pseudonym of their patient. Unbounded, global window;
 * keeps 9 bytes a patient who ever decided, for good. Counts {@code denied}.
 */
final class ApplyConsents extends PTransform<PCollection<KV<byte[], byte[]>>, PCollection<byte[]>> {
  private static final int DECISION = 0;
  private static final int RECORD = 1;

  private final CollectConsents.Mode mode;
  private final ErasedPatients erased;

  ApplyConsents(CollectConsents.Mode mode, ErasedPatients erased) {
    this.mode = mode;
    this.erased = erased;
  }

  /** Returns the element that says what a patient decided. */
  static byte[] decision(ConsentDecision decision) {
    RowWriter row = new RowWriter(10).putByte(DECISION);
    decision.put(row);
    return row.toBytes();
  }

  /** Returns the element that brings a record of the patient. */
  static byte[] record(WindowRecord record) {
    RowWriter row = new RowWriter(record.avro().length + 256).putByte(RECORD);
    record.put(row);
    return row.toBytes();
  }

  @Override
  public PCollection<byte[]> expand(PCollection<KV<byte[], byte[]>> input) {
    return input
        .apply("Decide", ParDo.of(new DecideFn(mode, erased)))
        .setCoder(ByteArrayCoder.of());
  }

  static final class DecideFn extends DoFn<KV<byte[], byte[]>, byte[]> {
    @StateId("decided")
    private final StateSpec<ValueState<byte[]>> decidedSpec = StateSpecs.value(ByteArrayCoder.of());

    private final Counter denied = Metrics.counter(Rows.METRICS, "denied");
    private final CollectConsents.Mode mode;
    private final ErasedPatients erased;
    private transient @Nullable ConsentPolicy notErased;

    DecideFn(CollectConsents.Mode mode, ErasedPatients erased) {
      this.mode = mode;
      this.erased = erased;
    }

    @Setup
    public void setUp() {
      notErased = erased.over(patient -> true);
    }

    @ProcessElement
    public void decide(
        @Element KV<byte[], byte[]> element,
        @StateId("decided") ValueState<byte[]> state,
        OutputReceiver<byte[]> out) {
      byte[] decided = state.read();
      byte[] value = element.getValue();
      if (value[0] == DECISION) {
        ConsentDecision decision = ConsentDecision.read(new RowReader(value, 1, value.length - 1));
        if (decided != null) {
          decision = decision.or(ConsentDecision.read(new RowReader(decided)));
        }
        RowWriter row = new RowWriter(9);
        decision.put(row);
        state.write(row.toBytes());
      } else if (allows(decided) && isNotErased(element.getKey())) {
        out.output(Arrays.copyOfRange(value, 1, value.length));
      } else {
        denied.inc();
      }
    }

    private boolean isNotErased(byte[] key) {
      return Objects.requireNonNull(notErased).allows(Rows.pseudonym(key));
    }

    private boolean allows(byte @Nullable [] decided) {
      return decided == null
          ? mode == CollectConsents.Mode.OPT_OUT
          : !ConsentDecision.read(new RowReader(decided)).revoked();
    }
  }
}
