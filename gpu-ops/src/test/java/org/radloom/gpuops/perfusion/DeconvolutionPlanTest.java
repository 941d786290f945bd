package org.radloom.gpuops.perfusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.jupiter.api.Test;

final class DeconvolutionPlanTest {
  private static final Offset<Double> TINY = within(1e-12);

  @Test
  void trapezoidUsesTheFramesOwnTimes() {
    // (1 + 3) / 2 * 1 s + (3 + 0) / 2 * 4 s = 8 HU s
    DeconvolutionPlan plan =
        plan(List.of(10.0, 11.0, 15.0), new double[] {1, 3, 0}, Deconvolution.CSVD);
    assertThat(plan.trapezoidSeconds()).containsExactly(new double[] {0.5, 2.5, 2}, TINY);
    assertThat(plan.inflowArea()).isCloseTo(8, TINY);
    assertThat(plan.cbvPerArea()).isCloseTo(0.55 / 0.75 / 1.05 * 100 / 8, TINY);
    assertThat(plan.cbfPerResidue()).isCloseTo(0.55 / 0.75 / 1.05 * 6000, TINY);
  }

  @Test
  void columnWeighsNeighboursBySimpson() {
    // Step 2 s: 2 * (0 + 4 * 6 + 12) / 6, 2 * (6 + 48 + 0) / 6, 2 * (12 + 0 + 0) / 6
    DeconvolutionPlan plan =
        plan(List.of(0.0, 2.0, 4.0), new double[] {6, 12, 0}, Deconvolution.LUCY_RICHARDSON);
    LucyRichardson operator = (LucyRichardson) plan.operator();
    assertThat(operator.column()).containsExactly(new double[] {12, 18, 4}, TINY);
    assertThat(operator.columnSum()).isCloseTo(34, TINY);
    assertThat(operator.lags()).isEqualTo(6);
    assertThat(operator.iterations()).isEqualTo(15);
  }

  @Test
  void lucyRichardsonClipsTheInflow() {
    DeconvolutionPlan plan =
        plan(List.of(0.0, 1.0, 2.0), new double[] {-6, 12, 0}, Deconvolution.LUCY_RICHARDSON);
    assertThat(((LucyRichardson) plan.operator()).column())
        .containsExactly(new double[] {2, 8, 2}, TINY);
    assertThat(plan.inflowArea()).isCloseTo(9, TINY); // 0.5 * -6 + 12: not clipped
  }

  @Test
  void lucyRichardsonByHand() {
    // Column (3, 1), C = (6, 2). From flat: k1 = A'C / 16 with rows of A'
    // lag 0: 3 * 6 + 1 * 2 = 20; lag 1: 3 * 2 = 6; lag 2: 0; lag 3: 1 * 6 = 6.
    // k1 = (20, 6, 0, 6) / 16 is what one iteration gives; the second one:
    // A k1 = (3 * 20 + 6, 20 + 3 * 6) / 16 = (4.125, 2.375), ratio (48/33, 16/19),
    // k2 = k1 * (3 r0 + r1, 3 r1, -, r0) / 4.
    double[] k2 =
        Residues.of(
            new DeconvolutionPlan(
                SampleGrid.of(List.of(0.0, 1.0)),
                new double[] {0.5, 0.5},
                1,
                new LucyRichardson(4, 2, new double[] {3, 1}, 4),
                1,
                1),
            new double[] {6, 2});
    double r0 = 48 / 33.0;
    double r1 = 16 / 19.0;
    assertThat(k2)
        .containsExactly(
            new double[] {
              20 / 16.0 * (3 * r0 + r1) / 4, 6 / 16.0 * 3 * r1 / 4, 0, 6 / 16.0 * r0 / 4
            },
            TINY);
  }

  @Test
  void csvdOfAnImpulseIsTheCurveItself() {
    // Inflow (0, 0, 6, 0 ...) of a second: column (0, 1, 4, 1, 0 ...), transform
    // exp(-2ia) (4 + 2 cos a): 6 down to 2, all above 0.10 * 6, so nothing is truncated and the
    // curve (0, 1, 4, 1, 0 ...) * 0.5 is 0.5 at lag 0.
    double[] inflow = {0, 0, 6, 0, 0, 0, 0, 0};
    DeconvolutionPlan plan = plan(seconds(8, 1), inflow, Deconvolution.CSVD);
    double[] residue = Residues.of(plan, new double[] {0, 0.5, 2, 0.5, 0, 0, 0, 0});
    assertThat(residue[0]).isCloseTo(0.5, TINY);
    assertThat(Arrays.copyOfRange(residue, 1, 16)).containsExactly(new double[15], TINY);
  }

  @Test
  void aCurveAheadOfTheInflowLiesAtANegativeLag() {
    double[] inflow = {0, 0, 6, 0, 0, 0, 0, 0};
    DeconvolutionPlan plan = plan(seconds(8, 1), inflow, Deconvolution.CSVD);
    double[] residue = Residues.of(plan, new double[] {0.5, 2, 0.5, 0, 0, 0, 0, 0});
    assertThat(residue[15]).isCloseTo(0.5, TINY);
    assertThat(plan.lagSeconds(15)).isEqualTo(-1);
    assertThat(plan.lagSeconds(8)).isEqualTo(-8);
    assertThat(plan.lagSeconds(7)).isEqualTo(7);
  }

