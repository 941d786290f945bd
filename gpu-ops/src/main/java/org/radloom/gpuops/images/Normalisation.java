package org.radloom.gpuops.images;

/**
 * Values as distances from a mean, in standard deviations: (value - mean) / deviation.
 *
 * @param mean finite
 * @param deviation finite and >= 0; with 0 every value becomes 0
 */
public record Normalisation(double mean, double deviation) {
  /** Checks the numbers. */
  public Normalisation {
    if (!Double.isFinite(mean)) {
      throw new IllegalArgumentException("mean must be finite, but was: " + mean);
    }
    if (!(deviation >= 0) || !Double.isFinite(deviation)) {
      throw new IllegalArgumentException(
          "deviation must be finite and >= 0, but was: " + deviation);
    }
  }

  /**
   * Returns the one that gives these values a mean of 0 and a (population) deviation of 1.
   *
   * @param values at least one, finite
   */
  public static Normalisation of(float[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("there must be values");
    }
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Normalisation(mean, Math.sqrt(squares / values.length));
  }

  /** Returns normalised values. */
  public float[] apply(float[] values) {
    float[] normal = new float[values.length];
    for (int i = 0; deviation > 0 && i < values.length; i++) {
      normal[i] = (float) ((values[i] - mean) / deviation);
    }
    return normal;
  }
}
