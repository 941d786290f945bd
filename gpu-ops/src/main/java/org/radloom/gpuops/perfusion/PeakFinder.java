package org.radloom.gpuops.perfusion;

/**
 * Finds the largest value of each curve of a block and the first row where it is.
 *
 * <p>In two steps, because comparing row by row is scalar: the largest of every 8 rows, which the
 * compiler turns into vector instructions, then a search among those and inside the first of the
 * largest. A NaN anywhere in a curve makes its peak NaN. Not thread-safe.
 */
final class PeakFinder {
  private static final int GROUP = 8;

  private final float[][] groups;

  /** Makes one for blocks of at most so many rows and voxels. */
  PeakFinder(int rows, int voxels) {
    groups = new float[(rows + GROUP - 1) / GROUP][voxels];
  }

  /**
   * Writes the peaks of the first {@code rows} rows.
   *
   * @param block {@code [row][voxel]}
   * @param rows how many of its rows count, > 0
   * @param voxels how many of each row
   * @param peak {@code [voxel]} largest value
   * @param at {@code [voxel]} first row where the curve is that large
   */
  void find(float[][] block, int rows, int voxels, float[] peak, int[] at) {
    int used = (rows + GROUP - 1) / GROUP;
    for (int g = 0; g < used; g++) {
      System.arraycopy(block[g * GROUP], 0, groups[g], 0, voxels);
      for (int row = g * GROUP + 1; row < Math.min(rows, (g + 1) * GROUP); row++) {
        raise(groups[g], block[row], voxels);
      }
    }
    System.arraycopy(groups[0], 0, peak, 0, voxels);
    for (int g = 1; g < used; g++) {
      raise(peak, groups[g], voxels);
    }
    for (int v = 0; v < voxels; v++) {
      at[v] = Float.isNaN(peak[v]) ? 0 : firstRow(block, v, peak[v]);
    }
  }

  private int firstRow(float[][] block, int voxel, float peak) {
    int group = 0;
    while (groups[group][voxel] != peak) {
      group++;
    }
    int row = group * GROUP;
    while (block[row][voxel] != peak) {
      row++;
    }
    return row;
  }

  private static void raise(float[] largest, float[] row, int voxels) {
    for (int v = 0; v < voxels; v++) {
      largest[v] = Math.max(largest[v], row[v]);
    }
  }
}
