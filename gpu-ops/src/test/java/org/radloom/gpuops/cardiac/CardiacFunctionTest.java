package org.radloom.gpuops.cardiac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;

final class CardiacFunctionTest {
  @Test
  void measuresTheVentricleAtBothEnds() {
    // Voxels of 2 x 2 x 8 mm are 0.032 ml: 3750 of them 120 ml, 1500 of them 48 ml. 72 / 120.
    CardiacFunction function = CardiacFunction.of(mask(3750, 1), mask(1500, 1), 1);

    assertThat(function.endDiastolicMl()).isCloseTo(120, within(1e-12));
    assertThat(function.endSystolicMl()).isCloseTo(48, within(1e-12));
    assertThat(function.strokeMl()).isCloseTo(72, within(1e-12));
    assertThat(function.ejectionFractionPercent()).isCloseTo(60, within(1e-12));
  }

  @Test
  void countsOneLabelOnly() {
    assertThat(CardiacFunction.chamberMl(mask(1000, 200), 200)).isCloseTo(32, within(1e-12));
    assertThat(CardiacFunction.chamberMl(mask(1000, 200), 1)).isZero();
    assertThatThrownBy(() -> CardiacFunction.chamberMl(mask(1, 1), 0)).hasMessageContaining("0");
  }

  @Test
  void hasNoFractionOfAnEmptyVentricle() {
    assertThat(new CardiacFunction(0, 0).ejectionFractionPercent()).isNaN();
    assertThat(new CardiacFunction(100, 0).ejectionFractionPercent()).isEqualTo(100);
    assertThat(new CardiacFunction(100, 100).ejectionFractionPercent()).isZero();
    assertThat(new CardiacFunction(50, 60).ejectionFractionPercent()).isEqualTo(-20);
  }

  @Test
  void refusesWhatIsNoVolume() {
    assertThatThrownBy(() -> new CardiacFunction(-1, 0)).hasMessageContaining("endDiastolicMl");
    assertThatThrownBy(() -> new CardiacFunction(1, Double.NaN)).hasMessageContaining("NaN");
  }

  @Property(tries = 200, seed = "20261122")
  void staysBetweenNothingAndAllIfTheHeartContracts(
      @ForAll @DoubleRange(min = 0.1, max = 500) double edv,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    assertThat(new CardiacFunction(edv, edv * share).ejectionFractionPercent())
        .isBetween(0.0, 100.0);
  }

  private static Labels mask(int marked, int label) {
    Space space = Space.of(100, 40, 1, 2, 2, 8);
    byte[] values = new byte[space.voxels()];
    Arrays.fill(values, 0, marked, (byte) label);
    return new Labels(space, values);
  }
}
