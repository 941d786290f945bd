package org.radloom.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class ScoredOutcomesTest {
  private final ScoredOutcomes outcomes = new ScoredOutcomes();

  @Test
  void countsYesAndNoByScore() {
    outcomes.add(0.9, true);
    outcomes.add(0.9, false);
    outcomes.add(0.25, false);

    assertThat(outcomes.ascending())
        .containsExactly(
            new ScoredOutcomes.Step(2_500, 0, 1), new ScoredOutcomes.Step(9_000, 1, 1));
    assertThat(outcomes.descending().get(0).score()).isEqualTo(0.9);
    assertThat(outcomes.positives()).isEqualTo(1);
    assertThat(outcomes.negatives()).isEqualTo(2);
  }

  @Test
  void takesScoresToTheNearestOfTenThousandSteps() {
    outcomes.add(0.123_449, true);
    outcomes.add(0.123_351, true);
    outcomes.add(1, true);
    outcomes.add(0, true);

    assertThat(outcomes.ascending())
        .containsExactly(
            new ScoredOutcomes.Step(0, 1, 0),
            new ScoredOutcomes.Step(1_234, 2, 0),
            new ScoredOutcomes.Step(10_000, 1, 0));
    assertThat(outcomes.counts()).hasSize(10_001).endsWith(1);
  }

  @Test
  void refusesWhatIsNoScore() {
    assertThatThrownBy(() -> outcomes.add(1.001, true)).hasMessageContaining("1.001");
    assertThatThrownBy(() -> outcomes.add(Double.NaN, true)).hasMessageContaining("NaN");
  }

  @Property(tries = 200, seed = "20261122")
  void doesNotDependOnOrderOrGrouping(
      @ForAll @Size(max = 60) List<@DoubleRange(min = 0, max = 1) Double> scores,
      @ForAll Random random) {
    MergeLaws.check(
        ScoredOutcomes::new,
        (all, score) -> all.add(score, score.hashCode() % 2 == 0),
        ScoredOutcomes::read,
        scores,
        random);
  }
}
