package org.radloom.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class FrocTest {
  private final DetectionOutcomes outcomes = new DetectionOutcomes();

  @Test
  void readsSensitivitiesAtTheRatesOfFalsePositives() {
    // Four images, four lesions. By falling score: true, false, true, false, false, true.
    outcomes.addTruths(4);
    outcomes.addFound(0.9, true);
    outcomes.addFound(0.8, false);
    outcomes.addFound(0.7, true);
    outcomes.addFound(0.6, false);
    outcomes.addFound(0.5, false);
    outcomes.addFound(0.4, true);

    Froc froc = Froc.of(outcomes, 4);

    // 1/8 x 4 images = 0.5: no false one allowed: 1/4. 1/4 x 4 = 1: 2/4. 1/2 x 4 = 2: 2/4.
    // 1 x 4 = 4, and more: all three false ones: 3/4.
    assertThat(froc.sensitivities()).containsExactly(0.25, 0.5, 0.5, 0.75, 0.75, 0.75, 0.75);
    assertThat(froc.at(0.25)).isEqualTo(0.5);
    // (0.25 + 2 x 0.5 + 4 x 0.75) / 7 = 4.25 / 7.
    assertThat(froc.mean()).isCloseTo(4.25 / 7, within(1e-15));
  }

  @Test
  void takesEqualScoresTogether() {
    outcomes.addTruths(1);
    outcomes.addFound(0.5, true);
    outcomes.addFound(0.5, false);

    // One image: the threshold that finds the lesion brings one false positive.
    assertThat(Froc.of(outcomes, 1).sensitivities())
        .containsExactly(0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0);
  }

  @Test
  void isUndefinedWithoutLesionsOrImages() {
    outcomes.addFound(0.5, false);
    assertThat(Froc.of(outcomes, 3).mean()).isNaN();
    outcomes.addTruths(1);
    assertThat(Froc.of(outcomes, 0).mean()).isNaN();
  }

  @Test
  void knowsItsOwnRatesOnly() {
    outcomes.addTruths(1);

    assertThatThrownBy(() -> Froc.of(outcomes, 1).at(3)).hasMessageContaining("3.0");
  }

  @Property(tries = 200, seed = "20261122")
  void risesWithTheRateUpToTheRecall(
      @ForAll @Size(max = 40) List<@IntRange(max = 30) Integer> findings,
      @ForAll @IntRange(min = 1, max = 6) int images) {
    DetectionOutcomes some = new DetectionOutcomes();
    some.addTruths(1);
    for (int finding : findings) {
      some.addFound(finding / 40.0, finding % 3 == 0);
      some.addTruths(finding % 3 == 0 ? 1 : 0);
    }

    List<Double> sensitivities = Froc.of(some, images).sensitivities();

    assertThat(sensitivities).isSorted().allMatch(s -> s >= 0 && s <= some.recall());
  }
}
