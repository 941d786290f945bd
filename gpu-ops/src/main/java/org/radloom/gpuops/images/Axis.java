package org.radloom.gpuops.images;

/**
 * Where the samples of a new grid lie between those of an old one, along one axis. Both grids begin
 * at the same outer edge, half a sample before the first centre. New sample i lies at (i + 0.5) x
 * step - 0.5 in old samples; beyond the first and the last centre, the outermost sample is
 * repeated.
 */
final class Axis {
  /** Sample at or before each new one. */
  final int[] before;

  /** Sample after it, the same at the end. */
  final int[] after;

  /** Share of the sample after it, 0 to below 1. */
  final double[] share;

  /** Nearest sample; of two at the same distance the later. */
  final int[] nearest;

  /**
   * Lays out an axis.
   *
   * @param from old samples, > 0
   * @param to new samples, > 0
   * @param step distance of new samples in old ones, > 0
   */
  Axis(int from, int to, double step) {
    before = new int[to];
    after = new int[to];
    share = new double[to];
    nearest = new int[to];
    for (int i = 0; i < to; i++) {
      double edge = (i + 0.5) * step;
      double place = Math.min(from - 1.0, Math.max(0, edge - 0.5));
      before[i] = (int) place;
      after[i] = Math.min(from - 1, before[i] + 1);
      share[i] = place - before[i];
      nearest[i] = (int) Math.min(from - 1.0, Math.floor(edge));
    }
  }
}
