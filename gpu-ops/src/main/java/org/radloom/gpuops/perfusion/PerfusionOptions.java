package org.radloom.gpuops.perfusion;

import java.io.Serializable;

/**
 * What a site may choose; everything here goes into the result.
 *
 * @param deconvolution the method
 * @param iterations of Lucy-Richardson, 5 to 50
 * @param csvdThreshold share of the largest singular value below which cSVD drops, (0, 1)
 * @param ssvdThreshold share of the largest singular value below which sSVD drops, (0, 1)
 * @param oscillationLimit oscillation index that oSVD must stay below, > 0
 * @param kH haematocrit correction (1 - large vessel) / (1 - small vessel), no unit, > 0
 * @param rho density of tissue, g/ml, > 0
 */
public record PerfusionOptions(
    Deconvolution deconvolution,
    int iterations,
    double csvdThreshold,
    double ssvdThreshold,
    double oscillationLimit,
    double kH,
    double rho)
    implements Serializable {

  /** The defaults: Lucy-Richardson, 15 iterations, kH (1-0.45)/(1-0.25), rho 1.05 g/ml. */
  public static final PerfusionOptions DEFAULTS =
      new PerfusionOptions(
          Deconvolution.LUCY_RICHARDSON, 15, 0.10, 0.20, 0.035, (1 - 0.45) / (1 - 0.25), 1.05);

  /** Checks the ranges. */
  public PerfusionOptions {
    if (iterations < 5 || iterations > 50) {
      throw new IllegalArgumentException("iterations must be 5 to 50, but was: " + iterations);
    }
    checkShare("csvdThreshold", csvdThreshold);
    checkShare("ssvdThreshold", ssvdThreshold);
    checkPositive("oscillationLimit", oscillationLimit);
    checkPositive("kH", kH);
    checkPositive("rho", rho);
  }

  /** Returns the same with another method. */
  public PerfusionOptions with(Deconvolution other) {
    return new PerfusionOptions(
        other, iterations, csvdThreshold, ssvdThreshold, oscillationLimit, kH, rho);
  }

  private static void checkShare(String name, double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "%s must be between 0 and 1, but was: %s".formatted(name, share));
    }
  }

  private static void checkPositive(String name, double value) {
    if (!(value > 0) || !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "%s must be finite and > 0, but was: %s".formatted(name, value));
    }
  }
}
