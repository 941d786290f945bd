package org.radloom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.radloom.events.EventType;
import org.radloom.stream.HeldRecord.Added;

final class HeldRecordTest {
  private final HeldRecord held = HeldRecord.of(null);

  private Added add(EventType type, int length, int content) {
    byte[] bytes = new byte[length];
    bytes[0] = (byte) content;
    bytes[length - 1] = (byte) (content >> 8);
    return held.add(type, bytes, 0, length);
  }

  @Test
  void isCompleteWithBothHalves() {
    add(EventType.CORRECTION, 5, 1);
    add(EventType.CORRECTION, 5, 2);
    assertThat(held.isComplete()).isFalse();

    add(EventType.TRANSCRIPTION, 5, 1);
    assertThat(held.isComplete()).isTrue();
  }

  @Test
  void knowsAnEventThatCameBefore() {
    assertThat(add(EventType.TRANSCRIPTION, 5, 1)).isEqualTo(Added.KEPT);
    assertThat(add(EventType.TRANSCRIPTION, 5, 1)).isEqualTo(Added.KNOWN);
    assertThat(add(EventType.TRANSCRIPTION, 5, 2)).isEqualTo(Added.KEPT);
    assertThat(held.events()).hasSize(2);
  }

  @Test
  void keepsAtMostSoManyEventsAndAlwaysOneOfEachType() {
    for (int i = 0; i < HeldRecord.MAX_EVENTS; i++) {
      assertThat(add(EventType.CORRECTION, 5, i)).isEqualTo(Added.KEPT);
    }

    assertThat(add(EventType.CORRECTION, 5, 1000)).isEqualTo(Added.SURPLUS);
    assertThat(add(EventType.TRANSCRIPTION, 5, 1)).isEqualTo(Added.KEPT);
    assertThat(held.events()).hasSize(HeldRecord.MAX_EVENTS + 1);
  }

  @Test
  void keepsAtMostSoManyBytesAndAlwaysOneOfEachType() {
    assertThat(add(EventType.TRANSCRIPTION, 2 * HeldRecord.MAX_BYTES, 1)).isEqualTo(Added.KEPT);
    assertThat(add(EventType.TRANSCRIPTION, 5, 1)).isEqualTo(Added.SURPLUS);
    assertThat(add(EventType.CORRECTION, 2 * HeldRecord.MAX_BYTES, 1)).isEqualTo(Added.KEPT);
    assertThat(add(EventType.CORRECTION, 5, 1)).isEqualTo(Added.SURPLUS);
  }

  @Test
  void isTheSameAfterAStayInState() {
    add(EventType.INFERENCE, 300, 7);
    add(EventType.GROUND_TRUTH, 5, 8);
    held.stopWaiting();
    assertThat(held.nextVersion()).isZero();
    assertThat(held.saysAnew(42)).isTrue();

    HeldRecord back = HeldRecord.of(held.toBytes());

    assertThat(back.isWaiting()).isFalse();
    assertThat(back.isComplete()).isTrue();
    assertThat(back.saysAnew(42)).isFalse();
    assertThat(back.nextVersion()).isEqualTo(1);
    assertThat(back.events())
        .extracting(event -> event.ref().type() + " " + event.length())
        .containsExactly("INFERENCE 300", "GROUND_TRUTH 5");
    assertThat(back.toBytes()).hasSizeLessThan(305 + 32);
  }
}
