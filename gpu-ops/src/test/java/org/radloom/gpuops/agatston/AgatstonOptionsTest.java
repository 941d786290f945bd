package org.radloom.gpuops.agatston;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgatstonOptionsTest {
  @Test
  void defaultsAreTheScoresDefinition() {
    assertThat(AgatstonOptions.DEFAULTS)
        .isEqualTo(new AgatstonOptions(Connectivity.FOUR, 130, 1, 1, null));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 1, 'thresholdHu must be finite and > 0, but was: 0.0'",
    "NaN, 1, 1, 1, 'thresholdHu must be finite and > 0, but was: NaN'",
    "130, -1, 1, 1, 'minAreaMm2 must be finite and >= 0, but was: -1.0'",
    "130, Infinity, 1, 1, 'minAreaMm2 must be finite and >= 0, but was: Infinity'",
    "130, 1, 0, 1, 'minVoxels must be > 0, but was: 0'",
    "130, 1, 1, 0, 'massCalibration must be finite and > 0, but was: 0.0'",
  })
  void refusesValuesOutOfRange(
      double thresholdHu, double minAreaMm2, int minVoxels, double calibration, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new AgatstonOptions(
                    Connectivity.FOUR, thresholdHu, minAreaMm2, minVoxels, calibration))
        .withMessage(message);
  }

  @Test
  void arteriesHaveTheLabelsOneToFour() {
    assertThat(Artery.ofLabel(0)).isEmpty();
    assertThat(Artery.ofLabel(1)).contains(Artery.LM);
    assertThat(Artery.ofLabel(2)).contains(Artery.LAD);
    assertThat(Artery.ofLabel(3)).contains(Artery.LCX);
    assertThat(Artery.ofLabel(4)).contains(Artery.RCA);
    assertThat(Artery.ofLabel(5)).isEmpty();
  }
}
