package org.radloom.gpuops.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.radloom.gpuops.agatston.Agatston;
import org.radloom.gpuops.agatston.AgatstonOptions;
import org.radloom.gpuops.agatston.Artery;
import org.radloom.gpuops.agatston.ArteryScore;
import org.radloom.gpuops.agatston.CalciumScore;
import org.radloom.gpuops.agatston.Connectivity;
import org.radloom.gpuops.agatston.CpuIslandFinder;
import org.radloom.gpuops.agatston.IslandFinder;
import org.radloom.gpuops.agatston.Lesion;
import org.radloom.gpuops.agatston.TooManyIslandsException;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Voxels;

final class CalciumPhantomTest {
  private static final double VOXEL_MM2 = 0.87890625; // 0.9375 * 0.9375

  private static CalciumScore score(
      CalciumPhantom phantom, @Nullable Labels labels, Connectivity connectivity)
      throws TooManyIslandsException {
    try (IslandFinder finder = new CpuIslandFinder(1)) {
      return Agatston.score(
          finder, phantom.volume(), labels, 120.0, AgatstonOptions.DEFAULTS.with(connectivity));
    }
  }

  @ParameterizedTest
  @EnumSource
  void scoresAsKnown(Connectivity connectivity) throws TooManyIslandsException {
    CalciumPhantom phantom = CalciumPhantom.standard();

    CalciumScore score = score(phantom, phantom.arteries(), connectivity);

    assertThat(score.arteries()).isEqualTo(phantom.truth(connectivity).arteries());
    assertThat(score.total()).isEqualTo(phantom.truth(connectivity).total());
    assertThat(score.cacDrs()).isEqualTo("A3/N4");
  }

  /** Discs of radius 1, 2 and 3 hold 5, 13 and 29 voxels. */
  @Test
  void isWhatTheListOfPlaquesSaysByHand() {
    CalciumPhantom phantom = CalciumPhantom.standard();

    assertThat(phantom.ofFour().arteries())
        .containsEntry(Artery.LM, byHand(13 * 1 + 5 * 1, 18, 2))
        .containsEntry(
            Artery.LAD, byHand(13 * 3 + 29 * 3 + 29 * 4 + 5 * 2 + 13 * 2 + 5 * 4 + 5 * 1, 99, 7))
        .containsEntry(Artery.LCX, byHand(5 * 2 + 13 * 2 + 5 * 1, 23, 3))
        .containsEntry(Artery.RCA, byHand(13 * 4 + 29 * 4 + 13 * 3, 55, 3));
    assertThat(phantom.ofEight().arteries())
        .containsEntry(
            Artery.LAD, byHand(13 * 3 + 29 * 3 + 29 * 4 + 5 * 2 + 13 * 2 + 10 * 4, 99, 6));
  }

  private static ArteryScore byHand(int weightedVoxels, int voxels, int lesions) {
    return new ArteryScore(
        weightedVoxels * VOXEL_MM2, voxels * VOXEL_MM2 * 3, null, lesions, voxels);
  }

  @Test
  void holdsEveryWeightAndVoxelsOfExactly130Hu() throws TooManyIslandsException {
    CalciumPhantom phantom = CalciumPhantom.standard();

    CalciumScore score = score(phantom, phantom.arteries(), Connectivity.FOUR);

    assertThat(score.lesions())
        .extracting(Lesion::peakHu)
        .contains(130.0, 199.0, 200.0, 299.0, 300.0, 399.0, 400.0);
    assertThat(score.lesions()).extracting(Lesion::weight).contains(1, 2, 3, 4);
  }

  @Test
  void boneCountsOnlyWithoutLabels() throws TooManyIslandsException {
    CalciumPhantom phantom = CalciumPhantom.standard();

    assertThat(score(phantom, null, Connectivity.FOUR).total().agatston())
        .isGreaterThan(100 * phantom.ofFour().total().agatston());
  }

  @ParameterizedTest
  @CsvSource({
    "192, 192, 24, 0.68359375, 0.625",
    "200, 256, 31, 0.5, 2.5",
    "300, 192, 40, 0.43, 1.5",
    "256, 256, 24, 1.0, 3", // a single voxel is large enough
  })
  void scoresAsKnownOnOtherGrids(int nx, int ny, int nz, double spacingMm, double incrementMm)
      throws TooManyIslandsException {
    var space = Space.of(nx, ny, nz, spacingMm, spacingMm, incrementMm);

    for (long seed = 0; seed < 2; seed++) {
      CalciumPhantom phantom = CalciumPhantom.of(space, seed);
      for (Connectivity connectivity : Connectivity.values()) {
        CalciumScore score = score(phantom, phantom.arteries(), connectivity);

        assertThat(score.arteries()).isEqualTo(phantom.truth(connectivity).arteries());
        assertThat(score.total()).isEqualTo(phantom.truth(connectivity).total());
      }
    }
  }

  @Test
  void theSeedDecidesTheNoise() {
    var space = Space.of(192, 192, 24, 0.5, 0.5, 3);

    assertThat(stored(CalciumPhantom.of(space, 1))).isEqualTo(stored(CalciumPhantom.of(space, 1)));
    assertThat(stored(CalciumPhantom.of(space, 1)))
        .isNotEqualTo(stored(CalciumPhantom.of(space, 2)));
  }

  private static short[] stored(CalciumPhantom phantom) {
    return ((Voxels.Stored) phantom.volume().voxels()).stored();
  }

  @Test
  void refusesAGridTooSmallForItsPlaques() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CalciumPhantom.of(Space.of(256, 191, 48, 0.5, 0.5, 3), 1))
        .withMessage("the grid must be at least 192 x 192 x 24, but is: 256 x 191 x 48");
  }
}
