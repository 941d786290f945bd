package org.radloom.gpuops.agatston;

import java.util.Arrays;

/**
 * Islands that a sweep from row to row may still add to, as a union-find over a pool of numbered
 * places. An island that no run of the newest row belongs to can grow no more: it is handed out and
 * its place is used again, so memory is bounded by the width of a row, whatever the slice holds.
 *
 * <p>Two islands that turn out to be one are united under the smaller number, with path halving
 * (Tarjan and van Leeuwen 1984). Unions link places within one row's time only: at the end of a row
 * each run is given its island's root.
 */
final class OpenIslands {
  private final int[] parent;
  private final int[] label;
  private final int[] first;
  private final int[] voxels;
  private final long[] sum;
  private final float[] peak;
  private final int[] minX;
  private final int[] maxX;
  private final int[] maxY;
  private final int[] free;
  private int freeCount;
  private final int[] united;
  private int unitedCount;

  /** Makes room for two rows of {@code nx} runs each, all islands of their own. */
  OpenIslands(int nx) {
    int places = Math.multiplyExact(2, nx);
    parent = new int[places];
    label = new int[places];
    first = new int[places];
    voxels = new int[places];
    sum = new long[places];
    peak = new float[places];
    minX = new int[places];
    maxX = new int[places];
    maxY = new int[places];
    united = new int[places];
    free = new int[places];
    Arrays.setAll(free, i -> places - 1 - i);
    freeCount = places;
  }

  /** Opens an island without voxels whose first one will be {@code firstIndex} of the slice. */
  int open(int islandLabel, int firstIndex) {
    int place = free[--freeCount];
    parent[place] = place;
    label[place] = islandLabel;
    first[place] = firstIndex;
    voxels[place] = 0;
    sum[place] = 0;
    peak[place] = Float.NEGATIVE_INFINITY;
    minX[place] = Integer.MAX_VALUE;
    maxX[place] = -1;
    maxY[place] = -1;
    return place;
  }

  /** Adds the run of columns {@code [startX, endX)} of row {@code y} to a root. */
  void add(int root, int startX, int endX, int y, long runSum, float runPeak) {
    voxels[root] += endX - startX;
    sum[root] += runSum;
    peak[root] = Math.max(peak[root], runPeak);
    minX[root] = Math.min(minX[root], startX);
    maxX[root] = Math.max(maxX[root], endX - 1);
    maxY[root] = y;
  }

  /** Returns the root that stands for an island. */
  int root(int place) {
    int at = place;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  /** Makes one island of two roots and returns its root; the run that joins them is added next. */
  int unite(int one, int other) {
    if (one == other) {
      return one;
    }
    int kept = Math.min(one, other);
    int gone = Math.max(one, other);
    parent[gone] = kept;
    first[kept] = Math.min(first[kept], first[gone]);
    voxels[kept] += voxels[gone];
    sum[kept] += sum[gone];
    peak[kept] = Math.max(peak[kept], peak[gone]);
    minX[kept] = Math.min(minX[kept], minX[gone]);
    maxX[kept] = Math.max(maxX[kept], maxX[gone]);
    united[unitedCount++] = gone;
    return kept;
  }

  /** Returns whether a root was handed out since it was opened. */
  boolean isClosed(int root) {
    return voxels[root] == 0;
  }

  /** Gives a root's place back; {@link #isClosed} until it is opened again. */
  void close(int root) {
    voxels[root] = 0;
    free[freeCount++] = root;
  }

  /** Gives the places of united islands back; nothing may refer to them any more. */
  void releaseUnited() {
    while (unitedCount > 0) {
      free[freeCount++] = united[--unitedCount];
    }
  }

  /** Returns how many voxels a root has. */
  int voxels(int root) {
    return voxels[root];
  }

  /** Returns the label of an island, by any of its places. */
  int label(int place) {
    return label[place];
  }

  /** Returns the last row that a root reaches. */
  int maxY(int root) {
    return maxY[root];
  }

  /** Returns a root as an island of a slice of rows of {@code nx} voxels. */
  Island island(int root, int slice, int nx, DenseRuns runs) {
    return new Island(
        slice,
        label[root],
        first[root],
        voxels[root],
        runs.peakHu(peak[root]),
        runs.sumHu(sum[root], voxels[root]),
        minX[root],
        first[root] / nx,
        maxX[root],
        maxY[root]);
  }
}
