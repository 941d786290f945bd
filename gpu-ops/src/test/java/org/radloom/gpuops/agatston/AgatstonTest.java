package org.radloom.gpuops.agatston;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.radloom.gpuops.agatston.AgatstonOptions.DEFAULTS;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** Scores that can be worked out by hand. */
final class AgatstonTest {
  private static final double KVP = 120;

  private static CalciumScore score(Volume volume, @Nullable Labels labels, AgatstonOptions options)
      throws TooManyIslandsException {
    try (IslandFinder finder = new CpuIslandFinder(1)) {
      return Agatston.score(finder, volume, labels, KVP, options);
    }
  }

  private static CalciumScore score(Volume volume, AgatstonOptions options)
      throws TooManyIslandsException {
    return score(volume, everywhere(volume.space(), Artery.LAD), options);
  }

  private static Labels everywhere(Space space, Artery artery) {
    byte[] values = new byte[space.voxels()];
    Arrays.fill(values, (byte) artery.label());
    return new Labels(space, values);
  }

  private static AgatstonOptions atThreshold(double thresholdHu) {
    return new AgatstonOptions(Connectivity.FOUR, thresholdHu, 0, 1, null);
  }

  /** Returns a slice of soft tissue with one block of {@code width x height} voxels. */
  private static Volume block(Space space, int width, int height, int hu) {
    short[] values = new short[space.voxels()];
    for (int y = 0; y < height; y++) {
      Arrays.fill(values, (y + 1) * space.nx() + 1, (y + 1) * space.nx() + 1 + width, (short) hu);
    }
    return Drawing.ofHu(space, values);
  }

  @Test
  void scoresADisc() throws TooManyIslandsException {
    Space space = Space.of(40, 40, 3, 0.5, 0.5, 3);
    short[] hu = new short[space.voxels()];
    for (int y = -10; y <= 10; y++) {
      for (int x = -10; x <= 10; x++) {
        if (x * x + y * y <= 100) { // 317 points of the plane's grid lie within a radius of 10
          hu[(40 + 20 + y) * 40 + 20 + x] = 250;
        }
      }
    }

    CalciumScore score = score(Drawing.ofHu(space, hu), DEFAULTS);

    assertThat(score.total().agatston()).isEqualTo(158.5); // 317 * 0.25 * 2 * (3 / 3)
    assertThat(score.total().volumeMm3()).isEqualTo(237.75); // 317 * 0.25 * 3
    assertThat(score.lesions())
        .containsExactly(new Lesion(1, Artery.LAD, 317, 79.25, 250, 2, 158.5, 10, 10, 30, 30));
  }

  @Test
  void weighsEachLesionByItsPeak() throws TooManyIslandsException {
    int[] peaks = {130, 199, 200, 299, 300, 399, 400, 1500};
    Space space = Space.of(7, 6, peaks.length, 0.5, 0.5, 3);
    short[] hu = new short[space.voxels()];
    for (int slice = 0; slice < peaks.length; slice++) {
      for (int i = 0; i < 20; i++) { // 5 x 4 voxels
        hu[slice * 42 + (i / 5 + 1) * 7 + i % 5 + 1] = 130;
      }
      hu[slice * 42 + 2 * 7 + 2] = (short) peaks[slice];
    }

    CalciumScore score = score(Drawing.ofHu(space, hu), DEFAULTS);

    assertThat(score.lesions()).extracting(Lesion::weight).containsExactly(1, 1, 2, 2, 3, 3, 4, 4);
    assertThat(score.total().agatston()).isEqualTo(100); // 20 * 0.25 * (1+1+2+2+3+3+4+4)
  }

  @Test
  void weightsAreHalfOpenOnRealNumbers() throws TooManyIslandsException {
    float below200 = Math.nextDown(200f); // 199.99998
    float below300 = Math.nextDown(300f);
    float below400 = Math.nextDown(400f);

    CalciumScore score =
        score(
            Drawing.row(130, 0, below200, 0, 200, 0, below300, 0, 300, 0, below400, 0, 400),
            atThreshold(130));

    assertThat(score.lesions()).extracting(Lesion::weight).containsExactly(1, 1, 2, 2, 3, 3, 4);
  }

