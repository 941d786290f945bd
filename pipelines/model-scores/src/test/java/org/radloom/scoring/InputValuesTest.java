package org.radloom.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class InputValuesTest {

  @Test
  void measuresThePopulation() {
    // Mean 10/4; squares 2.25 + 0.25 + 0.25 + 2.25 = 5; 5/4 = 1.25.
    InputValues values = of(1, 2, 3, 4);

    assertThat(values.mean()).isEqualTo(2.5);
    assertThat(values.standardDeviation()).isCloseTo(Math.sqrt(1.25), within(1e-15));
    assertThat(values.toJson()).hasToString("{\"mean\":2.5,\"standardDeviation\":1.118034}");
  }

  @Test
  void doesNotLoseSmallDifferencesOfLargeNumbers() {
    // 10^6 - 1, 10^6, 10^6 + 1: 2/3.
    InputValues values = of(999_999, 1_000_000, 1_000_001);

    assertThat(values.mean()).isEqualTo(1e6);
    assertThat(values.standardDeviation()).isCloseTo(Math.sqrt(2 / 3.0), within(1e-12));
  }

  @Test
  void aConstantDoesNotDeviate() {
    assertThat(of(0.1f, 0.1f, 0.1f).standardDeviation()).isZero();
    assertThat(of().standardDeviation()).isZero();
  }

  private static InputValues of(float... pixels) {
    InputValues values = new InputValues();
    for (float pixel : pixels) {
      assertThat(values.add(pixel)).isEqualTo(pixel);
    }
    return values;
  }
}
