package org.radloom.gpuops.phantom;

/**
 * A gamma variate of exponent 3, {@code peakHu * u^3 * exp(3 - 3 u)} with {@code u = (t -
 * arrivalSeconds) / riseSeconds}, and what becomes of it on its way through tissue, in closed form.
 *
 * @param arrivalSeconds when it starts
 * @param riseSeconds from there to its peak, > 0
 * @param peakHu its peak, HU
 */
record PerfusionBolus(double arrivalSeconds, double riseSeconds, double peakHu) {

  /** Below this the incomplete gamma function is summed as a series. */
  private static final double SERIES_BELOW = 1;

  /** Returns the enhancement at a time, HU. */
  double hu(double seconds) {
    double u = Math.max(0, seconds - arrivalSeconds) / riseSeconds;
    return peakHu * u * u * u * Math.exp(3 - 3 * u);
  }

  /** Returns the area under it, HU s. */
  double area() {
    return factor() * 6 * Math.pow(decaySeconds(), 4);
  }

  /** Returns its integral over the last {@code transitSeconds}: it through a box, HU s. */
  double throughBox(double seconds, double transitSeconds) {
    return areaTo(seconds) - areaTo(seconds - transitSeconds);
  }

  /** Returns its convolution with {@code exp(-t / transitSeconds)}, HU s. */
  double throughExponential(double seconds, double transitSeconds) {
    double after = Math.max(0, seconds - arrivalSeconds);
    double rate = 1 / decaySeconds() - 1 / transitSeconds;
    return factor() * Math.exp(-after / transitSeconds) * cubicIntegral(after, rate);
  }

  private double areaTo(double seconds) {
    double after = Math.max(0, seconds - arrivalSeconds);
    return factor() * cubicIntegral(after, 1 / decaySeconds());
  }

  private double decaySeconds() {
    return riseSeconds / 3;
  }

  private double factor() {
    return peakHu * Math.exp(3) / Math.pow(riseSeconds, 3);
  }

  /** Returns the integral of {@code s^3 exp(-rate s)} from 0 to {@code to}. */
  private static double cubicIntegral(double to, double rate) {
    double x = rate * to;
    if (Math.abs(x) < SERIES_BELOW) {
      double sum = 0;
      double term = Math.pow(to, 4);
      for (int n = 0; n < 20; n++) {
        sum += term / (n + 4);
        term *= -x / (n + 1);
      }
      return sum;
    }
    return (6 - Math.exp(-x) * (((x + 3) * x + 6) * x + 6)) / Math.pow(rate, 4);
  }
}
