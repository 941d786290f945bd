package org.radloom.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class QuantileBinsTest {
  @Test
  void cutsAtTheDeciles() {
    // 1 to 20: the cuts are 2, 4, ... 18.
    double[] sample = IntStream.rangeClosed(1, 20).asDoubleStream().toArray();

    assertThat(QuantileBins.of(sample).count(sample)).containsOnly(2).hasSize(10);
    assertThat(QuantileBins.of(sample).count(new double[] {-5, 2, 2.5, 99}))
        .containsExactly(2, 1, 0, 0, 0, 0, 0, 0, 0, 1);
  }

  @Test
  void makesOneCutOfEqualDeciles() {
    // Nine of ten are 0, so every decile is: one cut, at 0.
    double[] sample = {0, 0, 0, 0, 0, 0, 0, 0, 0, 5};

    assertThat(QuantileBins.of(sample).count(sample)).containsExactly(9, 1);
  }

  @Test
  void hasOneBinForOneValue() {
    assertThat(QuantileBins.of(new double[] {7, 7, 7}).count(new double[] {1, 7, 9}))
        .containsExactly(3);
  }

  @Test
  void refusesAnEmptySample() {
    assertThatThrownBy(() -> QuantileBins.of(new double[0])).hasMessageContaining("empty");
  }
}
