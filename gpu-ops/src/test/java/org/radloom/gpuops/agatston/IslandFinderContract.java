package org.radloom.gpuops.agatston;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** What every {@link IslandFinder} must do; subclasses say which one. */
abstract class IslandFinderContract {
  private static final Space ROW_OF_TWO = Space.of(2, 1, 1, 0.5, 0.5, 3);

  private IslandFinder finder;

  /** Returns a new one. */
  abstract IslandFinder newFinder();

  @BeforeEach
  void open() {
    finder = newFinder();
  }

  @AfterEach
  void close() {
    finder.close();
  }

  List<Island> find(Volume volume, @Nullable Labels labels, Connectivity connectivity)
      throws TooManyIslandsException {
    return finder.find(volume, labels, 130, connectivity, 1);
  }

  private void assertAgrees(IslandQuery query) throws TooManyIslandsException {
    assertThat(
            finder.find(
                query.volume(),
                query.labels(),
                query.thresholdHu(),
                query.connectivity(),
                query.minVoxels()))
        .isEqualTo(FloodFill.find(query));
  }

  @Test
  void findsNothingInSoftTissueAndPadding() throws TooManyIslandsException {
    short[] hu = new short[7 * 5 * 3];
    Arrays.fill(hu, 0, 60, (short) -2000);
    Arrays.fill(hu, 60, hu.length, (short) 129);

    assertThat(find(Drawing.ofHu(Space.of(7, 5, 3, 1, 1, 3), hu), null, Connectivity.EIGHT))
        .isEmpty();
  }

  @Test
  void describesAnIsland() throws TooManyIslandsException {
    short[] hu = {
      0, 0, 0, 0, 0, //
      0, 0, 0, 250, 0, //
      0, 130, 140, 150, 0, //
      0, 0, 0, 0, 0,
    };

    assertThat(find(Drawing.ofHu(Space.of(5, 4, 1, 1, 1, 3), hu), null, Connectivity.FOUR))
        .containsExactly(new Island(0, 0, 8, 4, 250, 670, 1, 1, 3, 2));
  }

  @Test
  void aSliceFullOfDenseVoxelsIsOneIsland() throws TooManyIslandsException {
    int nx = 67;
    int ny = 35;
    short[] hu = new short[nx * ny * 2];
    Arrays.fill(hu, (short) 300);

    assertThat(find(Drawing.ofHu(Space.of(nx, ny, 2, 1, 1, 3), hu), null, Connectivity.FOUR))
        .containsExactly(
            new Island(0, 0, 0, nx * ny, 300, 300L * nx * ny, 0, 0, nx - 1, ny - 1),
            new Island(1, 0, 0, nx * ny, 300, 300L * nx * ny, 0, 0, nx - 1, ny - 1));
  }

  @Test
  void oneVoxelIsEnough() throws TooManyIslandsException {
    assertThat(find(Drawing.ofHu(Space.of(1, 1, 1, 1, 1, 3), (short) 130), null, Connectivity.FOUR))
        .containsExactly(new Island(0, 0, 0, 1, 130, 130, 0, 0, 0, 0));
  }

  @Test
  void cornersTouchUnderConnectivityEightOnly() throws TooManyIslandsException {
    Volume falling =
        Drawing.volume(
            """
            #..
            .#.
            ..#
            """);
    Volume rising =
        Drawing.volume(
            """
            ..#
            .#.
            #..
            """);

    assertThat(find(falling, null, Connectivity.FOUR)).hasSize(3);
    assertThat(find(rising, null, Connectivity.FOUR)).hasSize(3);
    assertThat(find(falling, null, Connectivity.EIGHT))
        .containsExactly(new Island(0, 0, 0, 3, 300, 900, 0, 0, 2, 2));
    assertThat(find(rising, null, Connectivity.EIGHT))
        .containsExactly(new Island(0, 0, 2, 3, 300, 900, 0, 0, 2, 2));
  }

