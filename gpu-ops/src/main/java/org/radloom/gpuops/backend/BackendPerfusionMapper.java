package org.radloom.gpuops.backend;

import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.cuda.DeviceException;
import org.radloom.gpuops.perfusion.PerfusionMapper;
import org.radloom.gpuops.perfusion.PerfusionMaps;
import org.radloom.gpuops.perfusion.PerfusionOptions;
import org.radloom.gpuops.perfusion.PerfusionSeries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps on the backend's machine, or on the CPU after that failed. */
public final class BackendPerfusionMapper implements PerfusionMapper {
  private static final Logger LOG = LoggerFactory.getLogger(BackendPerfusionMapper.class);

  private final @Nullable PerfusionMapper cuda;
  private final PerfusionMapper cpu;
  private final BackendChoice choice;
  private String ranOn;

  BackendPerfusionMapper(
      @Nullable PerfusionMapper cuda, PerfusionMapper cpu, BackendChoice choice) {
    this.cuda = cuda;
    this.cpu = cpu;
    this.choice = choice;
    this.ranOn = cuda == null ? Backend.CPU : Backend.CUDA;
  }

  @Override
  public PerfusionMaps map(PerfusionSeries series, double[] inflow, PerfusionOptions options) {
    if (cuda != null) {
      try {
        ranOn = Backend.CUDA;
        return cuda.map(series, inflow, options);
      } catch (DeviceException e) {
        if (choice == BackendChoice.CUDA) {
          throw e;
        }
        LOG.warn("The CPU does this study, because the device failed: {}", e.getMessage());
      }
    }
    ranOn = Backend.CPU;
    return cpu.map(series, inflow, options);
  }

  /** Returns what did the latest study: {@code cuda} or {@code cpu}. */
  public String ranOn() {
    return ranOn;
  }

  @Override
  public void close() {
    try (cpu) {
      if (cuda != null) {
        cuda.close();
      }
    } catch (DeviceException e) {
      LOG.warn("The device did not take its memory back: {}", e.getMessage());
    }
  }
}
