package org.radloom.gpuops.perfusion;

import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.Lanes;

/**
 * Maps on a device, the same as {@link CpuPerfusionMapper} but for the order of additions.
 *
 * <p>Chunks of voxels, all frames of each, go through a few {@link CudaPerfusionLane lanes}, so
 * that copying one overlaps with computing another. 16-bit voxels stay 16-bit voxels. Device memory
 * is bounded by the chunk, not by the series.
 *
 * <p>Fails with {@link org.radloom.gpuops.cuda.DeviceException}; it may be asked again after that.
 */
public final class CudaPerfusionMapper implements PerfusionMapper {
  /** With the mask, a little less than a lane's staging memory. */
  private static final int CHUNK_BYTES = 15 << 20;

  /** So that the five maps of a chunk fit into the staging memory too. */
  private static final int MOST_CHUNK_VOXELS = 1 << 19;

  private final int chunkBytes;
  private final Lanes<CudaPerfusionLane> lanes;

  /**
   * Makes one; memory is taken with the first study.
   *
   * @param threads how many work on a study, > 0; two or three keep copies and kernels overlapped
   */
  public CudaPerfusionMapper(Device device, int threads) {
    this(device, threads, CHUNK_BYTES);
  }

  CudaPerfusionMapper(Device device, int threads, int chunkBytes) {
    this.chunkBytes = chunkBytes;
    this.lanes = new Lanes<>(threads, () -> new CudaPerfusionLane(device));
  }

  @Override
  public PerfusionMaps map(PerfusionSeries series, double[] inflow, PerfusionOptions options) {
    CudaPerfusionStudy study = CudaPerfusionStudy.of(series, inflow, options);
    int block = CudaPerfusionLane.BLOCK_THREADS;
    int fitting = chunkBytes / (study.frames() * study.bytesAVoxel());
    int chunkVoxels = Math.min(Math.max(fitting / block, 1) * block, MOST_CHUNK_VOXELS);
    int chunks = (study.voxels() - 1) / chunkVoxels + 1;
    lanes.forEachChunk(
        chunks,
        (lane, chunk) -> {
          int from = chunk * chunkVoxels;
          int count = Math.min(chunkVoxels, study.voxels() - from);
          if (study.isWanted(from, count)) {
            lane.map(study, from, count);
          }
        });
    return study.maps();
  }

  /**
   * Returns how long the kernel takes for a study that lies on the device as a whole, s: the best
   * of {@code repeats}. For benchmarks: it needs all of the series' memory on the device at once.
   */
  public double secondsOnDevice(
      PerfusionSeries series, double[] inflow, PerfusionOptions options, int repeats) {
    CudaPerfusionStudy study = CudaPerfusionStudy.of(series, inflow, options);
    double[] seconds = new double[1];
    lanes.forEachChunk(1, (lane, chunk) -> seconds[0] = lane.secondsOnDevice(study, repeats));
    return seconds[0];
  }

  @Override
  public void close() {
    lanes.close();
  }
}
