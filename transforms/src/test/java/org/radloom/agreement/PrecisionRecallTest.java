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

final class PrecisionRecallTest {
  private final DetectionOutcomes outcomes = new DetectionOutcomes();

  @Test
  void fallsFromTheSurestFindingToTheLeastSure() {
    outcomes.addTruths(4);
    outcomes.addFound(0.9, true);
    outcomes.addFound(0.8, false);
    outcomes.addFound(0.7, true);
    outcomes.addFound(0.6, true);
    outcomes.addFound(0.5, false);

    PrecisionRecall curve = PrecisionRecall.of(outcomes);

    assertThat(curve.points())
        .containsExactly(
            new PrecisionRecall.Point(0.9, 1, 1),
            new PrecisionRecall.Point(0.8, 1, 2),
            new PrecisionRecall.Point(0.7, 2, 3),
            new PrecisionRecall.Point(0.6, 3, 4),
            new PrecisionRecall.Point(0.5, 3, 5));
    assertThat(curve.points().get(2).precision()).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(curve.recall(curve.points().get(3))).isEqualTo(0.75);
    // Up to recall 1/4 the best precision is 1; up to 1/2 and 3/4 it is 3/4 (at the fourth).
    // All points: 1/4 x 1 + 1/4 x 3/4 + 1/4 x 3/4 = 0.625.
    assertThat(curve.averagePrecision()).isCloseTo(0.625, within(1e-15));
    // 101 points: 0 to 0.25 are 26 at 1; 0.26 to 0.75 are 50 at 0.75; the others 0. 63.5 / 101.
    assertThat(curve.cocoAveragePrecision()).isCloseTo(63.5 / 101, within(1e-15));
    assertThat(outcomes.precision()).isEqualTo(0.6);
    assertThat(outcomes.recall()).isEqualTo(0.75);
    // 2 x 3 / (5 + 4).
    assertThat(outcomes.f1()).isCloseTo(6 / 9.0, within(1e-15));
  }

  @Test
  void takesEqualScoresAsOnePoint() {
    outcomes.addTruths(1);
    outcomes.addFound(0.5, true);
    outcomes.addFound(0.5, false);

    PrecisionRecall curve = PrecisionRecall.of(outcomes);

    assertThat(curve.points()).containsExactly(new PrecisionRecall.Point(0.5, 1, 2));
    assertThat(curve.averagePrecision()).isEqualTo(0.5);
    assertThat(curve.cocoAveragePrecision()).isEqualTo(0.5);
  }

  @Test
  void isOneForAPerfectDetector() {
    outcomes.addTruths(3);
    outcomes.addFound(0.9, true);
    outcomes.addFound(0.8, true);
    outcomes.addFound(0.7, true);
    outcomes.addFound(0.1, false);

    assertThat(PrecisionRecall.of(outcomes).averagePrecision()).isEqualTo(1);
    assertThat(PrecisionRecall.of(outcomes).cocoAveragePrecision()).isEqualTo(1);
  }

  @Test
  void isZeroWhereNothingIsFoundAndUndefinedWhereNothingIsThere() {
    outcomes.addFound(0.9, false);
    assertThat(PrecisionRecall.of(outcomes).averagePrecision()).isNaN();
    assertThat(PrecisionRecall.of(outcomes).cocoAveragePrecision()).isNaN();
    assertThat(outcomes.recall()).isNaN();

    DetectionOutcomes blind = new DetectionOutcomes();
    blind.addTruths(2);
    assertThat(PrecisionRecall.of(blind).averagePrecision()).isZero();
    assertThat(PrecisionRecall.of(blind).cocoAveragePrecision()).isZero();
    assertThat(blind.precision()).isNaN();
    assertThat(blind.f1()).isZero();
  }

  @Property(tries = 200, seed = "20261122")
  void staysBetweenNothingAndAll(
      @ForAll @Size(max = 40) List<@IntRange(max = 30) Integer> findings,
      @ForAll @IntRange(max = 5) int missed) {
    DetectionOutcomes some = new DetectionOutcomes();
    some.addTruths(missed + 1L);
    for (int finding : findings) {
      some.addFound(finding / 40.0, finding % 3 == 0);
      some.addTruths(finding % 3 == 0 ? 1 : 0);
    }

    PrecisionRecall curve = PrecisionRecall.of(some);

    assertThat(curve.averagePrecision()).isBetween(0.0, some.recall());
    // The 101 recalls overshoot the area by at most one of them.
    assertThat(curve.cocoAveragePrecision())
        .isBetween(curve.averagePrecision() - 0.01, curve.averagePrecision() + 0.01);
  }

  @Property(tries = 100, seed = "20261122")
  void doesNotDependOnOrderOrGrouping(
      @ForAll @Size(max = 40) List<@IntRange(max = 30) Integer> findings, @ForAll Random random) {
    MergeLaws.check(
        DetectionOutcomes::new,
        (part, finding) -> {
          part.addFound(finding / 40.0, finding % 2 == 0);
          part.addTruths(finding % 3);
        },
        DetectionOutcomes::read,
        findings,
        random);
  }
}
