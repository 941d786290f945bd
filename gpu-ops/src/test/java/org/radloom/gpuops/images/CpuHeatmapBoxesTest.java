package org.radloom.gpuops.images;

final class CpuHeatmapBoxesTest extends HeatmapBoxesContract {
  @Override
  HeatmapBoxes newBoxes() {
    return new CpuHeatmapBoxes();
  }
}
