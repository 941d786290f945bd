package org.radloom.gpuops.perfusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** What a device's maps must have in common with the CPU's; subclasses say which device. */
abstract class DevicePerfusionMapperContract extends PerfusionMapperContract {
  private static final int BASELINE_FRAMES = 4;

  /** Both are within 1e-4 of double. */
  private static final double RELATIVE = 2e-4;

  abstract Device newDevice();

  @Override
  PerfusionMapper newMapper() {
    return new CudaPerfusionMapper(newDevice(), 2);
  }

  @ParameterizedTest
  @EnumSource
  void mapsAsTheCpuDoes(Deconvolution method) {
    assertAgree(method, stored(study(1, 37, Math.PI)), 1 << 14);
  }

  @ParameterizedTest
  @EnumSource
  void mapsHuAsTheCpuDoes(Deconvolution method) {
    assertAgree(method, real(study(2, 40, 1)), 1 << 15);
  }

  @ParameterizedTest
  @EnumSource
  void mapsFramesAtUnequalTimes(Deconvolution method) {
    Study study = study(3, 33, 1.5);
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 33; i++) {
      times.add(i < 20 ? 1.5 * i : 30 + 3.7 * (i - 20));
    }
    assertAgree(method, stored(new Study(study.space(), times, 3)), 1 << 20);
  }

  @ParameterizedTest
  @EnumSource
  void mapsWhatSharedMemoryCannotHold(Deconvolution method) {
    assertAgree(method, stored(study(4, 260, 0.5)), 1 << 18); // seven blocks
  }

  private void assertAgree(Deconvolution method, PerfusionSeries series, int chunkBytes) {
    double[] inflow = inflow(series);
    PerfusionOptions options = PerfusionOptions.DEFAULTS.with(method);
    try (PerfusionMapper cuda = new CudaPerfusionMapper(newDevice(), 3, chunkBytes);
        PerfusionMapper cpu = new CpuPerfusionMapper(1)) {
      PerfusionMaps actual = cuda.map(series, inflow, options);
      PerfusionMaps expected = cpu.map(series, inflow, options);
      DeconvolutionPlan plan = DeconvolutionPlan.of(series.frameTimesSeconds(), inflow, options);
      int mapped = 0;
      for (int v = 0; v < expected.cbf().length; v++) {
        mapped += expected.cbf()[v] > 0 ? 1 : 0;
        assertClose(actual.cbf()[v], expected.cbf()[v]);
        assertClose(actual.cbv()[v], expected.cbv()[v]);
        assertClose(actual.mtt()[v], expected.mtt()[v]);
        assertThat(actual.ttp()[v]).isEqualTo(expected.ttp()[v]);
        if (actual.tmax()[v] != expected.tmax()[v]) {
          assertTie(plan, curve(series, v), actual.tmax()[v], expected.tmax()[v]);
        }
      }
      assertThat(mapped).isBetween(expected.cbf().length / 4, expected.cbf().length - 10);
    }
  }

  private static void assertClose(float actual, float expected) {
    assertThat(actual).isCloseTo(expected, within((float) (RELATIVE * expected)));
  }

  /** Where two lags are as large within rounding, either is right. */
  private static void assertTie(DeconvolutionPlan plan, double[] curve, float one, float other) {
    double[] residue = Residues.of(plan, curve);
    assertThat(residue[lag(plan, one)])
        .isCloseTo(residue[lag(plan, other)], within(RELATIVE * residue[lag(plan, other)]));
  }

  private static int lag(DeconvolutionPlan plan, float tmax) {
    int lag = (int) Math.round(tmax / plan.grid().stepSeconds());
    return lag < 0 ? lag + plan.operator().lags() : lag;
  }

  private static double[] curve(PerfusionSeries series, int voxel) {
    Volume volume = series.volume();
    double[] curve = new double[volume.frames()];
    double baseline = 0;
    for (int frame = 0; frame < curve.length; frame++) {
      curve[frame] = volume.voxels().hu(frame * volume.space().voxels() + voxel);
      baseline += frame < series.baselineFrames() ? curve[frame] / series.baselineFrames() : 0;
    }
    for (int frame = 0; frame < curve.length; frame++) {
      curve[frame] -= baseline;
    }
    return curve;
  }

  /** Where and when, and the seed of the tissue. */
  record Study(Space space, List<Double> times, int seed) {}

  static Study study(int seed, int frames, double step) {
    List<Double> times = new ArrayList<>();
    for (int frame = 0; frame < frames; frame++) {
      times.add(7 + step * frame);
    }
    return new Study(Space.of(13, 11, 3, 1, 1, 5), times, seed);
  }

  static double[] inflow(PerfusionSeries series) {
    double first = series.frameTimesSeconds().get(0);
    double last = series.frameTimesSeconds().get(series.volume().frames() - 1);
    return series.frameTimesSeconds().stream()
        .mapToDouble(time -> 300 * bolus((time - first) / (last - first), 0.2, 0.06))
        .toArray();
  }

  /** A gamma variate of height 1 at {@code start + 2 * width}. */
  private static double bolus(double at, double start, double width) {
    double x = (at - start) / width / 2;
    return x <= 0 ? 0 : Math.pow(x * Math.exp(1 - x), 2);
  }

  static PerfusionSeries stored(Study study) {
    float[] hu = hu(study);
    short[] stored = new short[hu.length];
    for (int i = 0; i < hu.length; i++) {
      stored[i] = (short) Math.round((hu[i] + 1024) / 0.7);
    }
    return series(study, new Voxels.Stored(stored, 0.7, -1024));
  }

  private static PerfusionSeries real(Study study) {
    return series(study, new Voxels.Real(hu(study)));
  }

  private static PerfusionSeries series(Study study, Voxels voxels) {
    Volume volume = new Volume(study.space(), study.times().size(), voxels);
    return new PerfusionSeries(volume, study.times(), BASELINE_FRAMES, mask(study));
  }

  private static @Nullable Labels mask(Study study) {
    if (study.seed() == 2) {
      return null;
    }
    byte[] inside = new byte[study.space().voxels()];
    for (int v = 0; v < inside.length; v++) {
      inside[v] = (byte) (v % 7 < 5 ? 200 : 0);
    }
    return new Labels(study.space(), inside);
  }

  /** Tissue of every height, delay and width, noise, and some voxels without a bolus. */
  private static float[] hu(Study study) {
    Random random = new Random(study.seed());
    int voxels = study.space().voxels();
    int frames = study.times().size();
    double first = study.times().get(0);
    double last = study.times().get(frames - 1);
    float[] hu = new float[voxels * frames];
    for (int v = 0; v < voxels; v++) {
      double height = v % 11 == 0 ? 0 : 5 + 60 * random.nextDouble();
      double start = 0.15 + 0.2 * random.nextDouble();
      double width = 0.06 + 0.05 * random.nextDouble();
      double tissue = 30 + 10 * random.nextDouble();
      for (int f = 0; f < frames; f++) {
        double at = (study.times().get(f) - first) / (last - first);
        double noise = random.nextGaussian();
        hu[f * voxels + v] = (float) (tissue + height * bolus(at, start, width) + noise);
      }
    }
    return hu;
  }
}
