package org.radloom.gpuops.backend;

import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.perfusion.PerfusionMapper;
import org.radloom.gpuops.perfusion.PerfusionMaps;
import org.radloom.gpuops.perfusion.PerfusionOptions;
import org.radloom.gpuops.perfusion.PerfusionSeries;

/** Maps on the backend's machine, or on the CPU after that failed. */
public final class BackendPerfusionMapper implements PerfusionMapper {
  private final DeviceThenCpu<PerfusionMapper> machines;

  BackendPerfusionMapper(
      @Nullable PerfusionMapper cuda, PerfusionMapper cpu, BackendChoice choice) {
    this.machines = new DeviceThenCpu<>(cuda, cpu, choice);
  }

  @Override
  public PerfusionMaps map(PerfusionSeries series, double[] inflow, PerfusionOptions options) {
    return machines.run(mapper -> mapper.map(series, inflow, options));
  }

  /** Returns what did the latest study: {@code cuda} or {@code cpu}. */
  public String ranOn() {
    return machines.ranOn();
  }

  @Override
  public void close() {
    machines.close(PerfusionMapper::close);
  }
}
