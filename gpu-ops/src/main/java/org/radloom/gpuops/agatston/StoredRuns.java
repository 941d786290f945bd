package org.radloom.gpuops.agatston;

import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.volume.Voxels;

/** Runs of 16-bit voxels: integers only, each read once; labels are read at dense voxels only. */
final class StoredRuns extends DenseRuns {
  private final Voxels.Stored voxels;
  private final short[] stored;
  private final byte @Nullable [] labels;
  private final int least;
  private long sum;
  private int peak;

  StoredRuns(Voxels.Stored voxels, IslandQuery query) {
    this.voxels = voxels;
    this.stored = voxels.stored();
    this.labels = query.labels() == null ? null : query.labels().values();
    this.least = IslandHu.leastStored(voxels, query.thresholdHu());
  }

  @Override
  int next(int from, int to) {
    for (int i = from; i < to; i++) {
      if (stored[i] >= least && (labels == null || labels[i] != 0)) {
        return i;
      }
    }
    return to;
  }

  @Override
  int walk(int from, int to) {
    int label = labels == null ? 0 : labels[from];
    long added = 0;
    int largest = Short.MIN_VALUE;
    int i = from;
    while (i < to && stored[i] >= least && (labels == null || labels[i] == label)) {
      added += stored[i];
      largest = Math.max(largest, stored[i]);
      i++;
    }
    sum = added;
    peak = largest;
    return i;
  }

  @Override
  long sum() {
    return sum;
  }

  @Override
  float peak() {
    return peak;
  }

  @Override
  double peakHu(float largest) {
    return IslandHu.peakOfStored(voxels, (int) largest);
  }

  @Override
  long sumHu(long added, int count) {
    return IslandHu.sumOfStored(voxels, added, count);
  }
}
