package org.radloom.gpuops.mammography;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BiRadsTest {
  /** Each bound, and the doubles on both sides of it. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, normal",
    "0.29999999999999993, 1, normal",
    "0.30, 2, benign",
    "0.5999999999999999, 2, benign",
    "0.60, 3, probably benign",
    "0.7499999999999999, 3, probably benign",
    "0.75, 4, suspicious",
    "0.90, 4, suspicious",
    "0.9000000000000001, 5, highly suggestive of malignancy",
    "1, 5, highly suggestive of malignancy"
  })
  void followsTheHighestConfidence(double highest, int category, String words) {
    BiRads biRads = BiRads.ofConfidence(highest);

    assertThat(biRads.category()).isEqualTo(category);
    assertThat(biRads.words()).isEqualTo(words);
  }

  @Test
  void theDoublesBesideTheBoundsAreTheNearestThereAre() {
    assertThat(Math.nextDown(0.30)).isEqualTo(0.29999999999999993);
    assertThat(Math.nextDown(0.60)).isEqualTo(0.5999999999999999);
    assertThat(Math.nextDown(0.75)).isEqualTo(0.7499999999999999);
    assertThat(Math.nextUp(0.90)).isEqualTo(0.9000000000000001);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoConfidence(double highest) {
    assertThatThrownBy(() -> BiRads.ofConfidence(highest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("highest must be 0 to 1, but was: " + highest);
  }
}
