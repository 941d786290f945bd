package org.radloom.gpuops.perfusion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.EmulatedDevice;

/** The sources of the kernels, and all that surrounds them, on a device made of the CPU. */
@Tag("slow")
@EnabledIf("org.radloom.gpuops.cuda.EmulatedDevice#isAvailable")
final class EmulatedPerfusionMapperTest extends DevicePerfusionMapperContract {
  @Override
  Device newDevice() {
    return new EmulatedDevice();
  }

  @Test
  void leavesNothingOnTheDevice() {
    EmulatedDevice device = new EmulatedDevice();
    PerfusionSeries series = stored(study(5, 20, 1));
    try (CudaPerfusionMapper mapper = new CudaPerfusionMapper(device, 2, 1 << 12)) {
      mapper.map(series, inflow(series), PerfusionOptions.DEFAULTS);
      mapper.map(series, inflow(series), PerfusionOptions.DEFAULTS.with(Deconvolution.CSVD));
      assertThat(mapper.secondsOnDevice(series, inflow(series), PerfusionOptions.DEFAULTS, 2))
          .isPositive();
      assertThat(device.usedBytes()).isPositive();
    }
    assertThat(device.usedBytes()).isZero();
  }
}
