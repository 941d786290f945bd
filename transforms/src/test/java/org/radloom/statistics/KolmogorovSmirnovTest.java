package org.radloom.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class KolmogorovSmirnovTest {
  @Test
  void findsTheLargestDistance() {
    // Up to 2: 2/4 against 0/4. Up to 3: 3/4 against 1/4. Up to 4: 4/4 against 2/4.
    assertThat(
            KolmogorovSmirnov.of(new double[] {1, 2, 3, 4}, new double[] {3, 4, 5, 6}).distance())
        .isEqualTo(0.5);
    assertThat(KolmogorovSmirnov.of(new double[] {1, 2}, new double[] {5}).distance()).isEqualTo(1);
  }

  @Test
  void stepsOverTiesAtOnce() {
    // Up to 1: 2/3 against 1/3. Up to 2: 1 against 1.
    assertThat(KolmogorovSmirnov.of(new double[] {1, 1, 2}, new double[] {1, 2, 2}).distance())
        .isCloseTo(1 / 3.0, within(1e-15));
  }

  @Test
  void agreesWithTheTableOfTheLimitingDistribution() {
    // Smirnov's table: 10 %, 5 % and 1 % of the time the statistic exceeds these.
    assertThat(KolmogorovSmirnov.tail(1.2238)).isCloseTo(0.10, within(1e-4));
    assertThat(KolmogorovSmirnov.tail(1.3581)).isCloseTo(0.05, within(1e-4));
    assertThat(KolmogorovSmirnov.tail(1.6276)).isCloseTo(0.01, within(1e-4));
    assertThat(KolmogorovSmirnov.tail(0)).isEqualTo(1);
  }

  @Test
  void correctsTheProbabilityForTheSize() {
    // 0 to 49 against 14 to 63: D = 14/50, m = 25, x = (5 + 0.12 + 0.11/5) x 0.28 = 1.43976,
    // p = 2 (e^(-2 x^2) - e^(-8 x^2) + ...) = 2 x 0.015830 = 0.03166.
    double[] first = IntStream.range(0, 50).asDoubleStream().toArray();
    double[] second = IntStream.range(14, 64).asDoubleStream().toArray();

    KolmogorovSmirnov test = KolmogorovSmirnov.of(first, second);

    assertThat(test.distance()).isCloseTo(0.28, within(1e-15));
    assertThat(test.pValue()).isCloseTo(0.03166, within(1e-5));
  }

  @Test
  void findsNoDifferenceBetweenASampleAndItself() {
    double[] sample = {0.1, 0.2, 0.2, 0.9};

    assertThat(KolmogorovSmirnov.of(sample, sample)).isEqualTo(new KolmogorovSmirnov(0, 1, 4, 4));
  }

  @Test
  void refusesAnEmptySample() {
    assertThatThrownBy(() -> KolmogorovSmirnov.of(new double[0], new double[] {1}))
        .hasMessageContaining("empty");
  }
}
