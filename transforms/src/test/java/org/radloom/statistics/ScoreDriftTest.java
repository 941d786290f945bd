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

final class ScoreDriftTest {
  @Test
  void measuresHowSharesMoved() {
    // Baseline half 0.5, half 0.9: deciles cut it after 0.5. Now 0.6 and 0.4 of them.
    ScoreDrift drift = ScoreDrift.between(scores(5, 0.5, 5, 0.9), scores(6, 0.5, 4, 0.9));

    // PSI = 0.1 ln 1.2 - 0.1 ln 0.8 = 0.0405465. D = |0.5 - 0.6|.
    assertThat(drift.stability()).isCloseTo(0.0405465, within(1e-7));
    assertThat(drift.test().distance()).isCloseTo(0.1, within(1e-15));
    assertThat(drift.test().first()).isEqualTo(10);
    assertThat(drift.test().second()).isEqualTo(10);
  }

  @Test
  void isNothingAgainstItself() {
    ScoredOutcomes some = scores(3, 0.1, 4, 0.8);

    ScoreDrift drift = ScoreDrift.between(some, some);

    assertThat(drift.stability()).isZero();
    assertThat(drift.test().distance()).isZero();
    assertThat(drift.test().pValue()).isEqualTo(1);
  }

  @Test
  void needsBothSides() {
    assertThatThrownBy(() -> ScoreDrift.between(scores(1, 0.5, 1, 0.6), new ScoredOutcomes()))
        .hasMessageContaining("empty");
  }

  /** The counted forms agree with those over sorted samples. */
  @Property(tries = 200, seed = "20261122")
  void isThatOfTheSamplesThemselves(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 12) Integer> before,
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 12) Integer> after) {
    double[] first = before.stream().mapToDouble(i -> i / 16.0).sorted().toArray();
    double[] second = after.stream().mapToDouble(i -> i / 16.0).sorted().toArray();
    ScoredOutcomes baseline = new ScoredOutcomes();
    ScoredOutcomes now = new ScoredOutcomes();
    for (double score : first) {
      baseline.add(score, true);
    }
    for (double score : second) {
      now.add(score, true);
    }

    ScoreDrift drift = ScoreDrift.between(baseline, now);

    QuantileBins bins = QuantileBins.of(first);
    assertThat(drift.test()).isEqualTo(KolmogorovSmirnov.of(first, second));
    assertThat(drift.stability())
        .isEqualTo(PopulationStability.of(bins.count(first), bins.count(second)));
  }

  private static ScoredOutcomes scores(int low, double lower, int high, double higher) {
    ScoredOutcomes outcomes = new ScoredOutcomes();
    for (int i = 0; i < low; i++) {
      outcomes.add(lower, true);
    }
    for (int i = 0; i < high; i++) {
      outcomes.add(higher, true);
    }
    return outcomes;
  }
}
