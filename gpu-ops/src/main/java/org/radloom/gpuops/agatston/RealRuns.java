package org.radloom.gpuops.agatston;

import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.volume.Voxels;

/** Runs of voxels held as HU. */
final class RealRuns extends DenseRuns {
  private final float[] values;
  private final byte @Nullable [] labels;
  private final float least;
  private long sum;
  private float peak;

  RealRuns(Voxels.Real voxels, IslandQuery query) {
    this.values = voxels.values();
    this.labels = query.labels() == null ? null : query.labels().values();
    this.least = IslandHu.leastFloat(query.thresholdHu());
  }

  @Override
  int next(int from, int to) {
    for (int i = from; i < to; i++) {
      if (values[i] >= least && (labels == null || labels[i] != 0)) {
        return i;
      }
    }
    return to;
  }

  @Override
  int walk(int from, int to) {
    int label = labels == null ? 0 : labels[from];
    long added = 0;
    float largest = Float.NEGATIVE_INFINITY;
    int i = from;
    while (i < to && values[i] >= least && (labels == null || labels[i] == label)) {
      added += IslandHu.fixedPoint(values[i]);
      largest = Math.max(largest, values[i]);
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
    return IslandHu.peakOfReal(largest);
  }

  @Override
  long sumHu(long added, int count) {
    return IslandHu.sumOfReal(added);
  }
}
