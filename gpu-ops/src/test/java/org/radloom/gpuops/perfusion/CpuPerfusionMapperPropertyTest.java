package org.radloom.gpuops.perfusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.ShortRange;
import net.jqwik.api.constraints.Size;
import org.radloom.gpuops.volume.Voxels;

final class CpuPerfusionMapperPropertyTest {

  @Property(tries = 150, seed = "1")
  void lucyRichardsonStaysWithinATenThousandthOfDouble(
      @ForAll @Size(24) List<@DoubleRange(min = -20, max = 80) Double> hu,
      @ForAll @Size(24) List<@DoubleRange(min = -5, max = 300) Double> aif) {
    List<Double> times = TissueSeries.every(1.5, 24);
    PerfusionSeries series =
        TissueSeries.of(times, 3, hu.stream().mapToDouble(Double::doubleValue).toArray());
    double[] inflow = aif.stream().mapToDouble(Double::doubleValue).toArray();
    double[] trapezoid = DeconvolutionPlan.trapezoidSeconds(times);
    double[] curve = RegionCurves.at(series, 0);
    if (DeconvolutionPlan.area(trapezoid, inflow) > 0
        && DeconvolutionPlan.area(trapezoid, curve) > 1) {
      DeconvolutionPlan plan = DeconvolutionPlan.of(times, inflow, PerfusionOptions.DEFAULTS);
      double peak = Arrays.stream(Residues.of(plan, curve)).max().orElseThrow();
      double expected = plan.cbfPerResidue() * peak;
      PerfusionMaps maps = mapped(series, inflow, Deconvolution.LUCY_RICHARDSON);
      assertThat((double) maps.cbf()[0]).isCloseTo(expected, within(1e-4 * expected));
    }
  }

  @Property(tries = 150, seed = "2")
  void noCurvesGiveNan(
      @ForAll @Size(60) List<@ShortRange Short> stored,
      @ForAll @Size(12) List<@DoubleRange(min = -1e4, max = 1e4) Double> aif,
      @ForAll @IntRange(min = 1, max = 11) int baselineFrames,
      @ForAll Deconvolution method) {
    List<Double> times =
        IntStream.range(0, 12).mapToObj(i -> i + (i > 6 ? 0.5 * (i - 6) : 0)).toList();
    short[] voxels = new short[60];
    for (int i = 0; i < 60; i++) {
      voxels[i] = stored.get(i);
    }
    double[] inflow = aif.stream().mapToDouble(Double::doubleValue).toArray();
    if (DeconvolutionPlan.area(DeconvolutionPlan.trapezoidSeconds(times), inflow) > 0) {
      PerfusionSeries series =
          TissueSeries.of(times, baselineFrames, 5, new Voxels.Stored(voxels, 0.5, -7), null);
      PerfusionMaps maps = mapped(series, inflow, method);
      PerfusionMapperContract.assertFinite(maps);
      for (int voxel = 0; voxel < 5; voxel++) {
        assertThat(maps.cbf()[voxel]).isNotNegative();
        assertThat(maps.cbf()[voxel] > 0)
            .isEqualTo(maps.cbv()[voxel] > 0)
            .isEqualTo(maps.mtt()[voxel] > 0);
      }
    }
  }

  private static PerfusionMaps mapped(
      PerfusionSeries series, double[] inflow, Deconvolution method) {
    try (CpuPerfusionMapper mapper = new CpuPerfusionMapper(1)) {
      return mapper.map(series, inflow, PerfusionOptions.DEFAULTS.with(method));
    }
  }
}
