package org.radloom.gpuops.perfusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.gpuops.phantom.PerfusionAnatomy;
import org.radloom.gpuops.phantom.PerfusionPhantom;
import org.radloom.gpuops.phantom.PerfusionPhantomOptions;
import org.radloom.gpuops.phantom.PerfusionTissue;
import org.radloom.gpuops.phantom.PerfusionTissue.Residue;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Voxels;

/** What every {@link PerfusionMapper} must do; subclasses say which one. */
abstract class PerfusionMapperContract {
  private static final List<Double> SECONDS = TissueSeries.every(1, 40);
  private static final List<Double> UNEVEN =
      IntStream.range(0, 30).mapToObj(i -> i < 18 ? i * 1.0 : 17 + 2.5 * (i - 17)).toList();

  abstract PerfusionMapper newMapper();

  @ParameterizedTest
  @EnumSource
  void equalsTheDefinitionsInDouble(Deconvolution method) {
    PerfusionSeries series = TissueSeries.random(SECONDS, 700, new Random(1));
    checkAgainstReference(series, TissueSeries.bolus(SECONDS, 5, 250), method);
  }

  @ParameterizedTest
  @EnumSource
  void equalsTheDefinitionsAtUnevenTimes(Deconvolution method) {
    PerfusionSeries series = TissueSeries.random(UNEVEN, 300, new Random(2));
    checkAgainstReference(series, TissueSeries.bolus(UNEVEN, 5, 250), method);
  }

