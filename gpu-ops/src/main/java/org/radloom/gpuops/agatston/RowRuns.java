package org.radloom.gpuops.agatston;

/** The runs of one row, from left to right, each with the place of its island. */
final class RowRuns {
  final int[] startX;
  final int[] endX;
  final int[] place;
  int count;

  RowRuns(int nx) {
    startX = new int[nx];
    endX = new int[nx];
    place = new int[nx];
  }

  /** Appends the columns {@code [start, end)}. */
  void add(int start, int end, int island) {
    startX[count] = start;
    endX[count] = end;
    place[count] = island;
    count++;
  }
}
