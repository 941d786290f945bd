package org.radloom.gpuops.perfusion;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/**
 * The truncated pseudo-inverse of the causal, lower triangular Toeplitz matrix (sSVD of Ostergaard
 * et al., Magn Reson Med 1996). It knows no negative delay, and underestimates flow where the
 * tissue is late.
 *
 * @param lags N, as many as samples
 * @param inverse {@code [N][frames]} of the tissue curve at the frames, interpolation included
 */
@SuppressWarnings("ArrayRecordComponent") // Made once per study, read by kernels, never compared.
public record ToeplitzInverse(int lags, double[] inverse) implements DeconvolutionOperator {

  /** Returns the one that keeps what reaches {@code share} of the largest singular value. */
  static ToeplitzInverse of(SampleGrid grid, double[] column, double share) {
    int samples = grid.samples();
    DMatrixRMaj matrix = new DMatrixRMaj(samples, samples);
    for (int i = 0; i < samples; i++) {
      for (int j = 0; j <= i; j++) {
        matrix.set(i, j, column[i - j]);
      }
    }
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(samples, samples, true, true, true);
    if (!svd.decompose(matrix)) {
      throw new IllegalArgumentException("the inflow's matrix has no singular value decomposition");
    }
    DMatrixRMaj left = svd.getU(null, false);
    DMatrixRMaj right = svd.getV(null, false);
    double[] values = svd.getSingularValues();
    double least = share * Arrays.stream(values).max().orElseThrow();
    double[] inverse = new double[samples * samples];
    for (int s = 0; s < samples; s++) {
      if (values[s] < least) {
        continue;
      }
      for (int row = 0; row < samples; row++) {
        double weight = right.get(row, s) / values[s];
        for (int i = 0; i < samples; i++) {
          inverse[row * samples + i] += weight * left.get(i, s);
        }
      }
    }
    return new ToeplitzInverse(samples, grid.foldedOntoFrames(inverse, samples));
  }
}
