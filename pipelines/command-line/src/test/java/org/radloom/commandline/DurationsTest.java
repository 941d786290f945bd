package org.radloom.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "0s, PT0S",
    "30s, PT30S",
    "10m, PT10M",
    "36h, PT36H",
    "7d, PT168H",
    "3650d, PT87600H"
  })
  void readsANumberAndAUnit(String text, Duration duration) throws UsageException {
    assertThat(Durations.parse("flag", text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "d", "1.5h", "-1s", " 1s", "1 s", "1S", "1w", "1234567890s"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Durations.parse("holdFor", text))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("--holdFor must be")
        .hasMessageEndingWith("but was: " + text);
  }

  @Test
  void refusesWhatIsLongerThanTenYears() {
    assertThatThrownBy(() -> Durations.parse("holdFor", "3651d"))
        .isInstanceOf(UsageException.class)
        .hasMessage("--holdFor must be at most 3650d, but was: 3651d");
    assertThatThrownBy(() -> Durations.parse("holdFor", "999999999d"))
        .isInstanceOf(UsageException.class);
  }
}
