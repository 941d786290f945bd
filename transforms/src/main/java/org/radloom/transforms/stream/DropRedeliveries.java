package org.radloom.transforms.stream;

import java.time.Clock;
import org.apache.beam.sdk.coders.BooleanCoder;
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
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Drops messages that say what one said before, within the horizon of its arrival. Of each that is
 * dropped an empty row goes on under its key, so that whoever counts can count it. Unbounded,
 * global window; keeps one flag and one event-time timer a key for the horizon.
 *
 * <p>The horizon runs from the time of the event or of its arrival, whichever is later: when a
 * stream has caught up with events of last month, the watermark leaps to today, and what came a
 * minute ago must still be known.
 */
public final class DropRedeliveries
    extends PTransform<PCollection<KV<byte[], byte[]>>, PCollection<KV<byte[], byte[]>>> {
  private static final byte[] REPEATED = new byte[0];

  private final Duration horizon;
  private final Clock clock;

  DropRedeliveries(Duration horizon, Clock clock) {
    this.horizon = horizon;
    this.clock = clock;
  }

  /** Drops what comes again within the horizon of the first time. */
  public static DropRedeliveries within(Duration horizon) {
    return new DropRedeliveries(horizon, Clock.systemUTC());
  }

  /** Returns whether a row stands for a message that was dropped. */
  static boolean isRepeated(byte[] row) {
    return row.length == 0;
  }

  @Override
  public PCollection<KV<byte[], byte[]>> expand(PCollection<KV<byte[], byte[]>> rows) {
    return rows.apply("KeepFirst", ParDo.of(new KeepFirstFn(horizon, clock))).setCoder(Rows.CODER);
  }

  static final class KeepFirstFn extends DoFn<KV<byte[], byte[]>, KV<byte[], byte[]>> {
    @StateId("seen")
    private final StateSpec<ValueState<Boolean>> seenSpec = StateSpecs.value(BooleanCoder.of());

    @TimerId("forget")
    private final TimerSpec forgetSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    private final Counter kept = Metrics.counter(Rows.METRICS, "kept");
    private final Counter duplicates = Metrics.counter(Rows.METRICS, "duplicates");
    private final Duration horizon;
    private final Clock clock;

    KeepFirstFn(Duration horizon, Clock clock) {
      this.horizon = horizon;
      this.clock = clock;
    }

    @ProcessElement
    public void keepFirst(
        @Element KV<byte[], byte[]> row,
        @Timestamp Instant time,
        @StateId("seen") ValueState<Boolean> seen,
        @TimerId("forget") Timer forget,
        OutputReceiver<KV<byte[], byte[]>> out) {
      if (seen.read() == null) {
        seen.write(true);
        Instant now = Instant.ofEpochMilli(clock.millis());
        // Without an output time, the timer does not hold the watermark for a week.
        forget.withNoOutputTimestamp().set((time.isAfter(now) ? time : now).plus(horizon));
        kept.inc();
        out.output(row);
      } else {
        duplicates.inc();
        out.output(KV.of(row.getKey(), REPEATED));
      }
    }

    @OnTimer("forget")
    public void forget(@StateId("seen") ValueState<Boolean> seen) {
      seen.clear();
    }
  }
}