  @Test
  void countsExactly130HuButNotLess() throws TooManyIslandsException {
    Space space = Space.of(6, 6, 1, 0.5, 0.5, 3);

    assertThat(score(block(space, 2, 2, 130), DEFAULTS).total().agatston()).isEqualTo(1);
    assertThat(score(block(space, 2, 2, 129), DEFAULTS).total().agatston()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5, 3, 0", // 0.75 mm2
    "0.5, 0.5, 4, 1", // 1 mm2
    "0.49999976, 0.5, 4, 1", // 0.9999995 mm2, within the slack
    "0.4999994, 0.5, 4, 0", // 0.9999988 mm2, beyond it
    "0.7, 0.7, 2, 0", // 0.98 mm2
    "0.7, 0.7, 3, 1",
    "1, 1, 1, 1",
    "0.25, 1, 3, 0", // 0.75 mm2
    "0.25, 1, 4, 1",
  })
  void keepsLesionsOfAtLeastOneSquareMillimetre(double dxMm, double dyMm, int voxels, int lesions)
      throws TooManyIslandsException {
    Volume volume = block(Space.of(8, 3, 1, dxMm, dyMm, 3), voxels, 1, 150);

    assertThat(score(volume, DEFAULTS).total().lesions()).isEqualTo(lesions);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 2", "1, 1, 1", "0, 5, 1", "0, 6, 0", "5, 1, 0"})
  void theLeastSizeIsAnOption(double minAreaMm2, int minVoxels, int lesions)
      throws TooManyIslandsException {
    Volume volume = Drawing.volume("#.#####\n"); // 0.25 and 1.25 mm2
    var options = new AgatstonOptions(Connectivity.FOUR, 130, minAreaMm2, minVoxels, null);

    assertThat(score(volume, options).total().lesions()).isEqualTo(lesions);
  }

  @Test
  void connectivityDecidesWhetherCornersMakeOneLesion() throws TooManyIslandsException {
    short[] hu = {
      150, 150, 0, 0, //
      150, 150, 0, 0, //
      0, 0, 450, 150, //
      0, 0, 150, 150,
    };
    Volume volume = Drawing.ofHu(Space.of(4, 4, 1, 0.5, 0.5, 3), hu);

    assertThat(score(volume, DEFAULTS).total().agatston()).isEqualTo(5); // 4 * 0.25 * (1 + 4)
    assertThat(score(volume, DEFAULTS.with(Connectivity.EIGHT)).total().agatston())
        .isEqualTo(8); // 8 * 0.25 * 4
  }

  @ParameterizedTest
  @CsvSource({
    "0.625, 1.875", // 6 voxels * 0.75 mm2 * weight 2 * 0.625 / 3
    "1.25, 3.75",
    "1.5, 4.5",
    "2.5, 7.5",
    "3, 9",
    "5, 15",
  })
  void scalesWithTheIncrementOnAnisotropicVoxels(double incrementMm, double agatston)
      throws TooManyIslandsException {
    Volume volume = block(Space.of(5, 5, 1, 0.5, 1.5, incrementMm), 3, 2, 250);

    CalciumScore score = score(volume, DEFAULTS);

    assertThat(score.total().agatston()).isEqualTo(agatston);
    assertThat(score.total().volumeMm3()).isEqualTo(4.5 * incrementMm);
  }

  @Test
  void overlappingSlicesDoNotCountTwice() throws TooManyIslandsException {
    // 6 mm of calcium: two slices every 3 mm, or four every 1.5 mm whatever their thickness.
    short[] two = new short[16 * 2];
    short[] four = new short[16 * 4];
    Arrays.fill(two, (short) 250);
    Arrays.fill(four, (short) 250);

    assertThat(score(Drawing.ofHu(Space.of(4, 4, 4, 0.5, 0.5, 1.5), four), DEFAULTS).total())
        .extracting(ArteryScore::agatston, ArteryScore::volumeMm3)
        .isEqualTo(
            List.of(
                score(Drawing.ofHu(Space.of(4, 4, 2, 0.5, 0.5, 3), two), DEFAULTS)
                    .total()
                    .agatston(),
                24.0)); // 16 * 0.25 * 6
  }

  @Test
  void paddingAndEmptyVolumesScoreZero() throws TooManyIslandsException {
    Space space = Space.of(5, 5, 2, 0.5, 0.5, 3);
    short[] hu = new short[space.voxels()];
    Arrays.fill(hu, (short) -2000);

    CalciumScore score = score(Drawing.ofHu(space, hu), DEFAULTS);

    assertThat(score.total()).isEqualTo(new ArteryScore(0, 0, null, 0, 0));
    assertThat(score.category()).isEqualTo(CalciumCategory.NONE);
    assertThat(score.cacDrs()).isEqualTo("A0/N0");
    assertThat(score.lesions()).isEmpty();
  }

  @Test
  void islandsThatMeetInAnotherSliceAreLesionsOfTheirOwn() throws TooManyIslandsException {
    // 0.75 mm2 each in slices 0 and 2, joined through slice 1: only its 1.75 mm2 count.
    Volume volume = Drawing.volume("###.###\n", "#######\n", "###.###\n");

    CalciumScore score = score(volume, DEFAULTS);

    assertThat(score.lesions()).extracting(Lesion::slice, Lesion::voxels).hasSize(1);
    assertThat(score.total().agatston()).isEqualTo(5.25); // 7 * 0.25 * 3
  }

  @Test
  void countsEachArteryByItself() throws TooManyIslandsException {
    Volume volume = Drawing.volume("#########..#####\n");
    Labels labels = Drawing.labels("111122222..4444.\n");

    CalciumScore score = score(volume, labels, DEFAULTS);

    assertThat(score.arteries())
        .containsExactly(
            Map.entry(Artery.LM, new ArteryScore(3, 3, null, 1, 4)),
            Map.entry(Artery.LAD, new ArteryScore(3.75, 3.75, null, 1, 5)),
            Map.entry(Artery.LCX, new ArteryScore(0, 0, null, 0, 0)),
            Map.entry(Artery.RCA, new ArteryScore(3, 3, null, 1, 4)));
    assertThat(score.total()).isEqualTo(new ArteryScore(9.75, 9.75, null, 3, 13));
    assertThat(score.category()).isEqualTo(CalciumCategory.MINIMAL);
    assertThat(score.cacDrs()).isEqualTo("A1/N3");
    assertThat(score.flags()).isEmpty();
  }

  @Test
  void anUnmaskedScoreIsNoClinicalOne() throws TooManyIslandsException {
    CalciumScore score = score(Drawing.volume("####\n"), null, DEFAULTS);

    assertThat(score.total()).isEqualTo(new ArteryScore(3, 3, null, 1, 4));
    assertThat(score.arteries().values())
        .hasSize(4)
        .containsOnly(new ArteryScore(0, 0, null, 0, 0));
    assertThat(score.category()).isNull();
    assertThat(score.cacDrs()).isNull();
    assertThat(score.flags()).containsExactly(CalciumFlag.UNMASKED);
    assertThat(score.lesions()).containsExactly(new Lesion(0, null, 4, 1, 300, 3, 3, 0, 0, 3, 0));
  }

  @Test
  void anotherThresholdMovesTheLowestBinAndIsFlagged() throws TooManyIslandsException {
    Volume volume = Drawing.row(49.5f, 0, 50, 0, 130, 0, 199.5f, 0, 200, 0, 299.5f, 0, 300);

    CalciumScore fifty = score(volume, atThreshold(50));
    CalciumScore threeHundred = score(volume, atThreshold(300));

    assertThat(fifty.lesions()).extracting(Lesion::weight).containsExactly(1, 1, 1, 2, 2, 3);
    assertThat(fifty.flags()).containsExactly(CalciumFlag.THRESHOLD_NOT_130);
    assertThat(threeHundred.lesions()).extracting(Lesion::weight).containsExactly(3);
  }

  @Test
  void massIsTheCalibratedSumOfAttenuations() throws TooManyIslandsException {
    Space space = Space.of(4, 1, 1, 0.5, 0.5, 3);
    Volume volume = Drawing.ofHu(space, (short) 130, (short) 150, (short) 200, (short) 320);
    var options = new AgatstonOptions(Connectivity.FOUR, 130, 1, 1, 0.0009765625); // 2^-10

    CalciumScore score = score(volume, options);

    assertThat(score.total().massMg()).isEqualTo(0.5859375); // 800 * 0.25 * 3 / 1024
    assertThat(score.arteries().get(Artery.RCA)).isEqualTo(new ArteryScore(0, 0, 0.0, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({"120, ", "100, KVP_NOT_120", "120.5, KVP_NOT_120", ", KVP_UNKNOWN"})
  void flagsATubeVoltageOtherThan120(@Nullable Double kvp, @Nullable CalciumFlag flag)
      throws TooManyIslandsException {
    Volume volume = Drawing.volume("####\n");
    try (IslandFinder finder = new CpuIslandFinder(1)) {
      CalciumScore score =
          Agatston.score(finder, volume, everywhere(volume.space(), Artery.LM), kvp, DEFAULTS);

      assertThat(score.flags()).isEqualTo(flag == null ? Set.of() : Set.of(flag));
      assertThat(score.total().agatston()).isEqualTo(3);
    }
  }

  @Test
  void refusesLabelsThatAreNoArtery() {
    Volume volume = Drawing.volume("####\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> score(volume, Drawing.labels("5555\n"), DEFAULTS))
        .withMessage("artery labels must be 0 to 4, but there is: 5");
  }

  @Test
  void refusesSeveralFrames() {
    Space space = Space.of(1, 1, 1, 1, 1, 3);
    Volume volume = new Volume(space, 2, new Voxels.Stored(new short[2], 1, 0));

    assertThatIllegalArgumentException().isThrownBy(() -> score(volume, null, DEFAULTS));
  }

  @Test
  void refusesSpacingsThatGiveNoFiniteScore() {
    Volume volume = block(Space.of(4, 4, 1, 1e200, 1e200, 3), 1, 1, 300);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> score(volume, null, DEFAULTS))
        .withMessageStartingWith("voxels must be small enough for a finite score, but it is: ");
  }

  @Test
  void aVolumeOfVanishingVoxelsHasNoLesion() throws TooManyIslandsException {
    Volume volume = block(Space.of(4, 4, 1, 1e-200, 1e-200, 3), 2, 2, 300);

    assertThat(score(volume, DEFAULTS).lesions()).isEmpty();
  }

  @Test
  void refusesAMassWhoseSumMayOverflow() throws TooManyIslandsException {
    Volume volume = Drawing.row(0x1p45f);
    Volume more = Drawing.row(0x1p45f, 0, 0x1p45f);
    var options = new AgatstonOptions(Connectivity.FOUR, 130, 0, 1, 1.0);

    assertThat(score(volume, options).total().massMg()).isEqualTo(0x1p45 * 0.75);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> score(more, options))
        .withMessageStartingWith("attenuations must add up to less than 7.0368744177664E13 HU");
  }

  @ParameterizedTest
  @CsvSource({"0", "-120", "NaN", "Infinity"})
  void refusesATubeVoltageThatIsNone(double kvp) {
    try (IslandFinder finder = new CpuIslandFinder(1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Agatston.score(finder, Drawing.volume("#\n"), null, kvp, DEFAULTS))
          .withMessage("kvp must be finite and > 0, but was: " + kvp);
    }
  }
}
