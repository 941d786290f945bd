package org.radloom.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.radloom.statistics.MergeLaws;

final class ConfusionMatrixTest {
  private final ConfusionMatrix matrix = new ConfusionMatrix();

  @Test
  void measuresAgreementBeyondChance() {
    // Cohen's layout: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no.
    add("yes", "yes", 20);
    add("yes", "no", 5);
    add("no", "yes", 10);
    add("no", "no", 15);

    // po = 35/50 = 0.7. pe = (25 x 30 + 25 x 20) / 2500 = 0.5. kappa = 0.2 / 0.5.
    assertThat(matrix.accuracy()).isEqualTo(0.7);
    assertThat(matrix.kappa()).isCloseTo(0.4, within(1e-15));
    assertThat(matrix.count("no", "yes")).isEqualTo(10);
    assertThat(matrix.compared()).isEqualTo(50);
    assertThat(matrix.agreed()).isEqualTo(35);
  }

  @Test
  void measuresEachClassAndTheirMean() {
    add("a", "a", 2);
    add("a", "b", 1);
    add("b", "b", 1);
    add("c", "a", 1);

    // a: 2 of 3 predicted, 2 of 3 true: F1 = 4/6. b: 1 of 2, 1 of 1: 2/3. c: never predicted: 0/1.
    assertThat(matrix.precision("a")).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(matrix.recall("b")).isEqualTo(1);
    assertThat(matrix.precision("c")).isNaN();
    assertThat(matrix.recall("c")).isZero();
    assertThat(matrix.f1("c")).isZero();
    assertThat(matrix.macroF1()).isCloseTo((4 / 6.0 + 2 / 3.0 + 0) / 3, within(1e-15));
  }

  @Test
  void isWorseThanChanceBelowZero() {
    add("yes", "no", 1);
    add("no", "yes", 1);

    // po = 0, pe = (1 x 1 + 1 x 1) / 4 = 0.5: (0 - 0.5) / 0.5.
    assertThat(matrix.kappa()).isEqualTo(-1);
  }

  @Test
  void hasNoKappaWhereThereIsNothingToAgreeOn() {
    assertThat(matrix.kappa()).isNaN();
    assertThat(matrix.accuracy()).isNaN();
    assertThat(matrix.macroF1()).isNaN();

    add("yes", "yes", 3);
    assertThat(matrix.kappa()).isNaN();
    assertThat(matrix.accuracy()).isEqualTo(1);
  }

  @Test
  void countsAgreementOfMoreClassesThanItTellsApart() {
    for (int i = 99; i >= 0; i--) {
      add("class %02d".formatted(i), "class %02d".formatted(i), 2);
    }

    assertThat(matrix.isComplete()).isFalse();
    assertThat(matrix.classes()).hasSize(ConfusionMatrix.MOST_CLASSES).contains("class 31");
    assertThat(matrix.count("class 31", "class 31")).isEqualTo(2);
    assertThat(matrix.accuracy()).isEqualTo(1);
    assertThat(matrix.kappa()).isNaN();
    assertThat(matrix.macroF1()).isNaN();
  }

  @Property(tries = 200, seed = "20261122")
  void doesNotDependOnOrderOrGroupingEvenOfTooManyClasses(
      @ForAll @Size(max = 120) List<@IntRange(max = 1_599) Integer> cells, @ForAll Random random) {
    MergeLaws.check(
        ConfusionMatrix::new,
        (part, cell) -> part.add("c" + cell / 40, "c" + cell % 40),
        ConfusionMatrix::read,
        cells,
        random);
  }

  @Property(tries = 200, seed = "20261122")
  void staysInItsBounds(@ForAll @Size(min = 1, max = 60) List<@IntRange(max = 8) Integer> cells) {
    ConfusionMatrix some = new ConfusionMatrix();
    cells.forEach(cell -> some.add("c" + cell / 3, "c" + cell % 3));

    assertThat(some.accuracy()).isBetween(0.0, 1.0);
    assertThat(some.macroF1()).isBetween(0.0, 1.0);
    assertThat(Double.isNaN(some.kappa()) || (some.kappa() >= -1 && some.kappa() <= 1)).isTrue();
    assertThat(Double.isNaN(some.kappa())).isEqualTo(some.classes().size() == 1);
  }

  private void add(String truth, String predicted, int times) {
    for (int i = 0; i < times; i++) {
      matrix.add(truth, predicted);
    }
  }
}
