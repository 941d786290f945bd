package org.radloom.gpuops.agatston;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CalciumCategoryTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, none",
    "0.001, 1-10, minimal",
    "10, 1-10, minimal",
    "10.001, 11-100, mild",
    "100, 11-100, mild",
    "100.001, 101-400, moderate",
    "400, 101-400, moderate",
    "400.001, >400, severe",
    "1e9, >400, severe",
  })
  void upperEndsBelongToTheRange(double agatston, String label, String word) {
    CalciumCategory category = CalciumCategory.of(agatston);

    assertThat(category.label()).isEqualTo(label);
    assertThat(category.word()).isEqualTo(word);
  }

  @Test
  void refusesWhatIsNoScore() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CalciumCategory.of(Double.NaN))
        .withMessage("agatston must be >= 0, but was: NaN");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, A0/N0",
    "0.5, 1, A1/N1",
    "99.999, 2, A1/N2",
    "100, 1, A2/N1",
    "299.999, 3, A2/N3",
    "300, 4, A3/N4",
  })
  void cacDrsIsAScaleOfItsOwn(double agatston, int arteries, String grade) {
    assertThat(CacDrs.of(agatston, arteries)).isEqualTo(grade);
  }
}
