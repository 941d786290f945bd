package org.radloom.gpuops.phantom;

import java.util.List;
import org.radloom.gpuops.agatston.Artery;

/**
 * Calcium in one slice of one artery: discs that touch at corners at most, so that under
 * connectivity 4 each is a lesion and under 8 all together are one.
 *
 * @param artery which it lies in
 * @param slice index along the third axis, from 0
 * @param discs one or more
 */
record CalciumPlaque(Artery artery, int slice, List<Disc> discs) {
  CalciumPlaque {
    discs = List.copyOf(discs);
  }

  /**
   * The voxels within a radius of a centre.
   *
   * @param x column of the centre
   * @param y row of the centre
   * @param radius in voxels, >= 0; 0 is the centre alone
   * @param bodyHu attenuation of all but the centre, HU, 130 to {@code peakHu}
   * @param peakHu attenuation of the centre, HU
   */
  record Disc(int x, int y, int radius, int bodyHu, int peakHu) {

    /** Returns whether it holds the voxel that lies {@code dx} and {@code dy} from the centre. */
    boolean holds(int dx, int dy) {
      return dx * dx + dy * dy <= radius * radius;
    }

    /** Returns how many voxels it holds. */
    int voxels() {
      int voxels = 0;
      for (int dy = -radius; dy <= radius; dy++) {
        for (int dx = -radius; dx <= radius; dx++) {
          voxels += holds(dx, dy) ? 1 : 0;
        }
      }
      return voxels;
    }
  }
}
