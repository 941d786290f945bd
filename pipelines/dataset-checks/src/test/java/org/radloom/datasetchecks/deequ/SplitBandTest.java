package org.radloom.datasetchecks.deequ;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SplitBandTest {

  @Test
  void isThatOfTheBinomialWhereEveryPatientIsAGroup() {
    // 1.96 * sqrt(0.7 * 0.3 / 1000) = 0.0284
    SplitBand band = SplitBand.of(0.7, 1.96, 1000, 1000, 1);

    assertThat(band.low()).isCloseTo(0.6716, within(1e-4));
    assertThat(band.high()).isCloseTo(0.7284, within(1e-4));
    assertThat(band.contains(0.67)).isFalse();
  }

  @Test
  void isWiderWhereGroupsAreLarge() {
    // 100 patients in 91 groups of at most 10 are at worst one of 10 and 90 of 1:
    // 100 * 100 / (100 + 90) = 52.6
    assertThat(SplitBand.effectiveNumber(100, 91, 10)).isCloseTo(52.63, within(0.01));
  }

  @Test
  void letsAnythingPassForASinglePatient() {
    SplitBand band = SplitBand.of(0.15, 4, 1, 1, 1);

    assertThat(band.contains(0)).isTrue();
    assertThat(band.contains(1)).isTrue();
  }
}
