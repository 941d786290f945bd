package org.radloom.gpuops.backend;

import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.images.VolumeResampler;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;

/** Resamples on the backend's machine, or on the CPU after that failed; the same volumes. */
public final class BackendVolumeResampler implements VolumeResampler {
  private final DeviceThenCpu<VolumeResampler> machines;

  BackendVolumeResampler(
      @Nullable VolumeResampler cuda, VolumeResampler cpu, BackendChoice choice) {
    this.machines = new DeviceThenCpu<>(cuda, cpu, choice);
  }

  @Override
  public Volume resample(Volume volume, double dxMm, double dyMm, double dzMm) {
    return machines.<Volume, RuntimeException>run(
        resampler -> resampler.resample(volume, dxMm, dyMm, dzMm));
  }

  @Override
  public Labels resample(Labels labels, Space target) {
    return machines.<Labels, RuntimeException>run(resampler -> resampler.resample(labels, target));
  }

  /** Returns what did the latest volume: {@code cuda} or {@code cpu}. */
  public String ranOn() {
    return machines.ranOn();
  }

  @Override
  public void close() {
    machines.close(VolumeResampler::close);
  }
}
