package org.radloom.gpuops.perfusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CpuPerfusionMapperTest extends PerfusionMapperContract {
  @Override
  PerfusionMapper newMapper() {
    return new CpuPerfusionMapper(2);
  }

  @Test
  void theCountOfThreadsChangesNoBit() {
    List<Double> times = TissueSeries.every(2, 12);
    PerfusionSeries series = TissueSeries.random(times, 50_000, new Random(1));
    double[] inflow = TissueSeries.bolus(times, 5, 250);
    for (Deconvolution method : Deconvolution.values()) {
      PerfusionMaps one = mapped(1, series, inflow, method);
      PerfusionMaps three = mapped(3, series, inflow, method);
      assertThat(three.cbf()).isEqualTo(one.cbf());
      assertThat(three.cbv()).isEqualTo(one.cbv());
      assertThat(three.tmax()).isEqualTo(one.tmax());
    }
  }

  @Test
  void needsAThread() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CpuPerfusionMapper(0))
        .withMessage("threads must be > 0, but was: 0");
  }

  private static PerfusionMaps mapped(
      int threads, PerfusionSeries series, double[] inflow, Deconvolution method) {
    try (CpuPerfusionMapper mapper = new CpuPerfusionMapper(threads)) {
      return mapper.map(series, inflow, PerfusionOptions.DEFAULTS.with(method));
    }
  }
}
