package org.radloom.gpuops.backend;

import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.images.CudaLargestComponent;
import org.radloom.gpuops.images.LargestComponent;
import org.radloom.gpuops.volume.Labels;

/**
 * Keeps the largest component on the backend's machine, or on the CPU after that failed or where
 * {@link CudaLargestComponent#isWorthwhile} says so; the same labels.
 */
public final class BackendLargestComponent implements LargestComponent {
  private final DeviceThenCpu<LargestComponent> machines;

  BackendLargestComponent(
      @Nullable LargestComponent cuda, LargestComponent cpu, BackendChoice choice) {
    this.machines = new DeviceThenCpu<>(cuda, cpu, choice);
  }

  @Override
  public Labels keep(Labels labels, int label, Connectivity connectivity) {
    return machines.<Labels, RuntimeException>run(
        CudaLargestComponent.isWorthwhile(labels),
        largest -> largest.keep(labels, label, connectivity));
  }

  /** Returns what did the latest one: {@code cuda} or {@code cpu}. */
  public String ranOn() {
    return machines.ranOn();
  }

  @Override
  public void close() {
    machines.close(LargestComponent::close);
  }
}
