package org.radloom.statistics;

import java.util.List;

/**
 * The temperature that would calibrate a confidence: with z = ln(p / (1 - p)), the T for which 1 /
 * (1 + e^(-z / T)) has the least negative log-likelihood (Guo et al. 2017, "On Calibration of
 * Modern Neural Networks", for two classes). Above 1 the model is too sure, below 1 not sure
 * enough.
 *
 * <p>Found by golden-section search over ln T (Kiefer 1953) between {@link #LEAST} and {@link
 * #MOST}; a result at an end means at least, or at most, that much. The likelihood is convex in 1 /
 * T, so there is one minimum. Confidences of 0 and 1 have no logarithm and count as half a step
 * from the end.
 *
 * @param temperature T, or NaN if there are no predictions or all have a confidence of 0.5
 * @param lossBefore mean negative log-likelihood as it is, nats
 * @param lossAfter with the temperature, nats
 */
public record TemperatureScaling(double temperature, double lossBefore, double lossAfter) {
  /** The lowest temperature looked at. */
  public static final double LEAST = 0.05;

  /** The highest temperature looked at. */
  public static final double MOST = 20;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final double PRECISION = 1e-7;
  private static final double END = 0.5 / ScoredOutcomes.STEPS;

  /** Returns the temperature for confidences, positive where the model was right. */
  public static TemperatureScaling of(ScoredOutcomes confidences) {
    List<ScoredOutcomes.Step> steps = confidences.ascending();
    double before = loss(steps, 0);
    boolean informative = steps.stream().anyMatch(step -> 2 * step.step() != ScoredOutcomes.STEPS);
    if (!informative) {
      return new TemperatureScaling(Double.NaN, before, before);
    }
    double low = StrictMath.log(LEAST);
    double high = StrictMath.log(MOST);
    double a = high - GOLDEN * (high - low);
    double b = low + GOLDEN * (high - low);
    double lossA = loss(steps, a);
    double lossB = loss(steps, b);
    while (high - low > PRECISION) {
      if (lossA < lossB) {
        high = b;
        b = a;
        lossB = lossA;
        a = high - GOLDEN * (high - low);
        lossA = loss(steps, a);
      } else {
        low = a;
        a = b;
        lossA = lossB;
        b = low + GOLDEN * (high - low);
        lossB = loss(steps, b);
      }
    }
    double middle = (low + high) / 2;
    return new TemperatureScaling(StrictMath.exp(middle), before, loss(steps, middle));
  }

  private static double loss(List<ScoredOutcomes.Step> steps, double logTemperature) {
    double inverse = StrictMath.exp(-logTemperature);
    double sum = 0;
    long count = 0;
    for (ScoredOutcomes.Step step : steps) {
      count += step.count();
      double p = Math.min(1 - END, Math.max(END, step.score()));
      double z = inverse * StrictMath.log(p / (1 - p));
      sum += step.positives() * softplus(-z) + step.negatives() * softplus(z);
    }
    return sum / count;
  }

  /** Returns ln(1 + e^x) without overflow. */
  private static double softplus(double x) {
    return Math.max(0, x) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
