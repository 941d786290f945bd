package org.radloom.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class RankAreaTest {
  private final ScoredOutcomes outcomes = new ScoredOutcomes();

  @Test
  void countsPairsInTheRightOrderAndTiesByHalf() {
    outcomes.add(0.9, true);
    outcomes.add(0.5, true);
    outcomes.add(0.5, false);
    outcomes.add(0.7, false);

    // 0.9 beats 0.5 and 0.7: 2. 0.5 ties with 0.5: 1/2, and loses to 0.7: 0. 2.5 of 4 pairs.
    assertThat(RankArea.of(outcomes)).isEqualTo(2.5 / 4);
  }

  @Test
  void isOneWhereAllPositivesAreAbove() {
    outcomes.add(0.6, true);
    outcomes.add(0.4, false);

    assertThat(RankArea.of(outcomes)).isEqualTo(1);
  }

  @Test
  void isHalfWhereAllScoresAreEqual() {
    for (int i = 0; i < 5; i++) {
      outcomes.add(0.5, i < 2);
    }

    assertThat(RankArea.of(outcomes)).isEqualTo(0.5);
  }

  @Test
  void isUndefinedWithoutBothKinds() {
    assertThat(RankArea.of(outcomes)).isNaN();
    outcomes.add(0.5, true);
    assertThat(RankArea.of(outcomes)).isNaN();
  }

  @Property(tries = 200, seed = "20261122")
  void isTheShareOfPairsWon(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 9) Integer> positives,
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 9) Integer> negatives) {
    ScoredOutcomes all = new ScoredOutcomes();
    positives.forEach(score -> all.add(score / 10.0, true));
    negatives.forEach(score -> all.add(score / 10.0, false));
    double won = 0;
    for (int positive : positives) {
      for (int negative : negatives) {
        won += positive > negative ? 1 : positive == negative ? 0.5 : 0;
      }
    }

    assertThat(RankArea.of(all))
        .isBetween(0.0, 1.0)
        .isCloseTo(won / (positives.size() * negatives.size()), within(1e-12));
  }
}