  @ParameterizedTest
  @EnumSource
  void theEndOfARowDoesNotTouchTheStartOfTheNext(Connectivity connectivity)
      throws TooManyIslandsException {
    Volume volume =
        Drawing.volume(
            """
            ...#
            #...
            ...#
            """);

    assertThat(find(volume, null, connectivity))
        .extracting(Island::first)
        .containsExactly(3, 4, 11);
  }

  @ParameterizedTest
  @EnumSource
  void theEndOfASliceDoesNotTouchTheStartOfTheNext(Connectivity connectivity)
      throws TooManyIslandsException {
    Volume volume =
        Drawing.volume(
            """
            ..
            ##
            """,
            """
            ##
            ..
            """);

    assertThat(find(volume, null, connectivity))
        .containsExactly(
            new Island(0, 0, 2, 2, 300, 600, 0, 1, 1, 1),
            new Island(1, 0, 0, 2, 300, 600, 0, 0, 1, 0));
  }

  @ParameterizedTest
  @EnumSource
  void islandsThatMeetInAnotherSliceStayTwo(Connectivity connectivity)
      throws TooManyIslandsException {
    Volume volume = Drawing.volume("#.#\n", "###\n", "#.#\n");

    assertThat(find(volume, null, connectivity))
        .extracting(Island::slice)
        .containsExactly(0, 0, 1, 2, 2);
  }

  @ParameterizedTest
  @EnumSource
  void aSkippedRowSeparates(Connectivity connectivity) throws TooManyIslandsException {
    Volume volume =
        Drawing.volume(
            """
            ###
            ...
            ###
            """);

    assertThat(find(volume, null, connectivity)).extracting(Island::first).containsExactly(0, 6);
  }

  @ParameterizedTest
  @EnumSource
  void labelsDivideWhatTouches(Connectivity connectivity) throws TooManyIslandsException {
    Volume volume = Drawing.volume("####\n####\n");
    Labels labels = Drawing.labels("1122\n1221\n");

    assertThat(find(volume, labels, connectivity))
        .containsExactly(
            new Island(0, 1, 0, 3, 300, 900, 0, 0, 1, 1),
            new Island(0, 2, 2, 4, 300, 1200, 1, 0, 3, 1),
            new Island(0, 1, 7, 1, 300, 300, 3, 1, 3, 1));
  }

  @Test
  void cornersOfDifferentLabelsDoNotTouch() throws TooManyIslandsException {
    Volume volume = Drawing.volume("#.\n.#\n");

    assertThat(find(volume, Drawing.labels("11\n11\n"), Connectivity.EIGHT)).hasSize(1);
    assertThat(find(volume, Drawing.labels("11\n12\n"), Connectivity.EIGHT)).hasSize(2);
  }

  @Test
  void densityOutsideTheLabelsNeitherCountsNorConnects() throws TooManyIslandsException {
    Volume volume = Drawing.volume("#####\n");
    Labels labels = Drawing.labels("1.1.1\n");

    assertThat(find(volume, labels, Connectivity.EIGHT))
        .extracting(Island::first, Island::voxels, Island::sumHu)
        .containsExactly(tuple(0, 1, 300L), tuple(2, 1, 300L), tuple(4, 1, 300L));
  }

  @Test
  void labelsAreUnsigned() throws TooManyIslandsException {
    Labels labels = new Labels(ROW_OF_TWO, new byte[] {(byte) 255, (byte) 128});

    assertThat(find(Drawing.ofHu(ROW_OF_TWO, (short) 300, (short) 300), labels, Connectivity.FOUR))
        .extracting(Island::label)
        .containsExactly(255, 128);
  }

  @ParameterizedTest
  @EnumSource
  void aCombIsOneIsland(Connectivity connectivity) throws TooManyIslandsException {
    assertThat(
            find(
                Drawing.volume(
                    """
                    #.#.#.#.#
                    #.#.#.#.#
                    #.#.#.#.#
                    #########
                    """),
                null,
                connectivity))
        .containsExactly(new Island(0, 0, 0, 24, 300, 7200, 0, 0, 8, 3));
  }

