package org.radloom.gpuops.perfusion;

import java.util.Arrays;

/**
 * cSVD and oSVD. Cosine and sine sums are worked out for lags 0 to N only; their sum is the residue
 * function there, their difference that at lag 2N - j.
 */
final class CirculantDeconvolver implements BlockDeconvolver {
  private static final int ROWS_AT_A_TIME = 4;

  /** The operator in single precision. */
  @SuppressWarnings("ArrayRecordComponent") // Made once per study, never compared.
  private record Inverse(
      BlockMatrix cosineAnalysis,
      BlockMatrix sineAnalysis,
      BlockMatrix cosines,
      BlockMatrix sines,
      int[] kept,
      float bendLimit) {}

  private final Inverse inverse;
  private final float[][] cosineCoefficients;
  private final float[][] sineCoefficients;
  private final float[][] even;
  private final float[][] odd;
  private final float[][] residues;
  private final PeakFinder peakFinder;
  private final float[] bends;
  private final float[] openPeak;
  private final int[] openLag;

  /** Where in the block the curves come from that have no threshold yet. */
  private final int[] open;

  private CirculantDeconvolver(Inverse inverse, int voxels) {
    this.inverse = inverse;
    int bins = inverse.kept()[0];
    int lags = 2 * (inverse.cosines().rows() - 1);
    cosineCoefficients = BlockMatrix.block(bins, voxels);
    sineCoefficients = BlockMatrix.block(bins, voxels);
    even = new float[ROWS_AT_A_TIME][voxels];
    odd = new float[ROWS_AT_A_TIME][voxels];
    residues = new float[lags][voxels];
    peakFinder = new PeakFinder(lags, voxels);
    bends = new float[voxels];
    openPeak = new float[voxels];
    openLag = new int[voxels];
    open = new int[voxels];
  }

  static Shared share(CirculantInverse operator, int frames) {
    int bins = operator.bins().length;
    int half = operator.lags() / 2 + 1;
    double[] analysis = operator.analysis();
    double[] synthesis = operator.synthesis();
    Inverse inverse =
        new Inverse(
            BlockMatrix.of(bins, frames, (b, frame) -> analysis[2 * b * frames + frame]),
            BlockMatrix.of(bins, frames, (b, frame) -> analysis[(2 * b + 1) * frames + frame]),
            BlockMatrix.of(half, bins, (lag, b) -> synthesis[2 * (lag * bins + b)]),
            BlockMatrix.of(half, bins, (lag, b) -> synthesis[2 * (lag * bins + b) + 1]),
            operator.kept(),
            (float) (operator.oscillationLimit() * operator.lags()));
    return voxels -> new CirculantDeconvolver(inverse, voxels);
  }

  @Override
  public void peaks(float[][] curves, int voxels, float[] peak, int[] lag) {
    inverse.cosineAnalysis().multiply(curves, cosineCoefficients, voxels);
    inverse.sineAnalysis().multiply(curves, sineCoefficients, voxels);
    int[] kept = inverse.kept();
    if (kept.length == 1) {
      synthesise(kept[0], voxels);
      peakFinder.find(residues, residues.length, voxels, peak, lag);
      return;
    }
    for (int v = 0; v < voxels; v++) {
      open[v] = v;
    }
    int left = voxels;
    for (int threshold = 0; threshold < kept.length && left > 0; threshold++) {
      if (threshold > 0 && kept[threshold] == kept[threshold - 1]) {
        continue; // the same sum again
      }
      synthesise(kept[threshold], left);
      peakFinder.find(residues, residues.length, left, openPeak, openLag);
      addBends(left);
      left = settle(left, peak, lag);
    }
  }

  private void synthesise(int bins, int voxels) {
    for (int b = bins; b < inverse.kept()[0]; b++) {
      Arrays.fill(cosineCoefficients[b], 0, voxels, 0);
      Arrays.fill(sineCoefficients[b], 0, voxels, 0);
    }
    int half = inverse.cosines().rows();
    for (int from = 0; from < half; from += ROWS_AT_A_TIME) {
      int rows = Math.min(ROWS_AT_A_TIME, half - from);
      inverse.cosines().multiplyRows(from, rows, bins, cosineCoefficients, even, voxels);
      inverse.sines().multiplyRows(from, rows, bins, sineCoefficients, odd, voxels);
      for (int i = 0; i < rows; i++) {
        int lag = from + i;
        add(even[i], odd[i], residues[lag], voxels);
        if (lag > 0 && lag < half - 1) {
          subtract(even[i], odd[i], residues[residues.length - lag], voxels);
        }
      }
    }
  }

  private void addBends(int voxels) {
    Arrays.fill(bends, 0, voxels, 0);
    for (int lag = 2; lag < residues.length; lag++) {
      addBend(residues[lag - 2], residues[lag - 1], residues[lag], bends, voxels);
    }
  }

  /** Writes the peaks of all, and keeps the coefficients of those that still oscillate. */
  private int settle(int voxels, float[] peak, int[] lag) {
    int left = 0;
    for (int v = 0; v < voxels; v++) {
      peak[open[v]] = openPeak[v];
      lag[open[v]] = openLag[v];
      if (!(bends[v] < inverse.bendLimit() * openPeak[v])) {
        open[left] = open[v];
        openLag[left++] = v; // its lag is written: from here on where it comes from
      }
    }
    for (int b = 0; b < inverse.kept()[0]; b++) {
      gather(cosineCoefficients[b], openLag, left);
      gather(sineCoefficients[b], openLag, left);
    }
    return left;
  }

  private static void gather(float[] row, int[] from, int count) {
    for (int v = 0; v < count; v++) {
      row[v] = row[from[v]];
    }
  }

  private static void add(float[] even, float[] odd, float[] sum, int voxels) {
    for (int v = 0; v < voxels; v++) {
      sum[v] = even[v] + odd[v];
    }
  }

  private static void subtract(float[] even, float[] odd, float[] difference, int voxels) {
    for (int v = 0; v < voxels; v++) {
      difference[v] = even[v] - odd[v];
    }
  }

  private static void addBend(
      float[] before, float[] middle, float[] after, float[] bends, int voxels) {
    for (int v = 0; v < voxels; v++) {
      bends[v] += Math.abs(after[v] - 2 * middle[v] + before[v]);
    }
  }
}
