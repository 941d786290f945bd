package org.radloom.transforms.stream;

import java.io.Serializable;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Takes in events that never end: read messages, drop redeliveries, keep what is left in the
 * curated store, each message once, and publish windows of records if that is wanted. Unbounded.
 */
public final class IngestEvents extends PTransform<PBegin, PDone> {

  /**
   * What is done with the events.
   *
   * @param store where they are kept
   * @param dedupeHorizon how long a message is known again
   * @param batches how large the files of the store are
   * @param windows how records are published as they come; null to keep events and no more
   */
  public record Settings(
      Store store,
      Duration dedupeHorizon,
      BatchByShard.Limits batches,
      @Nullable WindowSettings windows)
      implements Serializable {
    /** Settings that keep events and no more. */
    public Settings(Store store, Duration dedupeHorizon, BatchByShard.Limits batches) {
      this(store, dedupeHorizon, batches, null);
    }
  }

  private final PTransform<PBegin, PCollection<KV<byte[], byte[]>>> source;
  private final Settings settings;

  private IngestEvents(
      PTransform<PBegin, PCollection<KV<byte[], byte[]>>> source, Settings settings) {
    this.source = source;
    this.settings = settings;
  }

  /** Takes in what {@link ReadTopics} or {@link WatchFiles} reads. */
  public static IngestEvents from(
      PTransform<PBegin, PCollection<KV<byte[], byte[]>>> source, Settings settings) {
    return new IngestEvents(source, settings);
  }

  @Override
  public PDone expand(PBegin begin) {
    PCollection<KV<byte[], byte[]>> rows =
        begin
            .apply("Read", source)
            .apply("DropRedeliveries", DropRedeliveries.within(settings.dedupeHorizon()));
    WindowSettings windows = settings.windows();
    if (windows != null) {
      rows.apply("PublishWindows", PublishWindows.of(windows));
    }
    return rows.apply("BatchByShard", BatchByShard.of(settings.batches()))
        .apply("WriteBatches", WriteBatches.to(settings.store()));
  }
}
