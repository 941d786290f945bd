package org.radloom.gpuops.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class BreastPhantomTest {
  private static final int WIDTH = 416;
  private static final int HEIGHT = 512;

  private static BreastPhantom phantom(BreastView view) {
    return BreastPhantom.of(view, WIDTH, 3);
  }

  /** Returns how far a pixel's centre is from a place, mm. */
  private static double awayMm(BreastPhantom phantom, int pixel, double xMm, double yMm) {
    int row = pixel / phantom.width();
    int column = pixel % phantom.width();
    return Math.hypot(
        (column + 0.5) * phantom.pixelMm() - xMm, (row + 0.5) * phantom.pixelMm() - yMm);
  }

  /** Returns the mean grey level of the pixels up to some mm from a place. */
  private static double mean(BreastPhantom phantom, double xMm, double yMm, double radiusMm) {
    return IntStream.range(0, phantom.pixels().length)
        .filter(i -> awayMm(phantom, i, xMm, yMm) < radiusMm)
        .map(i -> phantom.pixels()[i])
        .average()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void fillsTwelveBitsFromTheChestWallOnTheLeft(BreastView view) {
    BreastPhantom phantom = phantom(view);

    assertThat(phantom.height()).isEqualTo(HEIGHT);
    assertThat(phantom.pixels()).hasSize(WIDTH * HEIGHT);
    for (short grey : phantom.pixels()) {
      assertThat((int) grey).isBetween(0, BreastPhantom.MAX_GREY);
    }
    assertThat((int) phantom.pixels()[HEIGHT / 2 * WIDTH]).isGreaterThan(300);
    assertThat((int) phantom.pixels()[HEIGHT / 2 * WIDTH + WIDTH - 1]).isZero();
    assertThat((int) phantom.pixels()[HEIGHT * WIDTH - 1]).isZero();
  }

  @ParameterizedTest
  @CsvSource({"R_CC, L_CC", "R_MLO, L_MLO"})
  void differsBetweenTheBreasts(BreastView right, BreastView left) {
    assertThat(phantom(right).pixels()).isNotEqualTo(phantom(left).pixels());
  }

  @ParameterizedTest
  @EnumSource
  void showsItsMassesBrighterThanWhatIsAroundThem(BreastView view) {
    BreastPhantom phantom = phantom(view);
    assertThat(view.findings()).isNotEmpty();
    for (BreastFinding finding : view.findings()) {
      if (finding.kind() == BreastFinding.Kind.MASS) {
        double inside = mean(phantom, finding.xMm(), finding.yMm(), finding.radiusMm() / 2);
        double around = mean(phantom, finding.xMm(), finding.yMm(), 2 * finding.radiusMm());
        assertThat(inside).isGreaterThan(around + 200);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"L_CC", "L_MLO"})
  void showsSpecksWhereItSaysSo(BreastView view) {
    // At 0.14 mm a pixel, so that a speck of 0.4 mm covers some.
    BreastPhantom phantom = BreastPhantom.of(view, 1664, 3);
    BreastFinding cluster = view.findings().get(0);
    assertThat(cluster.kind()).isEqualTo(BreastFinding.Kind.CALCIFICATION);
    double mean = mean(phantom, cluster.xMm(), cluster.yMm(), cluster.radiusMm());
    double neighbourhoodMm = 2 * cluster.radiusMm();
    int[] bright =
        IntStream.range(0, phantom.pixels().length)
            .filter(i -> awayMm(phantom, i, cluster.xMm(), cluster.yMm()) < neighbourhoodMm)
            .filter(i -> phantom.pixels()[i] > mean + 1000)
            .toArray();

    assertThat(bright).hasSizeGreaterThan(14);
    for (int i : bright) {
      assertThat(awayMm(phantom, i, cluster.xMm(), cluster.yMm())).isLessThan(cluster.radiusMm());
    }
  }

  @Test
  void showsTheMuscleInObliqueViewsAlone() {
    double oblique = mean(phantom(BreastView.R_MLO), 20, 40, 10);
    double fromAbove = mean(phantom(BreastView.R_CC), 20, 60, 10);

    assertThat(oblique).isGreaterThan(fromAbove + 500);
  }

  @Test
  void theSameSeedGivesTheSamePixels() {
    assertThat(phantom(BreastView.R_CC).pixels()).isEqualTo(phantom(BreastView.R_CC).pixels());
    assertThat(BreastPhantom.of(BreastView.R_CC, WIDTH, 4).pixels())
        .isNotEqualTo(phantom(BreastView.R_CC).pixels());
  }

  @Test
  void isDrawnAtAnySizeFromTheLeastOn() {
    assertThat(BreastPhantom.of(BreastView.L_MLO, 104, 1).height()).isEqualTo(128);
    assertThat(BreastPhantom.of(BreastView.L_MLO, 105, 1).height()).isEqualTo(129);
    assertThatThrownBy(() -> BreastPhantom.of(BreastView.L_MLO, 103, 1))
        .hasMessage("width must be >= 104, but was: 103");
  }
}
