package org.radloom.speech;

/**
 * Discrete Fourier transform of one length, by decimation in time over its prime factors (Cooley
 * and Tukey 1965). Fast for lengths like 400 = 2^4 * 5^2. Not for threads side by side.
 */
final class FourierTransform {
  private final int length;
  private final double[] cos;
  private final double[] sin;
  private final double[] scratchRe;
  private final double[] scratchIm;

  FourierTransform(int length) {
    this.length = length;
    this.cos = new double[length];
    this.sin = new double[length];
    for (int i = 0; i < length; i++) {
      cos[i] = Math.cos(-2 * Math.PI * i / length);
      sin[i] = Math.sin(-2 * Math.PI * i / length);
    }
    this.scratchRe = new double[length];
    this.scratchIm = new double[length];
  }

  /** Puts sum over n of in[n] exp(-2 pi i k n / length) into {@code re} and {@code im}. */
  void transform(double[] in, double[] re, double[] im) {
    transform(in, 0, 1, length, re, im, 0);
  }

  private void transform(
      double[] in, int from, int stride, int count, double[] re, double[] im, int to) {
    if (count == 1) {
      re[to] = in[from];
      im[to] = 0;
      return;
    }
    int radix = smallestFactor(count);
    int part = count / radix;
    for (int r = 0; r < radix; r++) {
      transform(in, from + r * stride, stride * radix, part, re, im, to + r * part);
    }
    // The twiddle of this count is one of the whole length, taken so many apart.
    int apart = length / count;
    for (int k = 0; k < count; k++) {
      double sumRe = 0;
      double sumIm = 0;
      for (int r = 0; r < radix; r++) {
        int at = to + r * part + k % part;
        int turn = r * k % count * apart;
        sumRe += re[at] * cos[turn] - im[at] * sin[turn];
        sumIm += re[at] * sin[turn] + im[at] * cos[turn];
      }
      scratchRe[k] = sumRe;
      scratchIm[k] = sumIm;
    }
    System.arraycopy(scratchRe, 0, re, to, count);
    System.arraycopy(scratchIm, 0, im, to, count);
  }

  private static int smallestFactor(int count) {
    for (int factor = 2; factor * factor <= count; factor++) {
      if (count % factor == 0) {
        return factor;
      }
    }
    return count;
  }
}
