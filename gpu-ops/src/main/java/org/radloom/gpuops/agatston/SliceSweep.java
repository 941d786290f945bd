package org.radloom.gpuops.agatston;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;

/**
 * Finds the islands of one slice after another by sweeping each once from the first row to the
 * last: runs of a row join the islands of the runs above that they touch (run-based streaming
 * labelling, after Bailey and Johnston 2007).
 *
 * <p>Time: one read of each voxel, and a small constant a run. Memory: a few arrays as long as two
 * rows, and the islands found. Not thread-safe.
 */
final class SliceSweep {
  private static final Comparator<Island> IN_READING_ORDER = Comparator.comparingInt(Island::first);

  private final int nx;
  private final int sliceVoxels;
  private final int reach;
  private final int minVoxels;
  private final @Nullable Labels labels;
  private final DenseRuns runs;
  private final OpenIslands open;
  private final AtomicInteger found;
  private final List<Island> islands = new ArrayList<>();
  private RowRuns above;
  private RowRuns row;
  private int rowY;
  private int touching;

  /**
   * Makes one.
   *
   * @param found counts the islands of all sweeps that share it; above {@link
   *     IslandFinder#MAX_ISLANDS} no more are kept
   */
  SliceSweep(IslandQuery query, AtomicInteger found) {
    Space space = query.volume().space();
    this.nx = space.nx();
    this.sliceVoxels = space.sliceVoxels();
    this.reach = query.connectivity() == Connectivity.EIGHT ? 1 : 0;
    this.minVoxels = query.minVoxels();
    this.labels = query.labels();
    this.runs = DenseRuns.of(query);
    this.open = new OpenIslands(nx);
    this.above = new RowRuns(nx);
    this.row = new RowRuns(nx);
    this.found = found;
  }

  /** Returns the islands of all slices swept, in order of sweeping, then of their first voxel. */
  List<Island> islands() {
    return islands;
  }

  /** Sweeps a slice. */
  void sweep(int slice) {
    int before = islands.size();
    int base = slice * sliceVoxels;
    int end = base + sliceVoxels;
    rowY = 0;
    for (int i = runs.next(base, end); i < end; i = runs.next(i, end)) {
      int y = (i - base) / nx;
      turnTo(y, slice);
      int rowStart = base + y * nx;
      int after = runs.walk(i, rowStart + nx);
      join(i - rowStart, after - rowStart, labels == null ? 0 : labels.values()[i] & 0xFF);
      i = after;
    }
    turnTo(rowY + 2, slice);
    islands.subList(before, islands.size()).sort(IN_READING_ORDER);
  }

  /** Adds the run just walked to the islands above that it touches, or opens one. */
  private void join(int startX, int endX, int label) {
    while (touching < above.count && above.endX[touching] + reach <= startX) {
      touching++;
    }
    int island = -1;
    for (int k = touching; k < above.count && above.startX[k] < endX + reach; k++) {
      if (open.label(above.place[k]) == label) {
        int root = open.root(above.place[k]);
        island = island < 0 ? root : open.unite(island, root);
      }
    }
    if (island < 0) {
      island = open.open(label, rowY * nx + startX);
    }
    open.add(island, startX, endX, rowY, runs.sum(), runs.peak());
    row.add(startX, endX, island);
  }

  /** Ends the row and those that were skipped before row {@code y}. */
  private void turnTo(int y, int slice) {
    if (y == rowY) {
      return;
    }
    endRow(slice);
    rowY++;
    if (y > rowY && above.count > 0) {
      endRow(slice);
    }
    rowY = y;
  }

  /** Hands out the islands that the row did not reach; the row becomes the one above. */
  private void endRow(int slice) {
    for (int k = 0; k < above.count; k++) {
      int root = open.root(above.place[k]);
      if (open.maxY(root) != rowY && !open.isClosed(root)) {
        handOut(root, slice);
        open.close(root);
      }
    }
    for (int k = 0; k < row.count; k++) {
      row.place[k] = open.root(row.place[k]);
    }
    open.releaseUnited();
    RowRuns ended = above;
    above = row;
    row = ended;
    row.count = 0;
    touching = 0;
  }

  private void handOut(int root, int slice) {
    if (open.voxels(root) >= minVoxels && found.incrementAndGet() <= IslandFinder.MAX_ISLANDS) {
      islands.add(open.island(root, slice, nx, runs));
    }
  }
}
