package org.radloom.speech;

/**
 * What Whisper hears: the logarithm of the power in mel bands, of 30 s at 16 kHz, every 10 ms
 * (Radford et al. 2022, section 2.2). Spectra of 25 ms under a periodic Hann window, mirrored at
 * both ends; decimal logarithms, at least 1e-10 and at most 8 below the greatest of the window,
 * then (x + 4) / 4. Not for threads side by side.
 */
final class LogMel {
  /** Samples of a window of 30 s. */
  static final int SAMPLES = 480_000;

  /** Samples from one frame to the next. */
  static final int HOP = 160;

  /** Frames of a window. */
  static final int FRAMES = SAMPLES / HOP;

  /** Length of the Fourier transform. */
  static final int TRANSFORM = 400;

  private static final double LEAST_POWER = 1e-10;
  private static final double RANGE = 8;

  private final MelFilters filters;
  private final FourierTransform fourier = new FourierTransform(TRANSFORM);
  private final double[] hann = new double[TRANSFORM];

  /**
   * Makes one.
   *
   * @param mels bands: 80, or 128 for large-v3
   */
  LogMel(int mels) {
    this.filters = new MelFilters(mels, TRANSFORM, Resampler.RATE);
    for (int i = 0; i < TRANSFORM; i++) {
      hann[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / TRANSFORM);
    }
  }

  /** Returns the bands one after the other, 3000 frames each, of 480,000 samples. */
  float[] of(float[] samples) {
    if (samples.length != SAMPLES) {
      throw new IllegalArgumentException(
          "a window has %d samples, but had: %d".formatted(SAMPLES, samples.length));
    }
    double[] frame = new double[TRANSFORM];
    double[] re = new double[TRANSFORM];
    double[] im = new double[TRANSFORM];
    double[] power = new double[TRANSFORM / 2 + 1];
    double[] logs = new double[filters.count() * FRAMES];
    double greatest = Double.NEGATIVE_INFINITY;
    // One frame more would be centred on the end; it is dropped.
    for (int t = 0; t < FRAMES; t++) {
      for (int i = 0; i < TRANSFORM; i++) {
        frame[i] = hann[i] * samples[mirrored(t * HOP - TRANSFORM / 2 + i)];
      }
      fourier.transform(frame, re, im);
      for (int bin = 0; bin < power.length; bin++) {
        power[bin] = re[bin] * re[bin] + im[bin] * im[bin];
      }
      for (int mel = 0; mel < filters.count(); mel++) {
        double log = Math.log10(Math.max(LEAST_POWER, filters.apply(mel, power)));
        logs[mel * FRAMES + t] = log;
        greatest = Math.max(greatest, log);
      }
    }
    float[] out = new float[logs.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) ((Math.max(logs[i], greatest - RANGE) + 4) / 4);
    }
    return out;
  }

  /** Mirrors at the first and last sample, which are not repeated. */
  private static int mirrored(int at) {
    if (at < 0) {
      return -at;
    }
    return at < SAMPLES ? at : 2 * (SAMPLES - 1) - at;
  }
}
