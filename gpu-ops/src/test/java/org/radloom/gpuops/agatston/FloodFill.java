package org.radloom.gpuops.agatston;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Voxels;

/** The slow, obvious way to find islands: pour from each candidate not yet wet. */
final class FloodFill {
  private final IslandQuery query;
  private final Space space;
  private final Voxels voxels;
  private final boolean[] wet;

  private FloodFill(IslandQuery query) {
    this.query = query;
    this.space = query.volume().space();
    this.voxels = query.volume().voxels();
    this.wet = new boolean[space.voxels()];
  }

  static List<Island> find(IslandQuery query) {
    var fill = new FloodFill(query);
    List<Island> islands = new ArrayList<>();
    for (int index = 0; index < fill.wet.length; index++) {
      if (fill.isCandidate(index) && !fill.wet[index]) {
        List<Integer> members = fill.pour(index);
        if (members.size() >= query.minVoxels()) {
          islands.add(fill.island(members));
        }
      }
    }
    return islands;
  }

  private boolean isCandidate(int index) {
    return voxels.hu(index) >= query.thresholdHu() && (query.labels() == null || label(index) != 0);
  }

  private int label(int index) {
    return query.labels() == null ? 0 : query.labels().values()[index] & 0xFF;
  }

  /** Returns the voxels of an island; its first one in reading order comes first. */
  private List<Integer> pour(int start) {
    List<Integer> members = new ArrayList<>();
    Deque<Integer> edge = new ArrayDeque<>(List.of(start));
    wet[start] = true;
    while (!edge.isEmpty()) {
      int index = edge.remove();
      members.add(index);
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          boolean touches =
              query.connectivity() == Connectivity.EIGHT || Math.abs(dx) + Math.abs(dy) == 1;
          int x = x(index) + dx;
          int y = y(index) + dy;
          if (touches && x >= 0 && x < space.nx() && y >= 0 && y < space.ny()) {
            int neighbour = index + dy * space.nx() + dx;
            if (isCandidate(neighbour) && label(neighbour) == label(start) && !wet[neighbour]) {
              wet[neighbour] = true;
              edge.add(neighbour);
            }
          }
        }
      }
    }
    return members;
  }

  private Island island(List<Integer> members) {
    int first = members.get(0);
    return new Island(
        first / space.sliceVoxels(),
        label(first),
        first % space.sliceVoxels(),
        members.size(),
        members.stream().mapToDouble(voxels::hu).max().orElseThrow() + 0.0,
        sumHu(members),
        members.stream().mapToInt(this::x).min().orElseThrow(),
        members.stream().mapToInt(this::y).min().orElseThrow(),
        members.stream().mapToInt(this::x).max().orElseThrow(),
        members.stream().mapToInt(this::y).max().orElseThrow());
  }

  private long sumHu(List<Integer> members) {
    if (voxels instanceof Voxels.Stored stored) {
      long sum = members.stream().mapToLong(index -> stored.stored()[index]).sum();
      return Math.round(stored.slope() * sum + stored.intercept() * members.size());
    }
    long sum = members.stream().mapToLong(index -> Math.round(voxels.hu(index) * 65536.0)).sum();
    return Math.floorDiv(sum + 32768, 65536L);
  }

  private int x(int index) {
    return index % space.nx();
  }

  private int y(int index) {
    return index / space.nx() % space.ny();
  }
}