  @ParameterizedTest
  @EnumSource
  void teethOfGrowingLengthAreOneIsland(Connectivity connectivity) throws TooManyIslandsException {
    assertThat(
            find(
                Drawing.volume(
                    """
                    ........#
                    ......#.#
                    ....#.#.#
                    ..#.#.#.#
                    #.#.#.###
                    #.#.###..
                    #.###....
                    ###......
                    """),
                null,
                connectivity))
        .containsExactly(new Island(0, 0, 8, 28, 300, 8400, 0, 0, 8, 7));
  }

  @Test
  void aSpiralIsOneIslandAndItsGapAnother() throws TooManyIslandsException {
    String spiral =
        """
        ##########
        .........#
        ########.#
        #......#.#
        #.####.#.#
        #.#..#.#.#
        #.#.##.#.#
        #.#....#.#
        #.######.#
        #........#
        ##########
        """;
    String gap = spiral.replace('#', 'x').replace('.', '#').replace('x', '.');

    assertThat(find(Drawing.volume(spiral), null, Connectivity.FOUR))
        .extracting(Island::voxels, Island::first)
        .containsExactly(tuple((int) spiral.chars().filter(c -> c == '#').count(), 0));
    assertThat(find(Drawing.volume(gap), null, Connectivity.FOUR))
        .extracting(Island::voxels, Island::first)
        .containsExactly(tuple((int) gap.chars().filter(c -> c == '#').count(), 10));
  }

  @Test
  void ringsInsideRingsStayApart() throws TooManyIslandsException {
    Volume volume =
        Drawing.volume(
            """
            #######
            #.....#
            #.###.#
            #.#.#.#
            #.###.#
            #.....#
            #######
            """);

    assertThat(find(volume, null, Connectivity.EIGHT))
        .containsExactly(
            new Island(0, 0, 0, 24, 300, 7200, 0, 0, 6, 6),
            new Island(0, 0, 16, 8, 300, 2400, 2, 2, 4, 4));
  }

  @ParameterizedTest
  @CsvSource({"FOUR, 128", "EIGHT, 1"})
  void aCheckerboardIsAllOrNothing(Connectivity connectivity, int islands)
      throws TooManyIslandsException {
    Volume volume = Drawing.volume(("#.".repeat(8) + "\n" + ".#".repeat(8) + "\n").repeat(8));

    assertThat(find(volume, null, connectivity)).hasSize(islands);
  }

  @Test
  void ordersBySliceThenByFirstVoxelThoughLaterOnesEndSooner() throws TooManyIslandsException {
    String slice =
        """
        #.....
        #..#..
        #.....
        #...##
        """;

    assertThat(find(Drawing.volume(slice, slice), null, Connectivity.FOUR))
        .extracting(Island::slice, Island::first)
        .containsExactly(
            tuple(0, 0), tuple(0, 9), tuple(0, 22), tuple(1, 0), tuple(1, 9), tuple(1, 22));
  }

  @Test
  void dropsIslandsOfFewerVoxels() throws TooManyIslandsException {
    Volume volume = Drawing.volume("#.##.###\n");

    assertThat(finder.find(volume, null, 130, Connectivity.FOUR, 2))
        .extracting(Island::voxels)
        .containsExactly(2, 3);
    assertThat(finder.find(volume, null, 130, Connectivity.FOUR, 4)).isEmpty();
  }

