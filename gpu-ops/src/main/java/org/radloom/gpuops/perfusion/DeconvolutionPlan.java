package org.radloom.gpuops.perfusion;

import java.util.Arrays;
import java.util.List;

/**
 * Everything about a study's maps that is the same for each of its voxels, in double precision.
 *
 * <p>A mapper does, for the curve C of a voxel in HU above its baseline: {@code area = sum of
 * trapezoidSeconds * C}; residue = {@link #operator} of C; with the largest residue at lag j (the
 * first of equals): {@code CBF = cbfPerResidue * residue[j]}, {@code CBV = cbvPerArea * area},
 * {@code MTT = 60 * CBV / CBF}, {@code Tmax = } {@link #lagSeconds}. Where area or CBF is not above
 * 0, or anything is not finite, all maps are 0.
 *
 * @param grid equal time steps of the deconvolution
 * @param trapezoidSeconds {@code [frames]} weights of the trapezoid rule at the frames' own times
 * @param inflowArea area under the inflow at the frames' own times, HU s, > 0
 * @param operator of the method chosen
 * @param cbfPerResidue {@code kH / rho * 6000}, ml/100 g/min for 1/s
 * @param cbvPerArea {@code kH / rho * 100 / inflowArea}, ml/100 g for HU s
 */
@SuppressWarnings("ArrayRecordComponent") // Made once per study, read by kernels, never compared.
public record DeconvolutionPlan(
    SampleGrid grid,
    double[] trapezoidSeconds,
    double inflowArea,
    DeconvolutionOperator operator,
    double cbfPerResidue,
    double cbvPerArea) {

  /**
   * Returns the plan of a study.
   *
   * @param frameTimesSeconds strictly increasing, at least 2
   * @param inflow arterial input in HU above its baseline, one value a frame, scaled already
   * @throws IllegalArgumentException if the inflow does not fit the frames, is not finite, has no
   *     area above 0, or the frames call for more than {@link SampleGrid#MAX_SAMPLES} samples
   */
  public static DeconvolutionPlan of(
      List<Double> frameTimesSeconds, double[] inflow, PerfusionOptions options) {
    if (inflow.length != frameTimesSeconds.size()) {
      throw new IllegalArgumentException(
          "inflow must be %d values, but was: %d"
              .formatted(frameTimesSeconds.size(), inflow.length));
    }
    if (!Arrays.stream(inflow).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("inflow must be finite, but is not");
    }
    SampleGrid grid = SampleGrid.of(frameTimesSeconds);
    double[] trapezoid = trapezoidSeconds(frameTimesSeconds);
    double inflowArea = area(trapezoid, inflow);
    double[] samples = grid.resample(inflow);
    if (options.deconvolution() == Deconvolution.LUCY_RICHARDSON) {
      samples = Arrays.stream(samples).map(hu -> Math.max(0, hu)).toArray();
    }
    double[] column = column(samples, grid.stepSeconds());
    if (!(inflowArea > 0) || !(Arrays.stream(column).map(Math::abs).sum() > 0)) {
      throw new IllegalArgumentException(
          "the area under the inflow must be > 0 HU s, but was: " + inflowArea);
    }
    double perGram = options.kH() / options.rho();
    return new DeconvolutionPlan(
        grid,
        trapezoid,
        inflowArea,
        operator(grid, column, options),
        perGram * 6000,
        perGram * 100 / inflowArea);
  }

  /** Returns the delay that a lag of the residue function stands for, s; negative from N on. */
  public double lagSeconds(int lag) {
    return (lag < grid.samples() ? lag : lag - operator.lags()) * grid.stepSeconds();
  }

  /** Returns the weights of the trapezoid rule for frames at these times, s. */
  static double[] trapezoidSeconds(List<Double> frameTimesSeconds) {
    double[] weights = new double[frameTimesSeconds.size()];
    for (int i = 1; i < weights.length; i++) {
      double half = (frameTimesSeconds.get(i) - frameTimesSeconds.get(i - 1)) / 2;
      weights[i - 1] += half;
      weights[i] += half;
    }
    return weights;
  }

  /** Returns the area under a curve of one value a frame. */
  static double area(double[] trapezoidSeconds, double[] curve) {
    double area = 0;
    for (int i = 0; i < curve.length; i++) {
      area += trapezoidSeconds[i] * curve[i];
    }
    return area;
  }

  /**
   * Returns the first column of the convolution's matrix, HU s: residue functions are taken to be
   * linear between samples, which weighs an inflow sample and its neighbours 4, 1 and 1 sixths;
   * inflow outside the series is 0.
   */
  private static double[] column(double[] inflow, double stepSeconds) {
    double[] column = new double[inflow.length];
    for (int i = 0; i < column.length; i++) {
      double before = i > 0 ? inflow[i - 1] : 0;
      double after = i + 1 < inflow.length ? inflow[i + 1] : 0;
      column[i] = stepSeconds * (before + 4 * inflow[i] + after) / 6;
    }
    return column;
  }

  private static DeconvolutionOperator operator(
      SampleGrid grid, double[] column, PerfusionOptions options) {
    return switch (options.deconvolution()) {
      case LUCY_RICHARDSON -> LucyRichardson.of(column, options.iterations());
      case CSVD -> CirculantInverse.csvd(grid, column, options.csvdThreshold());
      case OSVD -> CirculantInverse.osvd(grid, column, options.oscillationLimit());
      case SSVD -> ToeplitzInverse.of(grid, column, options.ssvdThreshold());
    };
  }
}
