package org.radloom.speech;

/**
 * Turns samples of any rate into 16,000 a second, by a sinc under a Kaiser window (beta 8, some 80
 * dB): at that rate or above, up to 7 kHz pass as they are, and from 8 kHz on nothing does; below
 * it the edges are the same shares of the rate. Each sample is computed from its place alone, so
 * pieces of a recording meet without a seam.
 */
final class Resampler {
  /** Samples a second that come out. */
  static final int RATE = 16_000;

  private static final double CUTOFF_SHARE = 7_500.0 / 8_000;
  private static final int HALF_WIDTH = 48;
  private static final double BETA = 8;
  private static final int STEPS = 1024;
  private static final double[] KERNEL = kernel();

  private final int rate;
  private final double scale;
  private final int reach;

  /** A resampler of recordings with that many samples a second. */
  Resampler(int rate) {
    this.rate = rate;
    // Input samples in one sample of the lower of both rates.
    this.scale = Math.max(1.0, (double) rate / RATE);
    this.reach = rate == RATE ? 0 : (int) Math.ceil(HALF_WIDTH * scale) + 1;
  }

  /** Returns how many samples come out of so many. */
  long length(long samples) {
    return samples * RATE / rate;
  }

  /** Returns samples of a recording at 16,000 a second; silence behind its end. */
  float[] read(WavFile wav, long from, int count) throws AudioRefusedException {
    if (rate == RATE) {
      return wav.mono(from, count);
    }
    long first = from * rate / RATE - reach;
    long last = (from + count) * rate / RATE + reach + 1;
    float[] in = wav.mono(first, Math.toIntExact(last - first));
    float[] out = new float[count];
    for (int i = 0; i < count; i++) {
      // The place in the recording, as a whole number and a rest, exactly.
      long numerator = (from + i) * rate;
      double rest = (double) (numerator % RATE) / RATE;
      out[i] = at(in, Math.toIntExact(numerator / RATE - first), rest);
    }
    return out;
  }

  private float at(float[] in, int centre, double rest) {
    double sum = 0;
    for (int k = -reach + 1; k <= reach; k++) {
      double distance = Math.abs(k - rest) / scale * STEPS;
      int step = (int) distance;
      if (step < KERNEL.length - 1) {
        double share = distance - step;
        sum += in[centre + k] * (KERNEL[step] + share * (KERNEL[step + 1] - KERNEL[step]));
      }
    }
    return (float) (sum / scale);
  }

  /** The right half of the kernel, in steps of 1/1024 sample of the lower rate. */
  private static double[] kernel() {
    double[] kernel = new double[HALF_WIDTH * STEPS + 1];
    for (int i = 0; i < kernel.length; i++) {
      double x = (double) i / STEPS;
      double phase = Math.PI * CUTOFF_SHARE * x;
      double sinc = i == 0 ? 1 : Math.sin(phase) / phase;
      double edge = x / HALF_WIDTH;
      kernel[i] = CUTOFF_SHARE * sinc * bessel(BETA * Math.sqrt(1 - edge * edge)) / bessel(BETA);
    }
    return kernel;
  }

  /** The modified Bessel function of the first kind and order 0, by its power series. */
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 1e-17; k++) {
      term *= (x / 2 / k) * (x / 2 / k);
      sum += term;
    }
    return sum;
  }
}
