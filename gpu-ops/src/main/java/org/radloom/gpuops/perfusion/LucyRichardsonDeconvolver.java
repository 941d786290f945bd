package org.radloom.gpuops.perfusion;

/**
 * Lucy-Richardson by direct sums. Everything added is at least 0, so nothing cancels and even the
 * smallest predictions keep their digits, which divisions by them need; faster convolutions, by
 * differences or by Fourier transforms, would lose them.
 *
 * <p>Lags run from -(N - 1) to N - 1 here; lag -N has no part in any row and is 0 after the first
 * iteration. In that order both products are with banded Toeplitz matrices. The column is divided
 * by its sum and the residue multiplied by it until the end, which spares the division by A' 1.
 */
final class LucyRichardsonDeconvolver implements BlockDeconvolver {
  private static final int ROWS_AT_A_TIME = 4;

  /** Less than any prediction that matters; makes 0 / 0 a 0. */
  private static final float LEAST_PREDICTION = 1e-30f;

  /** The operator in single precision. */
  private record Convolution(
      SampleGrid grid, BlockMatrix forward, BlockMatrix backward, int iterations, float sum) {}

  private final Convolution convolution;
  private final float[][] samples;
  private final float[][] ratios;

  /** {@code [lag + N - 1][voxel]}. */
  private final float[][] residues;

  /** The same rows in the order of lags 0 to 2N - 1; a row of zeros for lag N. */
  private final float[][] residuesByLag;

  private final float[][] gains;
  private final PeakFinder peakFinder;

  private LucyRichardsonDeconvolver(Convolution convolution, int voxels) {
    this.convolution = convolution;
    int count = convolution.grid().samples();
    samples = BlockMatrix.block(count, voxels);
    ratios = BlockMatrix.block(count, voxels);
    residues = BlockMatrix.block(2 * count - 1, voxels);
    residuesByLag = new float[2 * count][];
    for (int lag = 0; lag < count; lag++) {
      residuesByLag[lag] = residues[lag + count - 1];
      residuesByLag[lag + count] = lag == 0 ? new float[voxels] : residues[lag - 1];
    }
    gains = new float[ROWS_AT_A_TIME][voxels];
    peakFinder = new PeakFinder(2 * count, voxels);
  }

  static Shared share(LucyRichardson operator, SampleGrid grid) {
    int count = grid.samples();
    double[] column = operator.column();
    double sum = operator.columnSum();
    BlockMatrix forward =
        BlockMatrix.of(
            count,
            2 * count - 1,
            (sample, row) -> element(column, sum, sample - (row - count + 1)));
    BlockMatrix backward =
        BlockMatrix.of(
            2 * count - 1,
            count,
            (row, sample) -> element(column, sum, sample - (row - count + 1)));
    Convolution convolution =
        new Convolution(grid, forward, backward, operator.iterations(), (float) sum);
    return voxels -> new LucyRichardsonDeconvolver(convolution, voxels);
  }

  private static double element(double[] column, double sum, int distance) {
    return distance >= 0 && distance < column.length ? column[distance] / sum : 0;
  }

  @Override
  public void peaks(float[][] curves, int voxels, float[] peak, int[] lag) {
    sampleAboveZero(curves, voxels);
    convolution.backward().multiply(samples, residues, voxels);
    for (int iteration = 1; iteration < convolution.iterations(); iteration++) {
      convolution.forward().multiply(residues, ratios, voxels);
      for (int i = 0; i < convolution.grid().samples(); i++) {
        divideInto(samples[i], ratios[i], voxels);
      }
      improve(voxels);
    }
    peakFinder.find(residuesByLag, residuesByLag.length, voxels, peak, lag);
    float sum = convolution.sum();
    for (int v = 0; v < voxels; v++) {
      peak[v] /= sum;
    }
  }

  private void improve(int voxels) {
    BlockMatrix backward = convolution.backward();
    for (int from = 0; from < backward.rows(); from += ROWS_AT_A_TIME) {
      int rows = Math.min(ROWS_AT_A_TIME, backward.rows() - from);
      backward.multiplyRows(from, rows, ratios, gains, voxels);
      for (int i = 0; i < rows; i++) {
        multiplyInto(residues[from + i], gains[i], voxels);
      }
    }
  }

  private void sampleAboveZero(float[][] curves, int voxels) {
    SampleGrid grid = convolution.grid();
    for (int i = 0; i < grid.samples(); i++) {
      int lower = grid.lowerFrame()[i];
      int upper = Math.min(lower + 1, grid.frames() - 1);
      float share = (float) grid.upperShare()[i];
      interpolate(curves[lower], curves[upper], share, samples[i], voxels);
    }
  }

  private static void interpolate(
      float[] lower, float[] upper, float share, float[] sample, int voxels) {
    float rest = 1 - share;
    for (int v = 0; v < voxels; v++) {
      sample[v] = Math.max(0f, rest * lower[v] + share * upper[v]);
    }
  }

  private static void divideInto(float[] sample, float[] prediction, int voxels) {
    for (int v = 0; v < voxels; v++) {
      prediction[v] = sample[v] / Math.max(prediction[v], LEAST_PREDICTION);
    }
  }

  private static void multiplyInto(float[] residue, float[] gain, int voxels) {
    for (int v = 0; v < voxels; v++) {
      residue[v] *= gain[v];
    }
  }
}
