package org.radloom.transforms.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.io.kafka.KafkaTimestampType;
import org.apache.beam.sdk.io.kafka.TimestampPolicy.PartitionContext;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.radloom.events.EventJson;
import org.radloom.stream.Messages;

final class EventTimePolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration DISORDER = Duration.standardMinutes(10);

  /** A clock that is set by hand. */
  private static final class HandClock extends Clock {
    private Instant now = NOW;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public java.time.Instant instant() {
      return java.time.Instant.ofEpochMilli(now.getMillis());
    }
  }

  private static final class Backlog extends PartitionContext {
    private final long messages;

    Backlog(long messages) {
      this.messages = messages;
    }

    @Override
    public long getMessageBacklog() {
      return messages;
    }

    @Override
    public Instant getBacklogCheckTime() {
      return NOW;
    }
  }

  private static final PartitionContext BUSY = new Backlog(1_000);
  private static final PartitionContext IDLE = new Backlog(0);

  private final HandClock clock = new HandClock();
  private final EventTimePolicy policy = new EventTimePolicy(Optional.empty(), DISORDER, clock);

  private static KafkaRecord<Void, byte[]> record(byte @Nullable [] message) {
    return new KafkaRecord<>("t", 0, 0, 0, KafkaTimestampType.CREATE_TIME, null, null, message);
  }

  private static KafkaRecord<Void, byte[]> event(Instant time) {
    return record(Messages.parse(EventJson.consent().withText("/at", time.toString()).toString()));
  }

  private Instant timestamp(Instant event) {
    return policy.getTimestampForRecord(BUSY, event(event));
  }

  private static Instant minutesAgo(int minutes) {
    return NOW.minus(Duration.standardMinutes(minutes));
  }

  @Test
  void aRecordHasTheTimeOfItsEvent() {
    assertThat(timestamp(minutesAgo(90))).isEqualTo(minutesAgo(90));
    assertThat(timestamp(minutesAgo(95))).isEqualTo(minutesAgo(95));
  }

  @Test
  void theWatermarkFollowsTheLatestTime() {
    timestamp(minutesAgo(90));
    timestamp(minutesAgo(95));

    assertThat(policy.getWatermark(BUSY)).isEqualTo(minutesAgo(100));
  }

  @Test
  void aDeviceWhoseClockIsAheadMovesNothing() {
    timestamp(minutesAgo(90));

    assertThat(timestamp(Instant.parse("2099-01-01T00:00:00Z"))).isEqualTo(NOW);
    assertThat(policy.getWatermark(BUSY)).isEqualTo(NOW.minus(DISORDER));
  }

  @Test
  void anEventThatIsLateComesAtTheWatermark() {
    timestamp(minutesAgo(60));
    policy.getWatermark(BUSY);

    assertThat(timestamp(minutesAgo(71))).isEqualTo(minutesAgo(70));
    assertThat(timestamp(minutesAgo(69))).isEqualTo(minutesAgo(69));
  }

  @Test
  void anIdlePartitionFollowsTheClock() {
    timestamp(minutesAgo(90));

    assertThat(policy.getWatermark(IDLE)).isEqualTo(minutesAgo(10));
    clock.now = NOW.plus(Duration.standardMinutes(5));
    assertThat(policy.getWatermark(IDLE)).isEqualTo(minutesAgo(5));
  }

  @Test
  void withoutAnyRecordABusyPartitionHasNoTime() {
    assertThat(policy.getWatermark(BUSY)).isEqualTo(BoundedWindow.TIMESTAMP_MIN_VALUE);
    assertThat(policy.getWatermark(new Backlog(-1))).isEqualTo(BoundedWindow.TIMESTAMP_MIN_VALUE);
  }

  @Test
  void goesOnFromTheWatermarkOfBefore() {
    EventTimePolicy next = new EventTimePolicy(Optional.of(minutesAgo(30)), DISORDER, clock);

    assertThat(next.getWatermark(BUSY)).isEqualTo(minutesAgo(30));
    assertThat(next.getTimestampForRecord(BUSY, event(minutesAgo(45)))).isEqualTo(minutesAgo(30));
    assertThat(next.getWatermark(BUSY)).isEqualTo(minutesAgo(30));
  }

  @Test
  void aMessageWithoutAValueComesNow() {
    assertThat(policy.getTimestampForRecord(BUSY, record(null))).isEqualTo(NOW);
  }

  @Test
  void aClockThatGoesBackDoesNotTakeTheWatermarkBack() {
    policy.getWatermark(IDLE);
    clock.now = minutesAgo(60);

    assertThat(policy.getWatermark(IDLE)).isEqualTo(minutesAgo(10));
    assertThat(timestamp(minutesAgo(60))).isEqualTo(minutesAgo(10));
  }

  @Property(seed = "1")
  void noRecordIsEverBehindTheWatermarkNorTheWatermarkBehindItself(
      @ForAll @Size(max = 60) List<@LongRange(min = -400, max = 400) Long> steps,
      @ForAll boolean resumed) {
    HandClock running = new HandClock();
    EventTimePolicy any =
        new EventTimePolicy(
            resumed ? Optional.of(minutesAgo(100)) : Optional.empty(), DISORDER, running);
    Instant watermark = any.getWatermark(BUSY);
    for (long step : steps) {
      if (step % 3 == 0) {
        // A clock that jumps, now and then backwards.
        running.now = running.now.plus(Duration.standardMinutes(step / 4));
      } else if (step % 3 == 1 || step % 3 == -1) {
        Instant time =
            any.getTimestampForRecord(BUSY, event(NOW.plus(Duration.standardMinutes(step))));
        assertThat(time).isGreaterThanOrEqualTo(watermark);
        assertThat(time.isAfter(running.now) && time.isAfter(watermark)).isFalse();
      }
      Instant next = any.getWatermark(step % 2 == 0 ? IDLE : BUSY);
      assertThat(next).isGreaterThanOrEqualTo(watermark);
      watermark = next;
    }
  }
}
