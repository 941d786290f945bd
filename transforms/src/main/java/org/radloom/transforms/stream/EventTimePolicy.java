package org.radloom.transforms.stream;

import java.time.Clock;
import java.util.Optional;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.TimestampPolicy;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.radloom.stream.Message;

/**
 * Time in one partition of a topic. A record has the time of its event, unless a clock is wrong or
 * the event is late: it is never later than now, and never before the watermark, so that no step
 * ever sees an element that is late. The watermark follows the latest time by {@code disorder}; in
 * a partition without a backlog, it follows the clock.
 *
 * <p>A device whose clock is years ahead therefore moves nothing; a machine's own clock that jumps
 * ahead moves the watermark for good, and what comes after counts as late and is kept all the same.
 */
final class EventTimePolicy extends TimestampPolicy<Void, byte[]> {
  private final Clock clock;
  private final Duration disorder;
  private Instant watermark;
  private Instant latest;

  EventTimePolicy(Optional<Instant> previousWatermark, Duration disorder, Clock clock) {
    this.clock = clock;
    this.disorder = disorder;
    this.watermark = previousWatermark.orElse(BoundedWindow.TIMESTAMP_MIN_VALUE);
    this.latest = watermark;
  }

  @Override
  public Instant getTimestampForRecord(PartitionContext context, KafkaRecord<Void, byte[]> record) {
    byte @Nullable [] message = record.getKV().getValue();
    Instant now = now();
    Instant time =
        message == null
            ? now
            : earlier(Instant.ofEpochMilli(Math.floorDiv(Message.micros(message), 1000)), now);
    latest = later(latest, time);
    return later(time, watermark);
  }

  @Override
  public Instant getWatermark(PartitionContext context) {
    Instant now = now();
    Instant reached = context.getMessageBacklog() == 0 ? now : earlier(latest, now);
    if (reached.isAfter(BoundedWindow.TIMESTAMP_MIN_VALUE.plus(disorder))) {
      watermark = later(watermark, reached.minus(disorder));
    }
    return watermark;
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
