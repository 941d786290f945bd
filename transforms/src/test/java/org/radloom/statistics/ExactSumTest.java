package org.radloom.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExactSumTest {
  @Test
  void keepsWhatAPlainSumLoses() {
    // In doubles 1e100 + 1 is 1e100, so a plain sum gives 0.
    assertThat(sum(1e100, 1, -1e100)).isEqualTo(1);
    assertThat(sum(1, 1e-300, -1)).isEqualTo(1e-300);
  }

  @Test
  void roundsOnceToTheNearestDouble() {
    // Ten times 0.1 in doubles is 0.9999999999999999 added up; exactly it is 1 + 5.55e-17.
    assertThat(sum(0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1)).isEqualTo(1);
    // Half a unit in the last place goes to the even neighbour, a little more goes up.
    assertThat(sum(1, 0x1p-53)).isEqualTo(1);
    assertThat(sum(1, 0x1p-53, 0x1p-200)).isEqualTo(1 + 0x1p-52);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0, 1, -1, 0.3, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, 1e308})
  void givesASingleNumberBack(double value) {
    assertThat(sum(value)).isEqualTo(value);
  }

  @Test
  void isZeroAtFirst() {
    assertThat(new ExactSum().value()).isZero();
  }

  @Property(tries = 300, seed = "20261122")
  void isWhatDecimalArithmeticGives(
      @ForAll @Size(max = 40) List<@Scale(15) @DoubleRange(min = -1e6, max = 1e6) Double> values) {
    BigDecimal exact =
        values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);

    assertThat(sum(values.stream().mapToDouble(Double::doubleValue).toArray()))
        .isEqualTo(exact.doubleValue());
  }

  @Property(tries = 200, seed = "20261122")
  void doesNotDependOnOrderOrGrouping(
      @ForAll @Size(max = 40) List<@Scale(15) @DoubleRange(min = -1e30, max = 1e30) Double> values,
      @ForAll Random random) {
    MergeLaws.check(ExactSum::new, ExactSum::add, ExactSum::read, values, random);
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> new ExactSum().add(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new ExactSum().add(Double.POSITIVE_INFINITY))
        .hasMessageContaining("Infinity");
  }

  private static double sum(double... values) {
    ExactSum sum = new ExactSum();
    for (double value : values) {
      sum.add(value);
    }
    return sum.value();
  }
}
