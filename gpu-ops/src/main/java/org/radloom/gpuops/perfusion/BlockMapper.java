package org.radloom.gpuops.perfusion;

import java.util.List;

/** Maps a range of voxels block by block. Not thread-safe; one per thread. */
final class BlockMapper {
  private final DeconvolutionPlan plan;
  private final CurveBlock block;
  private final BlockDeconvolver deconvolver;
  private final PeakFinder enhancement;
  private final float[] frameSeconds;
  private final float[] peak;
  private final int[] at;

  BlockMapper(
      PerfusionSeries series, DeconvolutionPlan plan, BlockDeconvolver deconvolver, int voxels) {
    this.plan = plan;
    this.deconvolver = deconvolver;
    List<Double> times = series.frameTimesSeconds();
    block = new CurveBlock(series, plan.trapezoidSeconds(), voxels);
    enhancement = new PeakFinder(times.size(), voxels);
    frameSeconds = new float[times.size()];
    for (int frame = 0; frame < frameSeconds.length; frame++) {
      frameSeconds[frame] = (float) (times.get(frame) - times.get(0));
    }
    peak = new float[voxels];
    at = new int[voxels];
  }

  /** Writes the maps of voxels {@code from} to {@code to - 1}. */
  void map(int from, int to, PerfusionMaps maps) {
    int next = from;
    while (next < to) {
      CurveBlock.Taken taken = block.take(next, to);
      next = taken.next();
      if (taken.count() > 0) {
        write(taken.count(), maps);
      }
    }
  }

  private void write(int count, PerfusionMaps maps) {
    deconvolver.peaks(block.curves(), count, peak, at);
    for (int v = 0; v < count; v++) {
      int voxel = block.voxels()[v];
      double cbf = plan.cbfPerResidue() * peak[v];
      double cbv = plan.cbvPerArea() * block.areas()[v];
      float mtt = (float) (60 * cbv / cbf);
      if (isHonest((float) cbf) && isHonest((float) cbv) && isHonest(mtt)) {
        maps.cbf()[voxel] = (float) cbf;
        maps.cbv()[voxel] = (float) cbv;
        maps.mtt()[voxel] = mtt;
        maps.tmax()[voxel] = (float) plan.lagSeconds(at[v]);
      }
    }
    enhancement.find(block.curves(), frameSeconds.length, count, peak, at);
    for (int v = 0; v < count; v++) {
      int voxel = block.voxels()[v];
      if (maps.cbf()[voxel] > 0) {
        maps.ttp()[voxel] = frameSeconds[at[v]];
      }
    }
  }

  private static boolean isHonest(float value) {
    return value > 0 && value < Float.POSITIVE_INFINITY;
  }
}