  @Test
  void theThresholdIsInclusive() throws TooManyIslandsException {
    assertThat(find(Drawing.ofHu(ROW_OF_TWO, (short) 129, (short) 130), null, Connectivity.FOUR))
        .containsExactly(new Island(0, 0, 1, 1, 130, 130, 1, 0, 1, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "1, -1024, 1153, 1154", // 129 and 130 HU
    "0.5, 0, 259, 260", // 129.5 and 130 HU
    "0.1, 0, 1299, 1300", // 0.1 * 1300 is 130 in double
    "0.7, -10, 199, 200", // 129.3 and 130 HU
    "3, 1, 42, 43", // 127 and 130 HU
  })
  void theThresholdIsInclusiveAfterRescaling(
      double slope, double intercept, short below, short least) throws TooManyIslandsException {
    var voxels = new Voxels.Stored(new short[] {below, least}, slope, intercept);

    assertThat(find(new Volume(ROW_OF_TWO, 1, voxels), null, Connectivity.FOUR))
        .extracting(Island::first)
        .containsExactly(1);
  }

  @Test
  void comparesFloatsWithTheExactThreshold() throws TooManyIslandsException {
    float below = Math.nextDown(130f);

    assertThat(find(Drawing.row(below, 130f, below), null, Connectivity.FOUR))
        .extracting(Island::first)
        .containsExactly(1);
    assertThat(finder.find(Drawing.row(130f, 131f), null, 130.0000001, Connectivity.FOUR, 1))
        .extracting(Island::first)
        .containsExactly(1);
  }

  @Test
  void theLargestAndSmallestStoredValuesArePossible() throws TooManyIslandsException {
    Volume volume = Drawing.ofHu(ROW_OF_TWO, Short.MAX_VALUE, Short.MIN_VALUE);

    assertThat(finder.find(volume, null, 32767, Connectivity.FOUR, 1))
        .containsExactly(new Island(0, 0, 0, 1, 32767, 32767, 0, 0, 0, 0));
    assertThat(finder.find(volume, null, -1e9, Connectivity.FOUR, 1))
        .containsExactly(new Island(0, 0, 0, 2, 32767, -1, 0, 0, 1, 0));
    assertThat(finder.find(volume, null, 32767.5, Connectivity.FOUR, 1)).isEmpty();
    assertThat(finder.find(volume, null, 1e300, Connectivity.FOUR, 1)).isEmpty();
  }

  @Test
  void addsMoreThan32BitsHold() throws TooManyIslandsException {
    short[] hu = new short[300 * 300];
    Arrays.fill(hu, (short) 32_000);

    assertThat(find(Drawing.ofHu(Space.of(300, 300, 1, 1, 1, 3), hu), null, Connectivity.FOUR))
        .extracting(Island::sumHu)
        .containsExactly(2_880_000_000L); // 90,000 * 32,000, beyond 2^31
  }

  @Test
  void roundsTheSumOnceAndHalvesUp() throws TooManyIslandsException {
    var half = new Voxels.Stored(new short[] {261, 262}, 0.5, 0); // 130.5 + 131 = 261.5
    var negative = new Voxels.Stored(new short[] {-3, -4}, 0.5, 0); // -1.5 - 2 = -3.5

    assertThat(find(new Volume(ROW_OF_TWO, 1, half), null, Connectivity.FOUR))
        .extracting(Island::sumHu)
        .containsExactly(262L);
    assertThat(finder.find(new Volume(ROW_OF_TWO, 1, negative), null, -10, Connectivity.FOUR, 1))
        .extracting(Island::sumHu)
        .containsExactly(-3L);
  }

  @Test
  void addsFloatsIn65536thsAndRoundsHalvesUp() throws TooManyIslandsException {
    float quarter = 130.25f;

    assertThat(find(Drawing.row(quarter, quarter), null, Connectivity.FOUR))
        .containsExactly(new Island(0, 0, 0, 2, 130.25, 261, 0, 0, 1, 0)); // 260.5
    assertThat(find(Drawing.row(quarter, quarter, quarter), null, Connectivity.FOUR))
        .extracting(Island::sumHu)
        .containsExactly(391L); // 390.75
    assertThat(finder.find(Drawing.row(-1.25f, -1.25f), null, -10, Connectivity.FOUR, 1))
        .extracting(Island::sumHu)
        .containsExactly(-2L); // -2.5
  }

  @Test
  void zeroHasNoSign() throws TooManyIslandsException {
    Island zero = new Island(0, 0, 0, 2, 0.0, 0, 0, 0, 1, 0);

    assertThat(finder.find(Drawing.row(-0.0f, -0.0f), null, 0, Connectivity.FOUR, 1))
        .containsExactly(zero);
    assertThat(finder.find(Drawing.row(-0.0f, 0.0f), null, -0.0, Connectivity.FOUR, 1))
        .containsExactly(zero);
  }

  @Test
  void allowsAMillionIslandsButNotOneMore() throws TooManyIslandsException {
    int nx = 1000;
    int ny = 2001;
    short[] hu = new short[nx * ny];
    for (int i = 0; i < nx * (ny - 1); i++) {
      hu[i] = (short) ((i / nx + i) % 2 * 300);
    }
    Volume volume = Drawing.ofHu(Space.of(nx, ny, 1, 1, 1, 3), hu);

    assertThat(find(volume, null, Connectivity.FOUR)).hasSize(1_000_000);
    hu[hu.length - 1] = 300; // the row above does not end on a candidate
    assertThatThrownBy(() -> find(volume, null, Connectivity.FOUR))
        .isInstanceOf(TooManyIslandsException.class)
        .hasMessage("there must be at most 1,000,000 islands of dense voxels, but there are more");
    assertThat(finder.find(volume, null, 130, Connectivity.FOUR, 2)).isEmpty();
  }

  @Test
  void remembersNothingOfTheVolumeBefore() throws TooManyIslandsException {
    assertThat(
            find(Drawing.volume("######\n######\n", "######\n######\n"), null, Connectivity.FOUR))
        .hasSize(2);
    assertThat(find(Drawing.volume("...\n.#.\n"), Drawing.labels("333\n333\n"), Connectivity.FOUR))
        .containsExactly(new Island(0, 3, 4, 1, 300, 300, 1, 1, 1, 1));
  }

  @Test
  void agreesWithFloodFillOnRandomVolumes() throws TooManyIslandsException {
    for (int seed = 0; seed < 400; seed++) {
      assertAgrees(RandomQuery.ofSeed(seed));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1", "1, 40", "40, 1", "31, 33", "32, 32", "33, 31", "255, 3", "257, 2", "1025, 2"
  })
  void agreesWithFloodFillAroundBlockSizes(int nx, int ny) throws TooManyIslandsException {
    Space space = Space.of(nx, ny, 3, 1, 1, 3);
    var random = new Random(nx * 4096L + ny);
    short[] hu = new short[space.voxels()];
    for (int i = 0; i < hu.length; i++) {
      hu[i] = (short) (random.nextInt(5) < 3 ? 130 + random.nextInt(500) : random.nextInt(130));
    }
    for (Connectivity connectivity : Connectivity.values()) {
      assertAgrees(new IslandQuery(Drawing.ofHu(space, hu), null, 130, connectivity, 1));
    }
  }

  @Test
  void refusesWhatItCannotAnswer() {
    Volume twoFrames =
        new Volume(Space.of(1, 1, 1, 1, 1, 3), 2, new Voxels.Stored(new short[2], 1, 0));
    Volume volume = Drawing.volume("##\n");
    Labels labels = Drawing.labels("1\n1\n");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> find(twoFrames, null, Connectivity.FOUR))
        .withMessage("the volume must have one frame, but has: 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> find(volume, labels, Connectivity.FOUR))
        .withMessage("the labels must be 2 x 1 x 1, but are: 1 x 2 x 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> finder.find(volume, null, Double.NaN, Connectivity.FOUR, 1))
        .withMessage("thresholdHu must be finite, but was: NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> finder.find(volume, null, 130, Connectivity.FOUR, 0))
        .withMessage("minVoxels must be > 0, but was: 0");
  }
}
