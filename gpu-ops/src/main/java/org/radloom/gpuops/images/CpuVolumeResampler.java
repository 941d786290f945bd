package org.radloom.gpuops.images;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.radloom.gpuops.parallel.SharedWork;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/**
 * Resamples on the CPU, and defines what is right. Threads take slices from a counter; the result
 * does not depend on how many there are.
 */
public final class CpuVolumeResampler implements VolumeResampler {
  private final int threads;

  /**
   * Makes one.
   *
   * @param threads how many work on a volume, > 0; with 1, the caller's does
   */
  public CpuVolumeResampler(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be > 0, but was: " + threads);
    }
    this.threads = threads;
  }

  @Override
  public Volume resample(Volume volume, double dxMm, double dyMm, double dzMm) {
    ResampleGrid grid = ResampleGrid.of(volume, dxMm, dyMm, dzMm);
    float[] values = new float[grid.to().voxels()];
    bySlices(grid.to().nz(), k -> trilinear(volume.voxels(), grid, k, values));
    return new Volume(grid.to(), 1, new Voxels.Real(values));
  }

  @Override
  public Labels resample(Labels labels, Space target) {
    ResampleGrid grid = ResampleGrid.of(labels, target);
    byte[] values = new byte[target.voxels()];
    bySlices(target.nz(), k -> nearest(labels.values(), grid, k, values));
    return new Labels(target, values);
  }

  private static void trilinear(Voxels voxels, ResampleGrid grid, int k, float[] values) {
    Axis x = grid.x();
    Axis y = grid.y();
    int at = k * grid.to().sliceVoxels();
    int low = grid.z().before[k] * grid.from().sliceVoxels();
    int high = grid.z().after[k] * grid.from().sliceVoxels();
    for (int j = 0; j < grid.to().ny(); j++) {
      int near = y.before[j] * grid.from().nx();
      int far = y.after[j] * grid.from().nx();
      for (int i = 0; i < grid.to().nx(); i++) {
        double lower =
            between(along(voxels, low + near, x, i), along(voxels, low + far, x, i), y.share[j]);
        double upper =
            between(along(voxels, high + near, x, i), along(voxels, high + far, x, i), y.share[j]);
        values[at++] = (float) between(lower, upper, grid.z().share[k]);
      }
    }
  }

  private static double along(Voxels voxels, int row, Axis x, int i) {
    return between(voxels.hu(row + x.before[i]), voxels.hu(row + x.after[i]), x.share[i]);
  }

  private static double between(double from, double to, double share) {
    return from + share * (to - from);
  }

  private static void nearest(byte[] labels, ResampleGrid grid, int k, byte[] values) {
    int at = k * grid.to().sliceVoxels();
    int slice = grid.z().nearest[k] * grid.from().sliceVoxels();
    for (int j = 0; j < grid.to().ny(); j++) {
      int row = slice + grid.y().nearest[j] * grid.from().nx();
      for (int i = 0; i < grid.to().nx(); i++) {
        values[at++] = labels[row + grid.x().nearest[i]];
      }
    }
  }

  private void bySlices(int slices, IntConsumer work) {
    SharedWork.run(
        slices, IntStream.range(0, Math.min(threads, slices)).mapToObj(i -> work).toList());
  }

  /** Nothing is held from one volume to the next. */
  @Override
  public void close() {}
}
