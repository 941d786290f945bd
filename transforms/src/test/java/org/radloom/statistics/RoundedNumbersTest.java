package org.radloom.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class RoundedNumbersTest {

  @Test
  void countsNumbersToThreeDigits() {
    RoundedNumbers numbers = of(1234, 1231, -0.045678, 1024 * 1024, 5e-7, -0.0);

    assertThat(numbers.counts())
        .containsExactly(entry(-0.0457, 1L), entry(0.0, 2L), entry(1230.0, 2L), entry(1.05e6, 1L));
    assertThat(numbers.count()).isEqualTo(6);
  }

  @Test
  void hasAnEnd() {
    assertThat(of(1e300, -1e300).counts()).containsExactly(entry(-1e12, 1L), entry(1e12, 1L));
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> of(Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void driftsByTheirOrder() {
    // Up to 2 it is 2/4 against 0; three bins are cut at 1, 2 and 3.
    ScoreDrift drift = ScoreDrift.between(of(1, 2, 3, 4), of(3, 4, 5, 6));

    assertThat(drift.test().distance()).isEqualTo(0.5);
    assertThat(ScoreDrift.between(of(1, 2, 3, 4), of(4, 3, 2, 1)).stability()).isZero();
  }

  @Property(tries = 60, seed = "20261122")
  void doesNotDependOnOrderOrGrouping(
      @ForAll @Size(max = 25) List<@DoubleRange(min = -1e13, max = 1e13) Double> numbers,
      @ForAll Random random) {
    MergeLaws.check(
        RoundedNumbers::new, RoundedNumbers::add, RoundedNumbers::read, numbers, random);
  }

  private static RoundedNumbers of(double... numbers) {
    RoundedNumbers rounded = new RoundedNumbers();
    for (double number : numbers) {
      rounded.add(number);
    }
    return rounded;
  }
}
