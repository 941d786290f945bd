package org.radloom.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class PopulationStabilityTest {
  @Test
  void addsUpDifferencesTimesLogarithms() {
    // Shares 0.5, 0.5 become 0.6, 0.4: 0.1 ln 1.2 + (-0.1) ln 0.8 = 0.01823 + 0.02231.
    assertThat(PopulationStability.of(new long[] {50, 50}, new long[] {6, 4}))
        .isCloseTo(0.0405465, within(1e-7));
  }

  @Test
  void countsAnEmptyBinAsTheLeastShare() {
    // Shares 1, 0 become 0.9, 0.1: -0.1 ln 0.9 + (0.1 - 0.0001) ln(0.1 / 0.0001)
    // = 0.0105361 + 0.0999 x 6.9077553 = 0.7006208.
    assertThat(PopulationStability.of(new long[] {100, 0}, new long[] {90, 10}))
        .isCloseTo(0.7006208, within(1e-7));
  }

  @Property(tries = 200, seed = "20261121")
  void isNeverNegativeAndTheSameBothWays(
      @ForAll @Size(5) List<@IntRange(max = 1000) Integer> a,
      @ForAll @Size(5) List<@IntRange(max = 1000) Integer> b) {
    long[] first = withOne(a);
    long[] second = withOne(b);

    assertThat(PopulationStability.of(first, second))
        .isNotNegative()
        .isCloseTo(PopulationStability.of(second, first), within(1e-12));
    assertThat(PopulationStability.of(first, first)).isZero();
  }

  @Test
  void refusesSetsThatCannotBeCompared() {
    assertThatThrownBy(() -> PopulationStability.of(new long[] {1}, new long[] {1, 2}))
        .hasMessageContaining("1 and 2");
    assertThatThrownBy(() -> PopulationStability.of(new long[] {0, 0}, new long[] {1, 2}))
        .hasMessageContaining("must not be empty");
    assertThatThrownBy(() -> PopulationStability.of(new long[] {3, -1}, new long[] {1, 2}))
        .hasMessageContaining(">= 0");
  }

  private static long[] withOne(List<Integer> counts) {
    long[] result = counts.stream().mapToLong(Integer::longValue).toArray();
    result[0]++;
    return result;
  }
}
