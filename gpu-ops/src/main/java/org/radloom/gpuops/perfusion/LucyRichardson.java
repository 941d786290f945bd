package org.radloom.gpuops.perfusion;

import java.util.Arrays;

/**
 * Maximum-likelihood expectation maximisation (Vonken et al., Magn Reson Med 1999) on the
 * zero-padded block-circulant matrix A of 2N rows: {@code k <- k * A'(C / (A k)) / (A' 1)}.
 *
 * <p>C is the tissue curve at the samples, clipped at 0. Its padding is 0, so only the first N rows
 * of the ratio matter, and 0 / 0 counts as 0. A' 1 is the column's sum for every lag. From a flat k
 * the first A k is the same in every row, so that the first iteration gives {@code k = A' C /
 * sum^2} whatever the start.
 *
 * @param lags 2N, twice the samples
 * @param iterations how often k is improved, the first one included
 * @param column {@code [N]} upper half of A's first column, HU s, >= 0; its lower half is 0
 * @param columnSum A' 1, HU s, > 0
 */
@SuppressWarnings("ArrayRecordComponent") // Made once per study, read by kernels, never compared.
public record LucyRichardson(int lags, int iterations, double[] column, double columnSum)
    implements DeconvolutionOperator {

  /** Returns the one of a column that has nothing below 0. */
  static LucyRichardson of(double[] column, int iterations) {
    return new LucyRichardson(2 * column.length, iterations, column, Arrays.stream(column).sum());
  }
}
