package org.radloom.transforms.stream;

import java.io.Serializable;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.joda.time.Duration;

/**
 * Takes in events that never end: read messages, drop redeliveries, keep what is left in the
 * curated store, each message once. Unbounded.
 */
public final class IngestEvents extends PTransform<PBegin, PDone> {

  /**
   * What is done with the events.
   *
   * @param store where they are kept
   * @param dedupeHorizon how long a message is known again
   * @param batches how large the files of the store are
   */
  public record Settings(Store store, Duration dedupeHorizon, BatchByShard.Limits batches)
      implements Serializable {}

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
    return begin
        .apply("Read", source)
        .apply("DropRedeliveries", DropRedeliveries.within(settings.dedupeHorizon()))
        .apply("BatchByShard", BatchByShard.of(settings.batches()))
        .apply("WriteBatches", WriteBatches.to(settings.store()));
  }
}
