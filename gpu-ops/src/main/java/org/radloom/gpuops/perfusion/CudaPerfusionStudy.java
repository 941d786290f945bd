package org.radloom.gpuops.perfusion;

import java.util.List;
import org.radloom.gpuops.volume.Voxels;

/**
 * A study on its way through the lanes.
 *
 * @param series what was taken
 * @param plan what is the same for each voxel
 * @param operator the plan's, for the device
 * @param maps where the results go
 */
record CudaPerfusionStudy(
    PerfusionSeries series, DeconvolutionPlan plan, CudaOperator operator, PerfusionMaps maps) {

  static CudaPerfusionStudy of(PerfusionSeries series, double[] inflow, PerfusionOptions options) {
    DeconvolutionPlan plan = DeconvolutionPlan.of(series.frameTimesSeconds(), inflow, options);
    return new CudaPerfusionStudy(
        series, plan, CudaOperator.of(plan), PerfusionMaps.zeros(series.volume().space().voxels()));
  }

  int frames() {
    return series.volume().frames();
  }

  int voxels() {
    return series.volume().space().voxels();
  }

  int bytesAVoxel() {
    return series.volume().voxels() instanceof Voxels.Stored ? Short.BYTES : Float.BYTES;
  }

  /** Returns what differences to the baseline's sum are multiplied by, HU. */
  float scale() {
    double slope = series.volume().voxels() instanceof Voxels.Stored stored ? stored.slope() : 1;
    return (float) (slope / series.baselineFrames());
  }

  /** Returns when each frame was taken after the first, s. */
  float[] seconds() {
    List<Double> times = series.frameTimesSeconds();
    float[] seconds = new float[times.size()];
    for (int frame = 0; frame < seconds.length; frame++) {
      seconds[frame] = (float) (times.get(frame) - times.get(0));
    }
    return seconds;
  }

  /** Returns whether any of {@code count} voxels is to be mapped. */
  boolean isWanted(int from, int count) {
    if (series.mask() == null) {
      return true;
    }
    byte[] mask = series.mask().values();
    for (int voxel = from; voxel < from + count; voxel++) {
      if (mask[voxel] != 0) {
        return true;
      }
    }
    return false;
  }
}
