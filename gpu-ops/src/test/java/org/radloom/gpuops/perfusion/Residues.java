package org.radloom.gpuops.perfusion;

import java.util.Arrays;

/** Residue functions worked out slowly, in double, straight from the definitions. */
final class Residues {
  private Residues() {}

  /** Returns the residue function of a curve of one value a frame, one value a lag, 1/s. */
  static double[] of(DeconvolutionPlan plan, double[] curve) {
    DeconvolutionOperator operator = plan.operator();
    if (operator instanceof CirculantInverse inverse) {
      return of(inverse, curve);
    } else if (operator instanceof ToeplitzInverse inverse) {
      return product(inverse.inverse(), curve);
    } else {
      return lucyRichardson((LucyRichardson) operator, plan.grid().resample(curve));
    }
  }

  static double[] of(CirculantInverse inverse, double[] curve) {
    double[] coefficients = product(inverse.analysis(), curve);
    double[] residue = new double[inverse.lags()];
    for (int kept : inverse.kept()) {
      double peak = Double.NEGATIVE_INFINITY;
      double bends = 0;
      for (int j = 0; j < residue.length; j++) {
        residue[j] = 0;
        for (int r = 0; r < 2 * kept; r++) {
          residue[j] += inverse.synthesis()[j * coefficients.length + r] * coefficients[r];
        }
        peak = Math.max(peak, residue[j]);
        bends += j < 2 ? 0 : Math.abs(residue[j] - 2 * residue[j - 1] + residue[j - 2]);
      }
      if (bends / (residue.length * peak) < inverse.oscillationLimit() && peak > 0) {
        break;
      }
    }
    return residue;
  }

  /** Runs the textbook iteration on the whole 2N x 2N matrix. */
  private static double[] lucyRichardson(LucyRichardson operator, double[] samples) {
    int lags = operator.lags();
    double[][] matrix = circulantMatrix(operator.column());
    double[] residue = new double[lags];
    Arrays.fill(residue, 1);
    for (int iteration = 0; iteration < operator.iterations(); iteration++) {
      double[] ratio = new double[lags];
      for (int i = 0; i < samples.length; i++) {
        double predicted = 0;
        for (int j = 0; j < lags; j++) {
          predicted += matrix[i][j] * residue[j];
        }
        ratio[i] = samples[i] > 0 ? samples[i] / predicted : 0;
      }
      for (int j = 0; j < lags; j++) {
        double back = 0;
        double ones = 0;
        for (int i = 0; i < lags; i++) {
          back += matrix[i][j] * ratio[i];
          ones += matrix[i][j];
        }
        residue[j] *= back / ones;
      }
    }
    return residue;
  }

  /** Returns the block-circulant matrix of a column that is padded to twice its length. */
  static double[][] circulantMatrix(double[] column) {
    int lags = 2 * column.length;
    double[][] matrix = new double[lags][lags];
    for (int j = 0; j < lags; j++) {
      for (int i = 0; i < column.length; i++) {
        matrix[(i + j) % lags][j] = column[i];
      }
    }
    return matrix;
  }

  private static double[] product(double[] matrix, double[] vector) {
    double[] product = new double[matrix.length / vector.length];
    for (int row = 0; row < product.length; row++) {
      for (int i = 0; i < vector.length; i++) {
        product[row] += matrix[row * vector.length + i] * vector[i];
      }
    }
    return product;
  }
}
