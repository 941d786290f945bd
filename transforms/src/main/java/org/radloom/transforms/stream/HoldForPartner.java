package org.radloom.transforms.stream;

import java.io.IOException;
import java.util.Objects;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
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
import org.jspecify.annotations.Nullable;
import org.radloom.events.EventType;
import org.radloom.records.Pseudonymiser;
import org.radloom.stream.HeldRecord;
import org.radloom.stream.RecordReleaser;
import org.radloom.stream.WindowRecord;

/**
 * Keeps a record's events until its other half is there, or has been waited for long enough; then
 * makes the record of them and lets it go. What comes after that, within the horizon, makes an
 * update: the same record id, a higher version. Whatever comes in whichever order, the last version
 * is what a batch export would make of all of it.
 *
 * <p>Unbounded, global window; keeps the events of a record, see {@link HeldRecord} for how many,
 * and one event-time timer, for {@code holdFor} and the horizon. Emits records under the pseudonym
 * of their patient. Counts {@code held}, {@code released} (the difference is waiting), {@code
 * updates}, {@code unmatched}, {@code unusable_<reason>} and {@code surplus_events}.
 */
final class HoldForPartner
    extends PTransform<PCollection<KV<byte[], byte[]>>, PCollection<KV<byte[], byte[]>>> {
  private final WindowSettings settings;

  HoldForPartner(WindowSettings settings) {
    this.settings = settings;
  }

  @Override
  public PCollection<KV<byte[], byte[]>> expand(PCollection<KV<byte[], byte[]>> events) {
    return events.apply("Hold", ParDo.of(new HoldFn(settings))).setCoder(Rows.CODER);
  }

  static final class HoldFn extends DoFn<KV<byte[], byte[]>, KV<byte[], byte[]>> {
    private static final EventType[] TYPES = EventType.values();

    @StateId("held")
    private final StateSpec<ValueState<byte[]>> heldSpec = StateSpecs.value(ByteArrayCoder.of());

    @TimerId("next")
    private final TimerSpec nextSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    private final Counter heldCounter = Metrics.counter(Rows.METRICS, "held");
    private final Counter released = Metrics.counter(Rows.METRICS, "released");
    private final Counter updates = Metrics.counter(Rows.METRICS, "updates");
    private final Counter unmatched = Metrics.counter(Rows.METRICS, "unmatched");
    private final Counter surplus = Metrics.counter(Rows.METRICS, "surplus_events");
    private final WindowSettings settings;
    private transient @Nullable RecordReleaser releaser;

    HoldFn(WindowSettings settings) {
      this.settings = settings;
    }

    @Setup
    public void setUp() throws IOException {
      releaser =
          new RecordReleaser(
              new Pseudonymiser(settings.keys()),
              settings.text().assessor(),
              settings.images().source(),
              settings.minAccuracy(),
              settings.text().dates());
    }

    @ProcessElement
    public void hold(
        @Element KV<byte[], byte[]> event,
        @Timestamp Instant time,
        @StateId("held") ValueState<byte[]> state,
        @TimerId("next") Timer next,
        OutputReceiver<KV<byte[], byte[]>> out) {
      byte[] before = state.read();
      HeldRecord held = HeldRecord.of(before);
      byte[] value = event.getValue();
      switch (held.add(TYPES[value[0]], value, 1, value.length - 1)) {
        case KEPT -> {}
        case KNOWN -> {
          return;
        }
        case SURPLUS -> {
          surplus.inc();
          return;
        }
      }
      if (before == null) {
        heldCounter.inc();
        next.set(time.plus(settings.times().holdFor()));
      }
      if (held.isWaiting() && held.isComplete()) {
        letGo(held, time, next);
      }
      if (!held.isWaiting()) {
        release(event.getKey(), held, out);
      }
      state.write(held.toBytes());
    }

    @OnTimer("next")
    public void next(
        OnTimerContext context,
        @Key byte[] key,
        @StateId("held") ValueState<byte[]> state,
        @TimerId("next") Timer next,
        OutputReceiver<KV<byte[], byte[]>> out) {
      HeldRecord held = HeldRecord.of(state.read());
      if (held.isWaiting()) {
        letGo(held, context.fireTimestamp(), next);
        release(key, held, out);
        state.write(held.toBytes());
      } else {
        state.clear();
      }
    }

    private void letGo(HeldRecord held, Instant time, Timer next) {
      held.stopWaiting();
      released.inc();
      next.set(time.plus(settings.times().horizon()));
    }

    private void release(byte[] key, HeldRecord held, OutputReceiver<KV<byte[], byte[]>> out) {
      RecordReleaser.Release release =
          Objects.requireNonNull(releaser).release(Rows.pseudonym(key), held);
      for (String reason : release.unusable()) {
        Metrics.counter(Rows.METRICS, "unusable_" + reason).inc();
      }
      if (release.unmatched()) {
        unmatched.inc();
      }
      WindowRecord record = release.record();
      if (record != null) {
        if (record.version() > 0) {
          updates.inc();
        }
        out.output(KV.of(Rows.key(record.patient()), ApplyConsents.record(record)));
      }
    }
  }
}
