package org.radloom.volumemaps.study;

import org.radloom.gpuops.volume.Placement;
import org.radloom.gpuops.volume.Space;

/** Tells labels that lie elsewhere, or the other way round, from rounding in headers. */
final class SamePlace {
  /** In widths of the smallest side of a voxel. */
  private static final double TOLERANCE = 0.5;

  private SamePlace() {}

  /**
   * Returns whether the corners of two grids of one shape lie on each other, to half a voxel. A
   * grid whose header gives no place is taken to lie where the other does.
   */
  static boolean of(Space volume, Space labels) {
    if (!isPlaced(volume.placement()) || !isPlaced(labels.placement())) {
      return true;
    }
    double[] here = volume.placement().toWorld();
    double[] there = labels.placement().toWorld();
    double side = Math.min(Math.min(volume.dxMm(), volume.dyMm()), volume.incrementMm());
    for (int corner = 0; corner < 8; corner++) {
      int x = (corner & 1) == 0 ? 0 : volume.nx() - 1;
      int y = (corner & 2) == 0 ? 0 : volume.ny() - 1;
      int z = (corner & 4) == 0 ? 0 : volume.nz() - 1;
      double squares = 0;
      for (int row = 0; row < 12; row += 4) {
        double apart = along(here, row, x, y, z) - along(there, row, x, y, z);
        squares += apart * apart;
      }
      if (!(Math.sqrt(squares) <= TOLERANCE * side)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlaced(Placement placement) {
    return placement.sformCode() > 0 || placement.qformCode() > 0;
  }

  private static double along(double[] toWorld, int row, int x, int y, int z) {
    return toWorld[row] * x + toWorld[row + 1] * y + toWorld[row + 2] * z + toWorld[row + 3];
  }
}
