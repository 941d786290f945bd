package org.radloom.gpuops.phantom;

import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.phantom.PerfusionTissue.Residue;

/**
 * Which tissue lies where in the brain. Places are in half axes of the brain's ellipse: (0, 0) its
 * centre, x to the right of the picture, y to the back; inside is {@code x^2 + y^2 < 1}.
 */
public enum PerfusionAnatomy {
  /**
   * Every combination of transit times (columns) and delays (rows), blood volumes slice by slice,
   * then all again with box residues, in the manner of Kudo's digital phantom. Eight slices hold
   * all; every deconvolution smooths the two residues differently, so that maps follow the truth
   * within the first four slices and within the last four, less well across both.
   */
  TILES {
    @Override
    PerfusionTissue tissue(double x, double y, int slice) {
      int column = (int) ((x + 1) / 2 * TILE_MTT_SECONDS.length);
      int row = (int) ((y + 1) / 2 * TILE_DELAY_SECONDS.length);
      int kind = slice % (2 * TILE_CBV.length);
      int label = (kind * TILE_DELAY_SECONDS.length + row) * TILE_MTT_SECONDS.length + column + 1;
      return new PerfusionTissue(
          label,
          WHITE_REST_HU,
          TILE_CBV[kind % TILE_CBV.length],
          TILE_MTT_SECONDS[column],
          TILE_DELAY_SECONDS[row],
          kind < TILE_CBV.length ? Residue.EXPONENTIAL : Residue.BOX);
    }
  },

  /** Grey and white matter, ventricles, and on one side a stroke: a core and tissue at risk. */
  STROKE {
    @Override
    @Nullable PerfusionTissue tissue(double x, double y, int slice) {
      double side = Math.abs(x);
      if (isInside(side - 0.16, y + 0.02, 0.09, 0.34)) {
        return null;
      }
      boolean folded = 0.05 * Math.sin(14 * Math.atan2(y, x)) + Math.hypot(x, y) > 0.82;
      boolean nucleus = isInside(side - 0.40, y + 0.05, 0.13, 0.24);
      boolean grey = folded || nucleus || side < 0.025;
      double restHu = grey ? GREY_REST_HU : WHITE_REST_HU;
      if (isInside(x - 0.58, y - 0.02, 0.17, 0.22)) {
        return new PerfusionTissue(3, restHu - 4, 1.2, 9, 4, Residue.EXPONENTIAL);
      }
      if (isInside(x - 0.62, y, 0.36, 0.48)) {
        return grey
            ? new PerfusionTissue(4, restHu, 4.2, 9, 3, Residue.EXPONENTIAL)
            : new PerfusionTissue(5, restHu, 2.4, 10, 3, Residue.EXPONENTIAL);
      }
      return grey
          ? new PerfusionTissue(1, restHu, 4, 4, 0.5, Residue.EXPONENTIAL)
          : new PerfusionTissue(2, restHu, 2, 5, 1, Residue.EXPONENTIAL);
    }
  };

  private static final double[] TILE_CBV = {1.5, 2.5, 4, 5};
  private static final double[] TILE_MTT_SECONDS = {3.4, 4, 4.8, 6, 8, 12};
  private static final double[] TILE_DELAY_SECONDS = {0, 0.75, 1.5, 2.25, 3};
  private static final double GREY_REST_HU = 38;
  private static final double WHITE_REST_HU = 31;

  /** Returns the tissue at a place inside the ellipse, or null in a ventricle. */
  abstract @Nullable PerfusionTissue tissue(double x, double y, int slice);

  private static boolean isInside(double x, double y, double halfWidth, double halfHeight) {
    return x * x / (halfWidth * halfWidth) + y * y / (halfHeight * halfHeight) < 1;
  }
}
