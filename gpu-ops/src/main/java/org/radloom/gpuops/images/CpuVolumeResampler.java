package org.radloom.gpuops.images;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.radloom.gpuops.parallel.SharedWork;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Placement;
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
    if (volume.frames() != 1) {
      throw new IllegalArgumentException(
          "the volume must have one frame, but has: " + volume.frames());
    }
    Space from = volume.space();
    Space to = respaced(from, dxMm, dyMm, dzMm);
    Axis x = new Axis(from.nx(), to.nx(), dxMm / from.dxMm());
    Axis y = new Axis(from.ny(), to.ny(), dyMm / from.dyMm());
    Axis z = new Axis(from.nz(), to.nz(), dzMm / from.incrementMm());
    float[] values = new float[to.voxels()];
    bySlices(to.nz(), k -> trilinear(volume.voxels(), from, to, x, y, z, k, values));
    return new Volume(to, 1, new Voxels.Real(values));
  }

  @Override
  public Labels resample(Labels labels, Space target) {
    Space from = labels.space();
    Axis x = new Axis(from.nx(), target.nx(), target.dxMm() / from.dxMm());
    Axis y = new Axis(from.ny(), target.ny(), target.dyMm() / from.dyMm());
    Axis z = new Axis(from.nz(), target.nz(), target.incrementMm() / from.incrementMm());
    byte[] values = new byte[target.voxels()];
    bySlices(
        target.nz(),
        k -> {
          int at = k * target.sliceVoxels();
          for (int j = 0; j < target.ny(); j++) {
            int row = z.nearest[k] * from.sliceVoxels() + y.nearest[j] * from.nx();
            for (int i = 0; i < target.nx(); i++) {
              values[at++] = labels.values()[row + x.nearest[i]];
            }
          }
        });
    return new Labels(target, values);
  }

  private static void trilinear(
      Voxels voxels, Space from, Space to, Axis x, Axis y, Axis z, int k, float[] values) {
    int at = k * to.sliceVoxels();
    int low = z.before[k] * from.sliceVoxels();
    int high = z.after[k] * from.sliceVoxels();
    for (int j = 0; j < to.ny(); j++) {
      int near = y.before[j] * from.nx();
      int far = y.after[j] * from.nx();
      for (int i = 0; i < to.nx(); i++) {
        double lower =
            between(along(voxels, low + near, x, i), along(voxels, low + far, x, i), y.share[j]);
        double upper =
            between(along(voxels, high + near, x, i), along(voxels, high + far, x, i), y.share[j]);
        values[at++] = (float) between(lower, upper, z.share[k]);
      }
    }
  }

  private static double along(Voxels voxels, int row, Axis x, int i) {
    return between(voxels.hu(row + x.before[i]), voxels.hu(row + x.after[i]), x.share[i]);
  }

  private static double between(double from, double to, double share) {
    return from + share * (to - from);
  }

  private void bySlices(int slices, IntConsumer work) {
    SharedWork.run(
        slices, IntStream.range(0, Math.min(threads, slices)).mapToObj(i -> work).toList());
  }

  /** Returns the grid of another spacing that begins at the same outer corner. */
  private static Space respaced(Space from, double dxMm, double dyMm, double dzMm) {
    int nx = count("dxMm", from.nx(), from.dxMm(), dxMm);
    int ny = count("dyMm", from.ny(), from.dyMm(), dyMm);
    int nz = count("dzMm", from.nz(), from.incrementMm(), dzMm);
    if ((double) nx * ny * nz > MAX_VOXELS) {
      throw new IllegalArgumentException(
          "a resampled volume must have at most %d voxels, but would have: %d x %d x %d"
              .formatted(MAX_VOXELS, nx, ny, nz));
    }
    double[] steps = {dxMm / from.dxMm(), dyMm / from.dyMm(), dzMm / from.incrementMm()};
    double[] old = from.placement().toWorld();
    float[] rows = new float[12];
    for (int row = 0; row < 3; row++) {
      double origin = old[4 * row + 3];
      for (int axis = 0; axis < 3; axis++) {
        double column = old[4 * row + axis];
        rows[4 * row + axis] = (float) (column * steps[axis]);
        // The first centre moves by half a new voxel less half an old one.
        origin += column * (steps[axis] - 1) / 2;
      }
      rows[4 * row + 3] = (float) origin;
    }
    Placement placement = Placement.ofAffine(rows, (float) dxMm, (float) dyMm, (float) dzMm);
    return new Space(nx, ny, nz, dxMm, dyMm, dzMm, placement);
  }

  private static int count(String name, int count, double spacing, double asked) {
    if (!(asked > 0) || !Double.isFinite(asked)) {
      throw new IllegalArgumentException(
          "%s must be finite and > 0, but was: %s".formatted(name, asked));
    }
    double voxels = Math.max(1, Math.floor(count * spacing / asked + 0.5));
    return (int) Math.min(Integer.MAX_VALUE, voxels);
  }

  /** Nothing is held from one volume to the next. */
  @Override
  public void close() {}
}
