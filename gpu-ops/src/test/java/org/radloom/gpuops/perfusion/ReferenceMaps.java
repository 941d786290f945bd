package org.radloom.gpuops.perfusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Holds maps against the definitions, worked out voxel by voxel in double.
 *
 * <p>How far a mapper in single precision may be off: each of m roundings of a sum is at most 2^-24
 * of the sum of its terms' magnitudes. For the linear methods that is bounded voxel by voxel; for
 * Lucy-Richardson, where nothing cancels, it is 1e-4 of the largest residue. A different lag is
 * right if the residue there is as large within twice that; a different threshold of oSVD is right
 * if its oscillation index is within 0.1 % of the limit.
 */
final class ReferenceMaps {
  private static final double ROUNDING = Math.scalb(1.0, -24);

  private final PerfusionSeries series;
  private final DeconvolutionPlan plan;
  private final PerfusionOptions options;

  ReferenceMaps(PerfusionSeries series, double[] inflow, PerfusionOptions options) {
    this.series = series;
    this.options = options;
    plan = DeconvolutionPlan.of(series.frameTimesSeconds(), inflow, options);
  }

  void check(PerfusionMaps maps) {
    for (int voxel = 0; voxel < series.volume().space().voxels(); voxel++) {
      if (series.mask() != null && series.mask().values()[voxel] == 0) {
        assertZero(maps, voxel);
      } else {
        checkInside(maps, voxel);
      }
    }
  }

  static void assertZero(PerfusionMaps maps, int voxel) {
    assertThat(values(maps, voxel)).as("voxel %d", voxel).containsOnly(0);
  }

  private void checkInside(PerfusionMaps maps, int voxel) {
    double[] curve = RegionCurves.at(series, voxel);
    double area = DeconvolutionPlan.area(plan.trapezoidSeconds(), curve);
    double magnitude = 0;
    double reach = 0;
    for (int i = 0; i < curve.length; i++) {
      magnitude += plan.trapezoidSeconds()[i] * Math.abs(curve[i]);
      reach = Math.max(reach, Math.abs(curve[i]));
    }
    double areaBound = 4 * ROUNDING * magnitude;
    if (Math.abs(area) <= areaBound && values(maps, voxel)[0] == 0) {
      assertZero(maps, voxel);
      return;
    }
    List<double[]> residues = acceptable(curve);
    double[] first = residues.get(0);
    double peak = Arrays.stream(first).max().orElseThrow();
    double bound = residueBound(curve, peak);
    if (area < -areaBound || peak <= -bound) {
      assertZero(maps, voxel);
      return;
    }
    if (peak <= bound && maps.cbf()[voxel] == 0) {
      assertZero(maps, voxel);
      return;
    }
    double cbf = maps.cbf()[voxel];
    assertThat(residues)
        .as("CBF %s and Tmax %s of voxel %d", cbf, maps.tmax()[voxel], voxel)
        .anyMatch(residue -> isPeakOf(residue, cbf, maps.tmax()[voxel], bound));
    assertThat((double) maps.cbv()[voxel])
        .as("CBV of voxel %d", voxel)
        .isCloseTo(
            plan.cbvPerArea() * area,
            within(plan.cbvPerArea() * (areaBound + 4 * ROUNDING * area)));
    assertThat((double) maps.mtt()[voxel])
        .as("MTT of voxel %d", voxel)
        .isCloseTo(60 * maps.cbv()[voxel] / cbf, within(1e-6 * maps.mtt()[voxel]));
    double latest = maps.ttp()[voxel] + series.frameTimesSeconds().get(0);
    int frame = nearestFrame(latest);
    assertThat(latest).isCloseTo(series.frameTimesSeconds().get(frame), within(1e-4));
    assertThat(curve[frame])
        .as("enhancement at TTP of voxel %d", voxel)
        .isGreaterThanOrEqualTo(Arrays.stream(curve).max().orElseThrow() - 4 * ROUNDING * reach);
  }

  private boolean isPeakOf(double[] residue, double cbf, double tmaxSeconds, double bound) {
    double peak = Arrays.stream(residue).max().orElseThrow();
    int lag = (int) Math.round(tmaxSeconds / plan.grid().stepSeconds());
    int index = lag < 0 ? lag + residue.length : lag;
    return Math.abs(cbf - plan.cbfPerResidue() * peak)
            <= plan.cbfPerResidue() * (bound + 4 * ROUNDING * Math.abs(peak))
        && Math.abs(tmaxSeconds - plan.lagSeconds(index)) < 1e-4 * (1 + Math.abs(tmaxSeconds))
        && residue[index] >= peak - 2 * bound;
  }

  private List<double[]> acceptable(double[] curve) {
    List<double[]> residues = new ArrayList<>();
    residues.add(Residues.of(plan, curve));
    if (plan.operator() instanceof CirculantInverse inverse && inverse.kept().length > 1) {
      for (double slack : new double[] {0.999, 1.001}) {
        CirculantInverse other =
            new CirculantInverse(
                inverse.lags(),
                inverse.bins(),
                inverse.kept(),
                inverse.analysis(),
                inverse.synthesis(),
                slack * options.oscillationLimit());
        residues.add(Residues.of(other, curve));
      }
    }
    return residues;
  }

  private double residueBound(double[] curve, double peak) {
    DeconvolutionOperator operator = plan.operator();
    if (operator instanceof CirculantInverse inverse) {
      // |synthesis| is at most 1.
      double magnitude = 0;
      for (int i = 0; i < inverse.analysis().length; i++) {
        magnitude += Math.abs(inverse.analysis()[i] * curve[i % curve.length]);
      }
      return (curve.length + 2 * inverse.bins().length + 8) * ROUNDING * magnitude;
    } else if (operator instanceof ToeplitzInverse inverse) {
      double largest = 0;
      for (int lag = 0; lag < inverse.lags(); lag++) {
        double magnitude = 0;
        for (int i = 0; i < curve.length; i++) {
          magnitude += Math.abs(inverse.inverse()[lag * curve.length + i] * curve[i]);
        }
        largest = Math.max(largest, magnitude);
      }
      return (curve.length + 8) * ROUNDING * largest;
    }
    return 1e-4 * peak;
  }

  private int nearestFrame(double seconds) {
    int nearest = 0;
    for (int i = 1; i < series.frameTimesSeconds().size(); i++) {
      double better = Math.abs(series.frameTimesSeconds().get(nearest) - seconds);
      nearest = Math.abs(series.frameTimesSeconds().get(i) - seconds) < better ? i : nearest;
    }
    return nearest;
  }

  private static double[] values(PerfusionMaps maps, int voxel) {
    return new double[] {
      maps.cbf()[voxel], maps.cbv()[voxel], maps.mtt()[voxel], maps.ttp()[voxel], maps.tmax()[voxel]
    };
  }
}
