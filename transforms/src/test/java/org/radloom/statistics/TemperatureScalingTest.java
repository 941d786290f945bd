package org.radloom.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class TemperatureScalingTest {
  private final ScoredOutcomes confidences = new ScoredOutcomes();

  @Test
  void isTheRatioOfLogitsWhereAllConfidencesAreEqual() {
    // 0.9 has logit ln 9; three of four are right, logit of 0.75 is ln 3. T = ln 9 / ln 3 = 2.
    for (int i = 0; i < 4; i++) {
      confidences.add(0.9, i < 3);
    }

    TemperatureScaling scaling = TemperatureScaling.of(confidences);

    // Loss before: -(3 ln 0.9 + ln 0.1) / 4 = (0.316082 + 2.302585) / 4 = 0.654667.
    // After: -(3 ln 0.75 + ln 0.25) / 4 = (0.863046 + 1.386294) / 4 = 0.562335.
    assertThat(scaling.temperature()).isCloseTo(2, within(1e-4));
    assertThat(scaling.lossBefore()).isCloseTo(0.654667, within(1e-6));
    assertThat(scaling.lossAfter()).isCloseTo(0.562335, within(1e-6));
  }

  @Test
  void isBelowOneWhereTheModelIsNotSureEnough() {
    // Logit of 0.75 is ln 3; nine of ten are right, logit ln 9. T = ln 3 / ln 9 = 1/2.
    for (int i = 0; i < 10; i++) {
      confidences.add(0.75, i < 9);
    }

    assertThat(TemperatureScaling.of(confidences).temperature()).isCloseTo(0.5, within(1e-4));
  }

  @Test
  void isOneWhereTheModelIsCalibrated() {
    for (int i = 0; i < 10; i++) {
      confidences.add(0.9, i < 9);
      confidences.add(0.2, i < 2);
    }

    assertThat(TemperatureScaling.of(confidences).temperature()).isCloseTo(1, within(1e-4));
  }

  @Test
  void stopsAtTheEndsOfTheRange() {
    confidences.add(0.9, true);
    assertThat(TemperatureScaling.of(confidences).temperature())
        .isCloseTo(TemperatureScaling.LEAST, within(1e-4));

    ScoredOutcomes wrong = new ScoredOutcomes();
    wrong.add(0.9, false);
    assertThat(TemperatureScaling.of(wrong).temperature())
        .isCloseTo(TemperatureScaling.MOST, within(1e-3));
  }

  @Test
  void isUndefinedWhereNoTemperatureMatters() {
    assertThat(TemperatureScaling.of(confidences).temperature()).isNaN();
    confidences.add(0.5, true);
    assertThat(TemperatureScaling.of(confidences).temperature()).isNaN();
  }

  @Property(tries = 100, seed = "20261122")
  void neverMakesTheLossWorse(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 10_000) Integer> steps) {
    ScoredOutcomes some = new ScoredOutcomes();
    steps.forEach(step -> some.add(step / 10_000.0, step % 3 != 0));

    TemperatureScaling scaling = TemperatureScaling.of(some);

    assertThat(scaling.lossAfter()).isLessThanOrEqualTo(scaling.lossBefore() + 1e-9);
  }
}
