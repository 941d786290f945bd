package org.radloom.gpuops.backend;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.images.BoxSuppressor;
import org.radloom.gpuops.images.CudaBoxSuppressor;
import org.radloom.gpuops.images.ScoredBox;

/**
 * Suppresses on the backend's machine, or on the CPU after that failed or where {@link
 * CudaBoxSuppressor#isWorthwhile} says so; the same boxes.
 */
public final class BackendBoxSuppressor implements BoxSuppressor {
  private final DeviceThenCpu<BoxSuppressor> machines;

  BackendBoxSuppressor(@Nullable BoxSuppressor cuda, BoxSuppressor cpu, BackendChoice choice) {
    this.machines = new DeviceThenCpu<>(cuda, cpu, choice);
  }

  @Override
  public List<ScoredBox> suppress(List<ScoredBox> boxes, double maxIou, int most) {
    return machines.<List<ScoredBox>, RuntimeException>run(
        CudaBoxSuppressor.isWorthwhile(boxes.size(), most),
        suppressor -> suppressor.suppress(boxes, maxIou, most));
  }

  /** Returns what did the latest one: {@code cuda} or {@code cpu}. */
  public String ranOn() {
    return machines.ranOn();
  }

  @Override
  public void close() {
    machines.close(BoxSuppressor::close);
  }
}
