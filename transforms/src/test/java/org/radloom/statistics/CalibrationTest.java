package org.radloom.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class CalibrationTest {
  @Test
  void weighsTheGapOfEachBinByItsPredictions() {
    Calibration calibration = new Calibration();
    calibration.add(0.9, true);
    calibration.add(0.9, false);
    calibration.add(0.6, true);
    calibration.add(0.2, false);

    // Bins 0.9: 2/4 x |0.5 - 0.9|; 0.6: 1/4 x |1 - 0.6|; 0.2: 1/4 x |0 - 0.2|; 0.2 + 0.1 + 0.05.
    assertThat(calibration.expectedCalibrationError()).isCloseTo(0.35, within(1e-12));
    // (0.1^2 + 0.9^2 + 0.4^2 + 0.2^2) / 4 = 1.02 / 4.
    assertThat(calibration.brierScore()).isCloseTo(0.255, within(1e-12));
    assertThat(calibration.count()).isEqualTo(4);
    assertThat(calibration.right()).isEqualTo(2);
    assertThat(calibration.bins())
        .containsExactly(
            new Calibration.Bin(0.2, 0.3, 1, 0.2, 0),
            new Calibration.Bin(0.6, 0.7, 1, 0.6, 1),
            new Calibration.Bin(0.9, 1, 2, 0.9, 0.5));
  }

  @Test
  void isPerfectWhenConfidenceIsTheShareThatIsRight() {
    Calibration calibration = new Calibration();
    for (int i = 0; i < 4; i++) {
      calibration.add(0.75, i < 3);
    }

    assertThat(calibration.expectedCalibrationError()).isZero();
    // Three times 0.25^2 and once 0.75^2, over 4: 0.1875, which is 0.75 x 0.25.
    assertThat(calibration.brierScore()).isEqualTo(0.1875);
  }

  @Test
  void putsOneIntoTheLastBin() {
    Calibration calibration = new Calibration();
    calibration.add(1, false);

    assertThat(calibration.bins()).containsExactly(new Calibration.Bin(0.9, 1, 1, 1, 0));
    assertThat(calibration.expectedCalibrationError()).isEqualTo(1);
    assertThat(calibration.brierScore()).isEqualTo(1);
  }

  @Test
  void saysNothingWithoutPredictions() {
    assertThat(new Calibration().expectedCalibrationError()).isNaN();
    assertThat(new Calibration().brierScore()).isNaN();
    assertThat(new Calibration().bins()).isEmpty();
  }

  @Test
  void refusesWhatIsNoConfidence() {
    Calibration calibration = new Calibration();

    assertThatThrownBy(() -> calibration.add(1.01, true)).hasMessageContaining("1.01");
    assertThatThrownBy(() -> calibration.add(Double.NaN, true)).hasMessageContaining("NaN");
  }

  @Property(tries = 100, seed = "20261122")
  void doesNotDependOnOrderOrGroupingAndStaysInItsBounds(
      @ForAll @Size(min = 1, max = 40) List<@Scale(15) @DoubleRange(min = 0, max = 1) Double> confidences,
      @ForAll Random random) {
    Calibration all = new Calibration();
    confidences.forEach(confidence -> all.add(confidence, confidence.hashCode() % 2 == 0));

    assertThat(all.expectedCalibrationError()).isBetween(0.0, 1.0);
    assertThat(all.brierScore()).isBetween(0.0, 1.0);
    MergeLaws.check(
        Calibration::new,
        (part, confidence) -> part.add(confidence, confidence.hashCode() % 2 == 0),
        Calibration::read,
        confidences,
        random);
  }
}
