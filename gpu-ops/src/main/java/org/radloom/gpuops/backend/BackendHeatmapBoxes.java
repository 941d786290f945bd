package org.radloom.gpuops.backend;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.images.CudaHeatmapBoxes;
import org.radloom.gpuops.images.HeatmapBoxes;
import org.radloom.gpuops.images.Image;
import org.radloom.gpuops.images.ScoredBox;

/**
 * Makes boxes on the backend's machine, or on the CPU after that failed or where {@link
 * CudaHeatmapBoxes#isWorthwhile} says so; the same boxes.
 */
public final class BackendHeatmapBoxes implements HeatmapBoxes {
  private final DeviceThenCpu<HeatmapBoxes> machines;

  BackendHeatmapBoxes(@Nullable HeatmapBoxes cuda, HeatmapBoxes cpu, BackendChoice choice) {
    this.machines = new DeviceThenCpu<>(cuda, cpu, choice);
  }

  @Override
  public List<ScoredBox> find(
      Image heatmap, int category, float threshold, double share, int most) {
    return machines.<List<ScoredBox>, RuntimeException>run(
        CudaHeatmapBoxes.isWorthwhile(heatmap),
        boxes -> boxes.find(heatmap, category, threshold, share, most));
  }

  /** Returns what did the latest one: {@code cuda} or {@code cpu}. */
  public String ranOn() {
    return machines.ranOn();
  }

  @Override
  public void close() {
    machines.close(HeatmapBoxes::close);
  }
}
