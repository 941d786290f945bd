package org.radloom.gpuops.agatston;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a site may choose; everything here goes into the result.
 *
 * @param connectivity which voxels of a slice belong together
 * @param thresholdHu least attenuation of calcium, HU, finite and > 0
 * @param minAreaMm2 least area of a lesion, mm2, finite; 0 for no such rule
 * @param minVoxels least number of voxels of a lesion, > 0; 1 for no such rule
 * @param massCalibration mg/mm3/HU, finite and > 0, or null for no mass score
 */
public record AgatstonOptions(
    Connectivity connectivity,
    double thresholdHu,
    double minAreaMm2,
    int minVoxels,
    @Nullable Double massCalibration)
    implements Serializable {

  /** The threshold of the score's definition, HU at 120 kVp. */
  static final double STANDARD_THRESHOLD_HU = 130;

  /** The defaults: connectivity 4, 130 HU, 1 mm2, no voxel rule, no mass score. */
  public static final AgatstonOptions DEFAULTS =
      new AgatstonOptions(Connectivity.FOUR, STANDARD_THRESHOLD_HU, 1.0, 1, null);

  /** Checks the ranges. */
  public AgatstonOptions {
    checkPositive("thresholdHu", thresholdHu);
    if (!(minAreaMm2 >= 0) || !Double.isFinite(minAreaMm2)) {
      throw new IllegalArgumentException(
          "minAreaMm2 must be finite and >= 0, but was: " + minAreaMm2);
    }
    if (minVoxels < 1) {
      throw new IllegalArgumentException("minVoxels must be > 0, but was: " + minVoxels);
    }
    if (massCalibration != null) {
      checkPositive("massCalibration", massCalibration);
    }
  }

  /** Returns the same with another connectivity. */
  public AgatstonOptions with(Connectivity other) {
    return new AgatstonOptions(other, thresholdHu, minAreaMm2, minVoxels, massCalibration);
  }

  private static void checkPositive(String name, double value) {
    if (!(value > 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "%s must be finite and > 0, but was: %s".formatted(name, value));
    }
  }
}
