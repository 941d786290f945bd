package org.radloom.gpuops.volume;

/**
 * Attenuations in HU, x fastest, then y, z and frame.
 *
 * <p>Two forms, so that the usual 16-bit scanner values keep their size: as stored with a scale, or
 * as HU. All are finite.
 */
public sealed interface Voxels {

  /** Returns how many there are. */
  int length();

  /** Returns the attenuation of voxel {@code index}, HU. */
  double hu(int index);

  /**
   * Returns the largest float that is not above a value.
   *
   * @param hu within the range of floats
   */
  static float roundedDown(double hu) {
    float nearest = (float) hu;
    return nearest > hu ? Math.nextDown(nearest) : nearest;
  }

  /**
   * 16-bit values and their scale: {@code hu = slope * stored + intercept}, in double.
   *
   * @param stored not copied; nobody writes to it
   * @param slope HU per stored unit, finite and > 0, so that order is kept
   * @param intercept HU, finite
   */
  @SuppressWarnings("ArrayRecordComponent") // Hundreds of megabytes: neither compared nor copied.
  record Stored(short[] stored, double slope, double intercept) implements Voxels {
    /** Checks the scale. */
    public Stored {
      if (!(slope > 0) || !Double.isFinite(slope)) {
        throw new IllegalArgumentException("slope must be finite and > 0, but was: " + slope);
      }
      if (!Double.isFinite(intercept)) {
        throw new IllegalArgumentException("intercept must be finite, but was: " + intercept);
      }
    }

    @Override
    public int length() {
      return stored.length;
    }

    @Override
    public double hu(int index) {
      return slope * stored[index] + intercept;
    }
  }

  /**
   * HU as they are, for what 16 bits can't hold. A value that is no float is the next float below
   * it, so that comparing it with a whole number of HU gives what the exact value would.
   *
   * @param values HU, finite; not copied; nobody writes to it
   */
  @SuppressWarnings("ArrayRecordComponent") // Hundreds of megabytes: neither compared nor copied.
  record Real(float[] values) implements Voxels {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public double hu(int index) {
      return values[index];
    }
  }
}
