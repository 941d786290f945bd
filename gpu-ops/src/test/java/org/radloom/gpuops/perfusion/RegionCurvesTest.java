package org.radloom.gpuops.perfusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.radloom.gpuops.volume.Voxels;

final class RegionCurvesTest {
  /** Three voxels of HU (10, 30, 50), (20, 20, 20), (0, 4, 8) in three frames. */
  private static final PerfusionSeries SERIES =
      TissueSeries.of(
          List.of(0.0, 1.0, 2.0),
          2,
          3,
          new Voxels.Stored(new short[] {10, 20, 0, 30, 20, 4, 50, 20, 8}, 1, 0),
          null);

  @Test
  void averagesEachLabelAboveItsBaseline() {
    // Label 200: means 15, 25, 35, baseline (15 + 25) / 2 = 20. Label 7: 0, 4, 8, baseline 2.
    Map<Integer, double[]> curves = RegionCurves.of(SERIES, TissueSeries.mask(200, 200, 7));
    assertThat(curves).containsOnlyKeys(7, 200);
    assertThat(curves.get(200)).containsExactly(new double[] {-5, 5, 15}, within(1e-12));
    assertThat(curves.get(7)).containsExactly(new double[] {-2, 2, 6}, within(1e-12));
  }

  @Test
  void withoutLabelsThereAreNoCurves() {
    assertThat(RegionCurves.of(SERIES, TissueSeries.mask(0, 0, 0))).isEmpty();
  }

  @Test
  void aMaskIsOneRegionWhateverItsLabels() {
    // Means of the last two voxels 10, 12, 14, baseline 11.
    assertThat(RegionCurves.inside(SERIES, TissueSeries.mask(0, 1, 255)))
        .containsExactly(new double[] {-1, 1, 3}, within(1e-12));
  }
}
