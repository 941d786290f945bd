package org.radloom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class EventWindowTest {
  private static final long HOUR = 3_600_000;

  private static EventWindow at(String time) {
    return EventWindow.at(Instant.parse(time).toEpochMilli(), HOUR);
  }

  @Test
  void holdsItsFirstMillisecondAndNotItsEnd() {
    assertThat(at("2026-11-21T10:00:00Z")).isEqualTo(at("2026-11-21T10:59:59.999Z"));
    assertThat(at("2026-11-21T11:00:00Z")).isNotEqualTo(at("2026-11-21T10:59:59.999Z"));
    assertThat(at("2026-11-21T10:30:00Z").end())
        .isEqualTo(Instant.parse("2026-11-21T11:00:00Z").toEpochMilli());
  }

  @Test
  void isNamedByItsStartWithoutColons() {
    assertThat(at("2026-11-21T10:30:00Z").name()).isEqualTo("2026-11-21T10-00-00Z");
    assertThat(at("1969-12-31T23:59:59Z").name()).isEqualTo("1969-12-31T23-00-00Z");
  }
}