  @Test
  void csvdEqualsTheTruncatedSvdOfTheCirculantMatrix() {
    double[] inflow = bolus(20);
    double[] curve = bolus(20, 3, 0.04);
    DeconvolutionPlan plan = plan(seconds(20, 1), inflow, Deconvolution.CSVD);
    double[][] matrix = Residues.circulantMatrix(column(inflow));
    double[] padded = Arrays.copyOf(curve, 40);
    assertThat(Residues.of(plan, curve))
        .containsExactly(truncatedSolution(matrix, padded, 0.10), within(1e-10));
    assertThat(((CirculantInverse) plan.operator()).kept()[0]).isBetween(2, 19);
  }

  @Test
  void ssvdEqualsTheTruncatedSvdOfTheToeplitzMatrix() {
    double[] inflow = bolus(20);
    double[] curve = bolus(20, 3, 0.04);
    double[] column = column(inflow);
    double[][] matrix = new double[20][20];
    for (int i = 0; i < 20; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i][j] = column[i - j];
      }
    }
    DeconvolutionPlan plan = plan(seconds(20, 1), inflow, Deconvolution.SSVD);
    assertThat(Residues.of(plan, curve))
        .containsExactly(truncatedSolution(matrix, curve, 0.20), within(1e-10));
    assertThat(plan.operator().lags()).isEqualTo(20);
  }

  @Test
  void osvdTakesTheFirstThresholdThatDoesNotOscillate() {
    double[] inflow = bolus(30);
    double[] noisy = bolus(30, 2, 0.04);
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += i % 2 == 0 ? 0.4 : -0.4;
    }
    CirculantInverse osvd =
        (CirculantInverse) plan(seconds(30, 1), inflow, Deconvolution.OSVD).operator();
    assertThat(osvd.kept()).hasSize(19).isSortedAccordingTo((a, b) -> b - a);
    double[] chosen = Residues.of(plan(seconds(30, 1), inflow, Deconvolution.OSVD), noisy);
    double[][] matrix = Residues.circulantMatrix(column(inflow));
    double[] padded = Arrays.copyOf(noisy, 60);
    int percent = 5;
    while (oscillationIndex(truncatedSolution(matrix, padded, percent / 100.0)) >= 0.035) {
      percent += 5;
    }
    assertThat(percent).isBetween(10, 90);
    assertThat(chosen)
        .containsExactly(truncatedSolution(matrix, padded, percent / 100.0), within(1e-10));
  }

  @Test
  void framesAtUnequalTimesAreInterpolatedBeforeTheInverse() {
    List<Double> times = List.of(0.0, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0);
    double[] inflow = {0, 5, 30, 20, 8, 3, 0};
    double[] curve = {0, 0, 1, 2, 1.5, 0.5, 0.2};
    SampleGrid grid = SampleGrid.of(times);
    DeconvolutionPlan even = plan(seconds(11, 1), grid.resample(inflow), Deconvolution.OSVD);
    assertThat(Residues.of(plan(times, inflow, Deconvolution.OSVD), curve))
        .containsExactly(Residues.of(even, grid.resample(curve)), TINY);
  }

  @Test
  void refusesAnInflowWithoutArea() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(seconds(3, 1), new double[] {1, -2, 1}, Deconvolution.CSVD))
        .withMessageContaining("must be > 0 HU s, but was: -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(seconds(3, 1), new double[] {1, Double.NaN, 1}, Deconvolution.CSVD))
        .withMessageContaining("finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plan(seconds(3, 1), new double[2], Deconvolution.CSVD))
        .withMessageContaining("3 values, but was: 2");
  }

  private static DeconvolutionPlan plan(List<Double> times, double[] inflow, Deconvolution method) {
    return DeconvolutionPlan.of(times, inflow, PerfusionOptions.DEFAULTS.with(method));
  }

  private static double[] column(double[] inflow) {
    LucyRichardson operator =
        (LucyRichardson)
            plan(seconds(inflow.length, 1), inflow, Deconvolution.LUCY_RICHARDSON).operator();
    return operator.column();
  }

  private static double oscillationIndex(double[] residue) {
    double bends = 0;
    for (int j = 2; j < residue.length; j++) {
      bends += Math.abs(residue[j] - 2 * residue[j - 1] + residue[j - 2]);
    }
    return bends / (residue.length * Arrays.stream(residue).max().orElseThrow());
  }

  private static double[] truncatedSolution(double[][] matrix, double[] right, double share) {
    int n = right.length;
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(n, n, true, true, false);
    svd.decompose(new DMatrixRMaj(matrix));
    double[] values = svd.getSingularValues();
    double least = share * Arrays.stream(values).max().orElseThrow();
    double[] solution = new double[n];
    for (int s = 0; s < n; s++) {
      double projected = 0;
      for (int i = 0; i < n; i++) {
        projected += svd.getU(null, false).get(i, s) * right[i];
      }
      for (int j = 0; j < n && values[s] >= least; j++) {
        solution[j] += svd.getV(null, false).get(j, s) * projected / values[s];
      }
    }
    return solution;
  }

  private static List<Double> seconds(int frames, double step) {
    return IntStream.range(0, frames).mapToObj(i -> i * step).toList();
  }

  private static double[] bolus(int frames) {
    return bolus(frames, 0, 1);
  }

  /** A gamma variate of 100 HU that arrives at 2 s and peaks 3 s later. */
  private static double[] bolus(int frames, double delaySeconds, double share) {
    return DoubleStream.iterate(0, t -> t + 1)
        .limit(frames)
        .map(t -> Math.max(0, t - 2 - delaySeconds))
        .map(t -> share * 100 * Math.pow(t / 3, 3) * Math.exp(3 - t))
        .toArray();
  }
}
