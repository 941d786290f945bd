package org.radloom.gpuops.perfusion;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The truncated pseudo-inverse of the zero-padded block-circulant matrix (cSVD and oSVD of Wu et
 * al., Magn Reson Med 2003).
 *
 * <p>The singular values of a circulant matrix are the magnitudes of the discrete Fourier transform
 * of its first column, so that truncating them is dropping frequencies. What is left has few of
 * them, and the inverse has a low rank: a voxel's curve becomes a cosine and a sine coefficient for
 * each frequency kept ({@link #analysis}), and these become the residue function ({@link
 * #synthesis}): {@code residue[j] = sum over b of synthesis[j][2b] * c[2b] + synthesis[j][2b + 1] *
 * c[2b + 1]}, where synthesis is {@code cos(pi * m * j / N)} and {@code sin(pi * m * j / N)} of bin
 * m. Cosines are even and sines odd in j, so lag {@code 2N - j} has the same two sums as lag j, the
 * second one subtracted.
 *
 * <p>Bins come by falling magnitude (ties: the lower first), so that a higher threshold is a
 * shorter sum.
 *
 * <p>oSVD takes the first threshold at which {@code sum over j = 2 .. 2N - 1 of |k[j] - 2 k[j - 1]
 * + k[j - 2]| < oscillationLimit * 2N * max k}, or the last one if there is none.
 *
 * @param lags 2N, twice the samples
 * @param bins {@code [K]} number of the frequency, 0 to N
 * @param kept how many of the bins each threshold keeps, by rising threshold: one number for cSVD,
 *     19 (5 % to 95 %) for oSVD; the first is K, all are at least 1
 * @param analysis {@code [2K][frames]} of the tissue curve at the frames, interpolation included
 * @param synthesis {@code [2N][2K]}
 * @param oscillationLimit what the oscillation index must stay below, no unit; not looked at where
 *     there is one threshold
 */
@SuppressWarnings("ArrayRecordComponent") // Made once per study, read by kernels, never compared.
public record CirculantInverse(
    int lags,
    int[] bins,
    int[] kept,
    double[] analysis,
    double[] synthesis,
    double oscillationLimit)
    implements DeconvolutionOperator {

  private static final int OSVD_THRESHOLDS = 19;

  /** Returns cSVD's, which keeps what reaches {@code share} of the largest singular value. */
  static CirculantInverse csvd(SampleGrid grid, double[] column, double share) {
    return of(grid, column, new double[] {share}, Double.POSITIVE_INFINITY);
  }

  /** Returns oSVD's, with thresholds of 5 %, 10 % ... 95 %. */
  static CirculantInverse osvd(SampleGrid grid, double[] column, double oscillationLimit) {
    double[] shares =
        IntStream.rangeClosed(1, OSVD_THRESHOLDS).mapToDouble(i -> i * 5 / 100.0).toArray();
    return of(grid, column, shares, oscillationLimit);
  }

  private static CirculantInverse of(
      SampleGrid grid, double[] column, double[] shares, double oscillationLimit) {
    int samples = grid.samples();
    double[] cos = new double[2 * samples];
    double[] sin = new double[2 * samples];
    for (int i = 0; i < 2 * samples; i++) {
      cos[i] = Math.cos(Math.PI * i / samples);
      sin[i] = Math.sin(Math.PI * i / samples);
    }
    double[] real = new double[samples + 1];
    double[] imaginary = new double[samples + 1];
    double[] magnitude = new double[samples + 1];
    for (int m = 0; m <= samples; m++) {
      for (int i = 0; i < samples; i++) {
        int angle = m * i % (2 * samples);
        real[m] += column[i] * cos[angle];
        imaginary[m] -= column[i] * sin[angle];
      }
      magnitude[m] = Math.hypot(real[m], imaginary[m]);
    }
    double largest = Arrays.stream(magnitude).max().orElseThrow();
    int[] kept =
        Arrays.stream(shares)
            .mapToInt(s -> (int) Arrays.stream(magnitude).filter(m -> m >= s * largest).count())
            .toArray();
    int[] bins =
        IntStream.rangeClosed(0, samples)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer m) -> -magnitude[m]))
            .limit(kept[0])
            .mapToInt(Integer::intValue)
            .toArray();
    double[] analysis = new double[2 * bins.length * samples];
    double[] synthesis = new double[2 * samples * 2 * bins.length];
    for (int b = 0; b < bins.length; b++) {
      int m = bins[b];
      // Bins 0 and N are their own mirror image and count once.
      double gain = (m == 0 || m == samples ? 0.5 : 1) / (samples * magnitude[m] * magnitude[m]);
      for (int i = 0; i < samples; i++) {
        int angle = m * i % (2 * samples);
        // exp(-i a) / lambda = (cos a - i sin a) (re - i im) / |lambda|^2; sines take its -Im.
        analysis[2 * b * samples + i] = gain * (cos[angle] * real[m] - sin[angle] * imaginary[m]);
        analysis[(2 * b + 1) * samples + i] =
            gain * (cos[angle] * imaginary[m] + sin[angle] * real[m]);
      }
      for (int j = 0; j < 2 * samples; j++) {
        int angle = m * j % (2 * samples);
        synthesis[j * 2 * bins.length + 2 * b] = cos[angle];
        synthesis[j * 2 * bins.length + 2 * b + 1] = sin[angle];
      }
    }
    return new CirculantInverse(
        2 * samples,
        bins,
        kept,
        grid.foldedOntoFrames(analysis, 2 * bins.length),
        synthesis,
        oscillationLimit);
  }
}
