package org.radloom.gpuops.images;

import org.radloom.gpuops.cuda.Device;
import org.radloom.gpuops.cuda.Lanes;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/**
 * Resamples on a device, bit for bit as {@link CpuVolumeResampler}. Chunks of new slices go through
 * a few lanes, so that copying one overlaps with computing another; device memory is bounded by the
 * chunk, of at least one slice.
 *
 * <p>Fails with {@link org.radloom.gpuops.cuda.DeviceException}; it may be asked again after that.
 */
public final class CudaVolumeResampler implements VolumeResampler {
  /** Of the old and of the new grid in a chunk: some 32 MB. */
  private static final int CHUNK_VOXELS = 4 << 20;

  private final int chunkVoxels;
  private final Lanes<CudaResampleLane> lanes;

  /**
   * Makes one; memory is taken with the first volume.
   *
   * @param threads how many work on a volume, > 0
   */
  public CudaVolumeResampler(Device device, int threads) {
    this(device, threads, CHUNK_VOXELS);
  }

  CudaVolumeResampler(Device device, int threads, int chunkVoxels) {
    this.chunkVoxels = chunkVoxels;
    this.lanes = new Lanes<>(threads, () -> new CudaResampleLane(device));
  }

  @Override
  public Volume resample(Volume volume, double dxMm, double dyMm, double dzMm) {
    ResampleGrid grid = ResampleGrid.of(volume, dxMm, dyMm, dzMm);
    float[] values = new float[grid.to().voxels()];
    forEachChunk(
        grid,
        (lane, first, slices) -> lane.trilinear(volume.voxels(), grid, first, slices, values));
    return new Volume(grid.to(), 1, new Voxels.Real(values));
  }

  @Override
  public Labels resample(Labels labels, Space target) {
    ResampleGrid grid = ResampleGrid.of(labels, target);
    byte[] values = new byte[target.voxels()];
    forEachChunk(
        grid, (lane, first, slices) -> lane.nearest(labels.values(), grid, first, slices, values));
    return new Labels(target, values);
  }

  /** What is done with some new slices. */
  private interface Slices {
    void resample(CudaResampleLane lane, int first, int slices);
  }

  private void forEachChunk(ResampleGrid grid, Slices work) {
    double oldSlices = grid.to().incrementMm() / grid.from().incrementMm();
    double each =
        Math.max(grid.to().sliceVoxels(), grid.from().sliceVoxels() * Math.max(1, oldSlices));
    int slices = (int) Math.max(1, Math.min(grid.to().nz(), chunkVoxels / each));
    int chunks = (grid.to().nz() - 1) / slices + 1;
    lanes.forEachChunk(
        chunks,
        (lane, chunk) -> {
          int first = chunk * slices;
          work.resample(lane, first, Math.min(slices, grid.to().nz() - first));
        });
  }

  @Override
  public void close() {
    lanes.close();
  }
}