  @ParameterizedTest
  @EnumSource
  void equalsTheDefinitionsWithANoisyInflow(Deconvolution method) {
    Random random = new Random(3);
    double[] inflow = TissueSeries.bolus(SECONDS, 5, 250);
    for (int i = 0; i < inflow.length; i++) {
      inflow[i] += 4 * random.nextGaussian();
    }
    checkAgainstReference(TissueSeries.random(SECONDS, 300, random), inflow, method);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 31, 33, 511, 512, 513, 1025, 16385})
  void anyCountOfVoxelsIsMapped(int voxels) {
    List<Double> times = TissueSeries.every(2, 9);
    PerfusionSeries series = TissueSeries.random(times, voxels, new Random(voxels));
    checkAgainstReference(series, TissueSeries.bolus(times, 5, 250), Deconvolution.CSVD);
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 1", "4, 3", "5, 2"})
  void anyCountOfFramesIsMapped(int frames, int baselineFrames) {
    List<Double> times = TissueSeries.every(3, frames);
    double[] curve = new double[frames];
    curve[frames - 1] = 30;
    double[] inflow = new double[frames];
    Arrays.fill(inflow, 10);
    PerfusionSeries series = TissueSeries.of(times, baselineFrames, curve, inflow);
    for (Deconvolution method : Deconvolution.values()) {
      checkAgainstReference(series, inflow, method);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 100})
  void aScatteredMaskIsMappedAndTheRestIsZero(int oneIn) {
    PerfusionSeries series = TissueSeries.random(SECONDS, 3000, new Random(4));
    int[] labels = new int[3000];
    Random random = new Random(oneIn);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.nextInt(oneIn) == 0 ? 200 : 0;
    }
    checkAgainstReference(
        TissueSeries.masked(series, TissueSeries.mask(labels)),
        TissueSeries.bolus(SECONDS, 5, 250),
        Deconvolution.CSVD);
  }

  @Test
  void anEmptyMaskGivesZeros() {
    PerfusionSeries series =
        TissueSeries.masked(
            TissueSeries.random(SECONDS, 5, new Random(5)), TissueSeries.mask(0, 0, 0, 0, 0));
    PerfusionMaps maps = map(series, TissueSeries.bolus(SECONDS, 5, 250), Deconvolution.CSVD);
    for (int voxel = 0; voxel < 5; voxel++) {
      ReferenceMaps.assertZero(maps, voxel);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bloodVolumeIsTheShareOfTheInflow(Deconvolution method) {
    // A curve of 4 % of the inflow: CBV = 0.55 / 0.75 / 1.05 * 100 * 0.04 ml/100 g.
    double[] inflow = TissueSeries.bolus(SECONDS, 5, 250);
    double[] curve = Arrays.stream(inflow).map(hu -> 0.04 * hu).toArray();
    PerfusionMaps maps = map(TissueSeries.of(SECONDS, 5, curve), inflow, method);
    double expected = 0.55 / 0.75 / 1.05 * 4;
    assertThat((double) maps.cbv()[0]).isCloseTo(expected, within(1e-5 * expected));
    assertThat(maps.tmax()[0]).isZero();
    assertThat(maps.ttp()[0]).isEqualTo(9); // arrival at 5 s and 4 s to the peak
    assertThat((double) maps.mtt()[0])
        .isCloseTo(60 * expected / maps.cbf()[0], within(1e-5 * maps.mtt()[0]));
  }

  @Test
  void anImpulseAnsweredByItselfHasTheFlowOfItsHeight() {
    // The inflow is 6 HU for a sample of 2 s: column 2 * (1, 4, 1). The curve is 0.01 / s of that,
    // so the residue is 0.01 at lag 0 and CBF = 0.7333 / 1.05 * 6000 * 0.01.
    List<Double> times = TissueSeries.every(2, 8);
    double[] inflow = {0, 0, 6, 0, 0, 0, 0, 0};
    double[] curve = {0, 0.02, 0.08, 0.02, 0, 0, 0, 0};
    double[] earlier = {0.02, 0.08, 0.02, 0, 0, 0, 0, 0};
    double[] later = {0, 0, 0, 0, 0.02, 0.08, 0.02, 0};
    double[] baseline = {0, 0, 0, 0, 0, 0, 0, 0};
    PerfusionSeries series = TissueSeries.of(times, 1, curve, baseline, later);
    PerfusionMaps maps = map(series, inflow, Deconvolution.CSVD);
    double expected = 0.55 / 0.75 / 1.05 * 60;
    assertThat((double) maps.cbf()[0]).isCloseTo(expected, within(1e-3 * expected));
    assertThat(maps.tmax()).containsExactly(0, 0, 6);
    double[] shiftedInflow = {0, 0, 0, 6, 0, 0, 0, 0};
    double[] shifted = new double[8];
    System.arraycopy(earlier, 0, shifted, 1, 7);
    PerfusionMaps ahead =
        map(TissueSeries.of(times, 1, shifted), shiftedInflow, Deconvolution.CSVD);
    assertThat(ahead.tmax()[0]).isEqualTo(-2);
    assertThat((double) ahead.cbf()[0]).isCloseTo(expected, within(1e-3 * expected));
  }

  @Test
  void theBaselineIsTheMeanOfItsFrames() {
    // HU 38, 42, 40 before the bolus: baseline 40. The trapezoid rule over (-2, 2, 0, 20, 0) is
    // -1 + 2 + 0 + 20 + 0 = 21 HU s, that over the inflow 100 HU s.
    List<Double> times = TissueSeries.every(1, 5);
    short[] stored = {38, 42, 40, 60, 40};
    PerfusionSeries series = TissueSeries.of(times, 3, 1, new Voxels.Stored(stored, 1, 0), null);
    double[] inflow = {0, 0, 100, 0, 0};
    PerfusionMaps maps = map(series, inflow, Deconvolution.SSVD);
    double expected = 0.55 / 0.75 / 1.05 * 21;
    assertThat((double) maps.cbv()[0]).isCloseTo(expected, within(1e-6 * expected));
    assertThat(maps.ttp()[0]).isEqualTo(3);
  }

  @Test
  void volumeAndPeakComeFromTheFramesOwnTimes() {
    // Frames at 0, 1, 2, 5 and 9 s. The trapezoid rule weighs them 0.5, 1, 2, 3.5 and 2 s, so the
    // curve has 2 * 10 + 3.5 * 30 + 2 * 4 = 133 HU s and the inflow 1 * 100 + 2 * 50 = 200 HU s.
    // Among the ten samples that deconvolution takes the peak is the sixth, of the frames the
    // fourth: neither
    // number is a time.
    List<Double> times = List.of(0.0, 1.0, 2.0, 5.0, 9.0);
    double[] inflow = {0, 100, 50, 0, 0};
    PerfusionMaps maps =
        map(TissueSeries.of(times, 1, new double[] {0, 0, 10, 30, 4}), inflow, Deconvolution.CSVD);
    double expected = 0.55 / 0.75 / 1.05 * 100 * 133 / 200;
    assertThat((double) maps.cbv()[0]).isCloseTo(expected, within(1e-6 * expected));
    assertThat(maps.ttp()[0]).isEqualTo(5);
  }

  @Test
  void timesDoNotHaveToStartAtZero() {
    List<Double> late = SECONDS.stream().map(t -> t + 1000).toList();
    PerfusionSeries series = TissueSeries.random(SECONDS, 20, new Random(6));
    PerfusionSeries shifted =
        new PerfusionSeries(series.volume(), late, series.baselineFrames(), null);
    double[] inflow = TissueSeries.bolus(SECONDS, 5, 250);
    PerfusionMaps maps = map(shifted, inflow, Deconvolution.CSVD);
    assertThat(maps.ttp()).containsExactly(map(series, inflow, Deconvolution.CSVD).ttp());
    assertThat(maps.tmax()).containsExactly(map(series, inflow, Deconvolution.CSVD).tmax());
  }

  @Test
  void equalPeaksCountAtTheFirst() {
    double[] inflow = TissueSeries.bolus(SECONDS, 5, 250);
    double[] twice = new double[40];
    twice[10] = 20;
    twice[20] = 20;
    PerfusionMaps maps = map(TissueSeries.of(SECONDS, 4, twice), inflow, Deconvolution.CSVD);
    assertThat(maps.ttp()[0]).isEqualTo(10);
  }

  @ParameterizedTest
  @EnumSource
  void fallingAndFlatCurvesGiveZeros(Deconvolution method) {
    double[] inflow = TissueSeries.bolus(SECONDS, 5, 250);
    double[] falling = Arrays.stream(inflow).map(hu -> -0.1 * hu).toArray();
    PerfusionMaps maps = map(TissueSeries.of(SECONDS, 4, falling, new double[40]), inflow, method);
    ReferenceMaps.assertZero(maps, 0);
    ReferenceMaps.assertZero(maps, 1);
  }

  @ParameterizedTest
  @EnumSource
  void extremeVoxelsGiveNoNanAndLeaveTheirNeighboursAlone(Deconvolution method) {
    double[] inflow = TissueSeries.bolus(SECONDS, 5, 250);
    double[] tissue = Arrays.stream(inflow).map(hu -> 0.04 * hu).toArray();
    double[] huge = Arrays.stream(inflow).map(hu -> 1e36 * hu / 250).toArray();
    double[] larger = Arrays.stream(inflow).map(hu -> 3e38 * hu / 250).toArray();
    double[] tiny = Arrays.stream(inflow).map(hu -> 1e-38 * hu / 250).toArray();
    double[] jump = new double[40];
    Arrays.fill(jump, 0, 20, -3e38);
    Arrays.fill(jump, 20, 40, 3e38);
    PerfusionSeries series =
        TissueSeries.of(SECONDS, 4, huge, tissue, larger, tiny, tissue, jump, tissue);
    PerfusionMaps maps = map(series, inflow, method);
    assertFinite(maps);
    PerfusionMaps alone = map(TissueSeries.of(SECONDS, 4, tissue), inflow, method);
    for (int voxel : new int[] {1, 4, 6}) {
      assertThat(maps.cbf()[voxel]).isEqualTo(alone.cbf()[0]);
      assertThat(maps.cbv()[voxel]).isEqualTo(alone.cbv()[0]);
      assertThat(maps.tmax()[voxel]).isEqualTo(alone.tmax()[0]);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CSVD", "OSVD", "LUCY_RICHARDSON"})
  void circulantMethodsDoNotMindDelay(Deconvolution method) {
    PerfusionMaps maps = delayed(method);
    for (int i = 1; i < 4; i++) {
      assertThat((double) maps.cbf()[i] / maps.cbf()[0]).isCloseTo(1, within(0.02));
      assertThat((double) maps.tmax()[i] - maps.tmax()[0]).isCloseTo(i, within(1e-5));
    }
  }

  @Test
  void ssvdUnderestimatesTheFlowOfLateTissue() {
    PerfusionMaps maps = delayed(Deconvolution.SSVD);
    assertThat((double) maps.cbf()[3] / maps.cbf()[0]).isLessThan(0.96);
  }

  @ParameterizedTest
  @EnumSource(names = {"CSVD", "OSVD", "LUCY_RICHARDSON"})
  void mapsOfTheTilesFollowTheTruth(Deconvolution method) throws UnusableInflowException {
    PerfusionPhantom phantom =
        PerfusionPhantom.unrounded(
            new PerfusionPhantomOptions(
                48,
                48,
                8,
                PerfusionPhantomOptions.everySeconds(140, 0.5),
                PerfusionAnatomy.TILES,
                0,
                1));
    Inflow inflow = Inflow.of(phantom.series(), phantom.aifMask(), phantom.vofMask(), null);
    PerfusionMaps maps = map(phantom.series(), inflow.scaled(), method);
    Labels regions = phantom.regions();
    PerfusionMaps truth = phantom.truth();
    for (Residue residue : Residue.values()) {
      int[] inside =
          IntStream.range(0, regions.values().length)
              .filter(i -> residueAt(phantom, i) == residue)
              .toArray();
      assertThat(inside).hasSizeGreaterThan(2000);
      assertThat(correlation(maps.cbf(), truth.cbf(), inside)).isGreaterThan(0.92);
      assertThat(correlation(maps.cbv(), truth.cbv(), inside)).isGreaterThan(0.995);
      assertThat(correlation(maps.mtt(), truth.mtt(), inside)).isGreaterThan(0.97);
    }
    assertThat(maps.ttp()[firstTissue(regions)])
        .isEqualTo(phantom.truth().ttp()[firstTissue(regions)]);
  }

  @ParameterizedTest
  @EnumSource
  void tissueStaysWithinATenThousandthOfDouble(Deconvolution method)
      throws UnusableInflowException {
    PerfusionPhantom phantom =
        PerfusionPhantom.stored(
            new PerfusionPhantomOptions(
                32,
                32,
                1,
                PerfusionPhantomOptions.strokeProtocol(),
                PerfusionAnatomy.STROKE,
                0,
                1));
    PerfusionSeries series = phantom.series();
    double[] inflow = Inflow.of(series, phantom.aifMask(), phantom.vofMask(), null).scaled();
    PerfusionOptions options = PerfusionOptions.DEFAULTS.with(method);
    DeconvolutionPlan plan = DeconvolutionPlan.of(series.frameTimesSeconds(), inflow, options);
    PerfusionMaps maps = map(series, inflow, method);
    for (int voxel = firstTissue(phantom.regions()); voxel < maps.cbf().length; voxel++) {
      if (phantom.regions().values()[voxel] != 0) {
        double[] curve = RegionCurves.at(series, voxel);
        double peak = Arrays.stream(Residues.of(plan, curve)).max().orElseThrow();
        double cbf = plan.cbfPerResidue() * peak;
        double cbv = plan.cbvPerArea() * DeconvolutionPlan.area(plan.trapezoidSeconds(), curve);
        assertThat((double) maps.cbf()[voxel]).isCloseTo(cbf, within(1e-4 * cbf));
        assertThat((double) maps.cbv()[voxel]).isCloseTo(cbv, within(1e-5 * cbv));
      }
    }
  }

  @Test
  void refusesAnInflowThatDoesNotFit() {
    PerfusionSeries series = TissueSeries.random(SECONDS, 2, new Random(7));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map(series, new double[39], Deconvolution.CSVD));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map(series, new double[40], Deconvolution.CSVD));
  }

  static void assertFinite(PerfusionMaps maps) {
    for (float[] values : List.of(maps.cbf(), maps.cbv(), maps.mtt(), maps.ttp(), maps.tmax())) {
      for (float value : values) {
        assertThat(value).isFinite();
      }
    }
  }

  private void checkAgainstReference(
      PerfusionSeries series, double[] inflow, Deconvolution method) {
    PerfusionOptions options = PerfusionOptions.DEFAULTS.with(method);
    new ReferenceMaps(series, inflow, options).check(map(series, inflow, method));
  }

  private PerfusionMaps map(PerfusionSeries series, double[] inflow, Deconvolution method) {
    try (PerfusionMapper mapper = newMapper()) {
      return mapper.map(series, inflow, PerfusionOptions.DEFAULTS.with(method));
    }
  }

  /** Maps four curves, each 1 s later than the one before, on a grid of 0.5 s. */
  private PerfusionMaps delayed(Deconvolution method) {
    List<Double> times = TissueSeries.every(0.5, 120);
    double[][] curves = new double[4][times.size()];
    for (int delay = 0; delay < 4; delay++) {
      // Convolution with exp(-t / 5 s) by the rectangle rule at 0.01 s, times 0.01 / s.
      double decay = Math.exp(-0.01 / 5);
      double held = 0;
      for (int i = 0; i < 50 * times.size(); i++) {
        if (i % 50 == 0) {
          curves[delay][i / 50] = 0.01 * held;
        }
        double u = Math.max(0, i * 0.01 - 8 - delay) / 4;
        held = decay * held + 0.01 * 250 * Math.pow(u * Math.exp(1 - u), 3);
      }
    }
    return map(TissueSeries.of(times, 10, curves), TissueSeries.bolus(times, 8, 250), method);
  }

  private static int firstTissue(Labels regions) {
    int voxel = 0;
    while (regions.values()[voxel] == 0) {
      voxel++;
    }
    return voxel;
  }

  private static @Nullable Residue residueAt(PerfusionPhantom phantom, int voxel) {
    PerfusionTissue tissue =
        phantom.tissues().get(Byte.toUnsignedInt(phantom.regions().values()[voxel]));
    return tissue == null ? null : tissue.residue();
  }

  private static double correlation(float[] maps, float[] truth, int[] inside) {
    double meanMap = Arrays.stream(inside).mapToDouble(i -> maps[i]).average().orElseThrow();
    double meanTruth = Arrays.stream(inside).mapToDouble(i -> truth[i]).average().orElseThrow();
    double both = 0;
    double ofMap = 0;
    double ofTruth = 0;
    for (int i : inside) {
      both += (maps[i] - meanMap) * (truth[i] - meanTruth);
      ofMap += Math.pow(maps[i] - meanMap, 2);
      ofTruth += Math.pow(truth[i] - meanTruth, 2);
    }
    return both / Math.sqrt(ofMap * ofTruth);
  }
}
