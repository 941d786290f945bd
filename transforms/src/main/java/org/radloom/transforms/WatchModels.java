package org.radloom.transforms;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;
import org.radloom.schemas.InferenceRecord;
import org.radloom.schemas.ModelWatch;
import org.radloom.watch.ModelWatches;
import org.radloom.watch.WatchedModel;
import org.radloom.watch.WatchedReadings;

/**
 * Watches models in use: readings with their truth, by model, version and task, become one {@link
 * ModelWatch} each for every window of the input. Bounded or not; the input's windows and triggers
 * decide when. With panes that accumulate, a later pane of a window replaces the earlier one.
 *
 * <p>No reading is held, only what is counted of it: a few kilobytes a model, some megabytes at
 * most. The same readings give the same bytes, whatever their order and however they were bundled.
 *
 * <pre>{@code
 * PCollection<ModelWatch> watches =
 *     readings
 *         .apply(Window.into(FixedWindows.of(Duration.standardDays(1))))
 *         .apply(WatchModels.withMinAccuracy(0.85).against(baselines));
 * }</pre>
 */
public final class WatchModels
    extends PTransform<PCollection<InferenceRecord>, PCollection<ModelWatch>> {
  private static final long serialVersionUID = 1;

  private final double minAccuracy;
  private final Map<String, byte[]> baselines;

  private WatchModels(double minAccuracy, Map<String, byte[]> baselines) {
    this.minAccuracy = minAccuracy;
    this.baselines = baselines;
  }

  /**
   * Watches models without measuring drift.
   *
   * @param minAccuracy a reading is right if its accuracy exceeds it, as in an export
   */
  public static WatchModels withMinAccuracy(double minAccuracy) {
    return new WatchModels(minAccuracy, new HashMap<>());
  }

  /**
   * Measures the drift of confidences and inputs too.
   *
   * @param earlier watches that are the baselines of their model, version and task; of several of
   *     one, all together
   */
  public WatchModels against(Iterable<ModelWatch> earlier) {
    Map<WatchedModel, WatchedReadings> merged = new TreeMap<>();
    for (ModelWatch watch : earlier) {
      merged
          .computeIfAbsent(WatchedModel.of(watch), model -> new WatchedReadings())
          .merge(ModelWatches.readings(watch));
    }
    Map<String, byte[]> states = new HashMap<>();
    merged.forEach((model, readings) -> states.put(model.key(), readings.toBytes()));
    return new WatchModels(minAccuracy, states);
  }

  @Override
  public PCollection<ModelWatch> expand(PCollection<InferenceRecord> readings) {
    return readings
        .apply("ByModel", ParDo.of(new ByModelFn()))
        .setCoder(KvCoder.of(ByteArrayCoder.of(), RecordCoder.of(InferenceRecord.class)))
        .apply("Add", Combine.perKey(new AddFn(minAccuracy)))
        .apply("Summarise", ParDo.of(new SummariseFn(baselines)))
        .setCoder(RecordCoder.of(ModelWatch.class));
  }

  static final class ByModelFn extends DoFn<InferenceRecord, KV<byte[], InferenceRecord>> {
    private static final long serialVersionUID = 1;

    private final Counter watched = Metrics.counter(WatchModels.class, "watched");

    @ProcessElement
    public void key(
        @Element InferenceRecord reading, OutputReceiver<KV<byte[], InferenceRecord>> out) {
      watched.inc();
      out.output(KV.of(WatchedModel.of(reading).toBytes(), reading));
    }
  }

  static final class AddFn
      extends Combine.CombineFn<InferenceRecord, WatchedReadings, WatchedReadings> {
    private static final long serialVersionUID = 1;

    private final double minAccuracy;

    AddFn(double minAccuracy) {
      this.minAccuracy = minAccuracy;
    }

    @Override
    public WatchedReadings createAccumulator() {
      return new WatchedReadings();
    }

    @Override
    public WatchedReadings addInput(WatchedReadings readings, InferenceRecord reading) {
      readings.add(reading, minAccuracy);
      return readings;
    }

    @Override
    public WatchedReadings mergeAccumulators(Iterable<WatchedReadings> shares) {
      WatchedReadings all = new WatchedReadings();
      shares.forEach(all::merge);
      return all;
    }

    @Override
    public WatchedReadings extractOutput(WatchedReadings readings) {
      return readings;
    }

    @Override
    public Coder<WatchedReadings> getAccumulatorCoder(
        CoderRegistry registry, Coder<InferenceRecord> input) {
      return new ReadingsCoder();
    }

    @Override
    public Coder<WatchedReadings> getDefaultOutputCoder(
        CoderRegistry registry, Coder<InferenceRecord> input) {
      return new ReadingsCoder();
    }
  }

  static final class ReadingsCoder extends AtomicCoder<WatchedReadings> {
    private static final long serialVersionUID = 1;
    private static final ByteArrayCoder BYTES = ByteArrayCoder.of();

    @Override
    public void encode(WatchedReadings readings, OutputStream out) throws IOException {
      BYTES.encode(readings.toBytes(), out);
    }

    @Override
    public WatchedReadings decode(InputStream in) throws IOException {
      return WatchedReadings.of(BYTES.decode(in));
    }
  }

  static final class SummariseFn extends DoFn<KV<byte[], WatchedReadings>, ModelWatch> {
    private static final long serialVersionUID = 1;

    private final Map<String, byte[]> baselines;

    SummariseFn(Map<String, byte[]> baselines) {
      this.baselines = baselines;
    }

    @ProcessElement
    public void summarise(
        @Element KV<byte[], WatchedReadings> element,
        BoundedWindow window,
        OutputReceiver<ModelWatch> out) {
      WatchedModel model = WatchedModel.of(element.getKey());
      byte[] state = baselines.get(model.key());
      WatchedReadings baseline = state == null ? null : WatchedReadings.of(state);
      @Nullable Instant from = null;
      @Nullable Instant to = null;
      if (window instanceof IntervalWindow interval) {
        from = Instant.ofEpochMilli(interval.start().getMillis());
        to = Instant.ofEpochMilli(interval.end().getMillis());
      }
      out.output(ModelWatches.of(model, from, to, element.getValue(), baseline));
    }
  }
}
