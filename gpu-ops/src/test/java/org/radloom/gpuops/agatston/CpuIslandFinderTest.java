package org.radloom.gpuops.agatston;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;

final class CpuIslandFinderTest extends IslandFinderContract {
  @Override
  IslandFinder newFinder() {
    return new CpuIslandFinder(1);
  }

  @Test
  void anyNumberOfThreadsFindsTheSame() throws TooManyIslandsException {
    for (int threads : new int[] {2, 3, 16}) {
      try (IslandFinder finder = new CpuIslandFinder(threads)) {
        for (int seed = 0; seed < 100; seed++) {
          IslandQuery query = RandomQuery.ofSeed(seed);
          assertThat(find(finder, query)).isEqualTo(FloodFill.find(query));
        }
      }
    }
  }

  @Test
  void findsAgainAfterClosing() throws TooManyIslandsException {
    IslandQuery query = RandomQuery.ofSeed(1);
    IslandFinder finder = new CpuIslandFinder(2);
    List<Island> before = find(finder, query);
    finder.close();

    try (finder) {
      assertThat(find(finder, query)).isEqualTo(before);
    }
  }

  @Test
  void refusesToWorkWithoutAThread() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CpuIslandFinder(0))
        .withMessage("threads must be > 0, but was: 0");
  }

  @Property(tries = 1000, seed = "20261121", edgeCases = EdgeCasesMode.NONE)
  void agreesWithFloodFill(@ForAll("queries") IslandQuery query) throws TooManyIslandsException {
    try (IslandFinder finder = newFinder()) {
      assertThat(find(finder, query)).isEqualTo(FloodFill.find(query));
    }
  }

  @Provide
  Arbitrary<IslandQuery> queries() {
    Arbitrary<Integer> sides = Arbitraries.integers().between(1, 9);
    Arbitrary<Space> spaces =
        Combinators.combine(sides, sides, Arbitraries.integers().between(1, 3))
            .as((nx, ny, nz) -> Space.of(nx, ny, nz, 0.5, 0.5, 3));
    return spaces.flatMap(CpuIslandFinderTest::queries);
  }

  private static Arbitrary<IslandQuery> queries(Space space) {
    Arbitrary<short[]> hu =
        Arbitraries.of((short) 0, (short) 129, (short) 130, (short) 131, (short) 400)
            .array(short[].class)
            .ofSize(space.voxels());
    Arbitrary<Labels> labels =
        Arbitraries.of((byte) 1, (byte) 0, (byte) 2)
            .array(byte[].class)
            .ofSize(space.voxels())
            .map(values -> new Labels(space, values));
    return Combinators.combine(
            hu,
            labels.injectNull(0.5),
            Arbitraries.of(Connectivity.class),
            Arbitraries.integers().between(1, 3))
        .as(
            (values, mask, connectivity, minVoxels) ->
                new IslandQuery(Drawing.ofHu(space, values), mask, 130, connectivity, minVoxels));
  }

  private static List<Island> find(IslandFinder finder, IslandQuery query)
      throws TooManyIslandsException {
    return finder.find(
        query.volume(),
        query.labels(),
        query.thresholdHu(),
        query.connectivity(),
        query.minVoxels());
  }
}
