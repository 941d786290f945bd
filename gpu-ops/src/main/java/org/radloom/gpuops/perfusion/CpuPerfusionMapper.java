package org.radloom.gpuops.perfusion;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.radloom.gpuops.parallel.SharedWork;

/**
 * Maps on the CPU, blocks of voxels on several threads; it says what is right for every mapper.
 *
 * <p>Areas are summed in double, all else is single precision, which stays within 1e-4 of double
 * (see its tests). A voxel's numbers do not depend on its neighbours, on the blocks or on how many
 * threads there are. Of equal largest values the first counts: lag 0, then later ones, then the
 * negative ones from the earliest on.
 *
 * <p>Memory besides the series and the maps: a few megabytes a thread.
 */
public final class CpuPerfusionMapper implements PerfusionMapper {
  /** Rows of 2 KB: half a hundred of them stay in the second cache. */
  private static final int BLOCK_VOXELS = 512;

  /** What a thread takes at a time. */
  private static final int CHUNK_VOXELS = 32 * BLOCK_VOXELS;

  private final int threads;

  /**
   * Makes one.
   *
   * @param threads how many voxels' blocks are worked on at a time, at least 1
   */
  public CpuPerfusionMapper(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be > 0, but was: " + threads);
    }
    this.threads = threads;
  }

  @Override
  public PerfusionMaps map(PerfusionSeries series, double[] inflow, PerfusionOptions options) {
    DeconvolutionPlan plan = DeconvolutionPlan.of(series.frameTimesSeconds(), inflow, options);
    BlockDeconvolver.Shared shared = BlockDeconvolver.share(plan);
    int voxels = series.volume().space().voxels();
    PerfusionMaps maps = PerfusionMaps.zeros(voxels);
    int chunks = (voxels - 1) / CHUNK_VOXELS + 1;
    List<IntConsumer> workers = new ArrayList<>();
    for (int i = 0; i < Math.min(threads, chunks); i++) {
      BlockMapper blocks =
          new BlockMapper(series, plan, shared.forThread(BLOCK_VOXELS), BLOCK_VOXELS);
      workers.add(
          chunk -> {
            int from = chunk * CHUNK_VOXELS;
            blocks.map(from, from + Math.min(CHUNK_VOXELS, voxels - from), maps);
          });
    }
    SharedWork.run(chunks, workers);
    return maps;
  }

  /** Nothing is held from one study to the next. */
  @Override
  public void close() {}
}
