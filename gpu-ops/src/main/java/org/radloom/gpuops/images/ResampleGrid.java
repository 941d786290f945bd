package org.radloom.gpuops.images;

import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Placement;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;

/**
 * An old grid and the new one that begins at the same outer corner, checked once for all
 * resamplers.
 *
 * @param from old grid
 * @param to new grid
 * @param x columns of the new grid in the old one
 * @param y rows
 * @param z slices
 */
record ResampleGrid(Space from, Space to, Axis x, Axis y, Axis z) {

  /** Returns the grid of another spacing for {@link VolumeResampler#resample}. */
  static ResampleGrid of(Volume volume, double dxMm, double dyMm, double dzMm) {
    if (volume.frames() != 1) {
      throw new IllegalArgumentException(
          "the volume must have one frame, but has: " + volume.frames());
    }
    return between(volume.space(), respaced(volume.space(), dxMm, dyMm, dzMm));
  }

  /** Returns the grid of a space for labels. */
  static ResampleGrid of(Labels labels, Space target) {
    return between(labels.space(), target);
  }

  private static ResampleGrid between(Space from, Space to) {
    return new ResampleGrid(
        from,
        to,
        new Axis(from.nx(), to.nx(), to.dxMm() / from.dxMm()),
        new Axis(from.ny(), to.ny(), to.dyMm() / from.dyMm()),
        new Axis(from.nz(), to.nz(), to.incrementMm() / from.incrementMm()));
  }

  private static Space respaced(Space from, double dxMm, double dyMm, double dzMm) {
    int nx = count("dxMm", from.nx(), from.dxMm(), dxMm);
    int ny = count("dyMm", from.ny(), from.dyMm(), dyMm);
    int nz = count("dzMm", from.nz(), from.incrementMm(), dzMm);
    if ((double) nx * ny * nz > VolumeResampler.MAX_VOXELS) {
      throw new IllegalArgumentException(
          "a resampled volume must have at most %d voxels, but would have: %d x %d x %d"
              .formatted(VolumeResampler.MAX_VOXELS, nx, ny, nz));
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
}
