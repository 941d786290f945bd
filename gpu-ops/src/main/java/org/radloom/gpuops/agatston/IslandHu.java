package org.radloom.gpuops.agatston;

import org.radloom.gpuops.volume.Voxels;

/**
 * The arithmetic between voxels as they are held and HU, in one place, so that every {@link
 * IslandFinder} agrees to the last bit. Comparing, adding and looking for the largest happen on the
 * held values; only the results are scaled.
 */
final class IslandHu {
  private static final double FIXED_POINT_PER_HU = 65536;
  private static final int FIXED_POINT_BITS = 16;

  private IslandHu() {}

  /**
   * Returns the smallest 16-bit value that is at least {@code thresholdHu} once scaled, or 32768 if
   * there is none. Scaling in double never reverses an order, so halving finds it.
   */
  static int leastStored(Voxels.Stored voxels, double thresholdHu) {
    int low = Short.MIN_VALUE;
    int high = Short.MAX_VALUE + 1;
    while (low < high) {
      int middle = (low + high) >> 1;
      if (peakOfStored(voxels, middle) >= thresholdHu) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Returns the smallest float that is at least {@code thresholdHu}. */
  static float leastFloat(double thresholdHu) {
    float nearest = (float) thresholdHu;
    return nearest < thresholdHu ? Math.nextUp(nearest) : nearest;
  }

  /** Returns the HU of the largest 16-bit value; 0 has no sign. */
  static double peakOfStored(Voxels.Stored voxels, int peak) {
    return voxels.slope() * peak + voxels.intercept() + 0.0;
  }

  /** Returns the HU of the largest float; 0 has no sign. */
  static double peakOfReal(float peak) {
    return peak + 0.0;
  }

  /** Returns the attenuations of {@code count} voxels from the sum of their 16-bit values, HU. */
  static long sumOfStored(Voxels.Stored voxels, long sum, int count) {
    return Math.round(voxels.slope() * sum + voxels.intercept() * count);
  }

  /** Returns {@code hu} in 1/65536 HU, as it is added up. */
  static long fixedPoint(float hu) {
    return Math.round(hu * FIXED_POINT_PER_HU);
  }

  /** Returns a sum of {@link #fixedPoint} in HU, halves up. */
  static long sumOfReal(long sum) {
    return (sum + (1L << (FIXED_POINT_BITS - 1))) >> FIXED_POINT_BITS;
  }
}
