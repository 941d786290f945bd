package org.radloom.gpuops.agatston;

import org.radloom.gpuops.volume.Space;

/**
 * From whole numbers of voxels to mm, mg and scores.
 *
 * <p>Every product is taken in double from left to right as written here, sums of whole numbers
 * first and the division by 3 mm last, so that a score is the same wherever it is computed, and
 * exact wherever the spacings are short binary fractions such as 0.5 mm.
 */
record CalciumGrid(double dyMm, double dxMm, double incrementMm) {
  /** Slice distance of the scanner that the score was made for, mm. */
  private static final double AGATSTON_INCREMENT_MM = 3;

  private static final double AREA_SLACK = 1e-6;

  static CalciumGrid of(Space space) {
    return new CalciumGrid(space.dyMm(), space.dxMm(), space.incrementMm());
  }

  /** Returns the area of {@code voxels}, mm2. */
  double areaMm2(long voxels) {
    return voxels * dyMm * dxMm;
  }

  /** Returns the volume of {@code voxels}, mm3. */
  double volumeMm3(long voxels) {
    return voxels * dyMm * dxMm * incrementMm;
  }

  /** Returns the Agatston score of voxels counted as often as their lesions' weights say. */
  double agatston(long weightedVoxels) {
    return weightedVoxels * dyMm * dxMm * incrementMm / AGATSTON_INCREMENT_MM;
  }

  /** Returns the mass of voxels whose attenuations add up to {@code sumHu}, mg. */
  double massMg(long sumHu, double mgPerMm3PerHu) {
    return sumHu * dyMm * dxMm * incrementMm * mgPerMm3PerHu;
  }

  /**
   * Returns the smallest number of voxels with at least {@code minAreaMm2}, less a millionth of it
   * so that 4 voxels of 0.5 x 0.5 mm count as 1 mm2 whatever a file's rounding made of 0.5; at
   * least 1, and at most {@link Integer#MAX_VALUE}, which no lesion has.
   */
  int leastVoxels(double minAreaMm2) {
    double least = minAreaMm2 * (1 - AREA_SLACK);
    int low = 1;
    int high = Integer.MAX_VALUE;
    while (low < high) {
      int middle = low + (high - low) / 2;
      if (areaMm2(middle) >= least) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
