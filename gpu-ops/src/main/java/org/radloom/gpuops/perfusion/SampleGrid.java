package org.radloom.gpuops.perfusion;

import java.util.List;

/**
 * Equal time steps for frames taken at any times, and the linear interpolation between the two.
 *
 * <p>The step is the smallest distance between two frames, the first sample lies at the first
 * frame, and the last one at or less than a step before the last frame. Sample {@code i} of a curve
 * is {@code (1 - upperShare[i]) * curve[lowerFrame[i]] + upperShare[i] * curve[lowerFrame[i] + 1]}.
 * A sample closer than 1e-6 of a step to a frame is that frame (share 0), so frames at equal steps
 * stay as they are.
 *
 * @param frames how many frames, at least 2
 * @param samples how many equal steps, {@code frames} to {@link #MAX_SAMPLES}
 * @param stepSeconds distance between two samples, s
 * @param lowerFrame {@code [samples]} the frame at or before each sample
 * @param upperShare {@code [samples]} weight of the frame after that, in [0, 1); 0 at the last
 *     frame
 */
@SuppressWarnings("ArrayRecordComponent") // Made once per study, read by kernels, never compared.
public record SampleGrid(
    int frames, int samples, double stepSeconds, int[] lowerFrame, double[] upperShare) {

  /** More samples than any protocol has: 17 minutes at a frame a second. */
  public static final int MAX_SAMPLES = 1024;

  private static final double SAME_TIME = 1e-6;

  /**
   * Returns the grid of frames taken at these times.
   *
   * @param frameTimesSeconds strictly increasing, at least 2
   * @throws IllegalArgumentException if there would be more than {@link #MAX_SAMPLES} samples
   */
  public static SampleGrid of(List<Double> frameTimesSeconds) {
    int frames = frameTimesSeconds.size();
    if (frames < 2) {
      throw new IllegalArgumentException("there must be at least 2 frames, but was: " + frames);
    }
    double needed = samplesNeeded(frameTimesSeconds);
    if (!(needed <= MAX_SAMPLES)) {
      throw new IllegalArgumentException(
          "frames must fill at most %d of their smallest steps, but was: %.0f"
              .formatted(MAX_SAMPLES, needed));
    }
    int samples = (int) needed;
    double first = frameTimesSeconds.get(0);
    double step = smallestStep(frameTimesSeconds);
    int[] lowerFrame = new int[samples];
    double[] upperShare = new double[samples];
    int lower = 0;
    for (int i = 0; i < samples; i++) {
      double time = first + i * step;
      while (lower + 1 < frames && frameTimesSeconds.get(lower + 1) <= time + SAME_TIME * step) {
        lower++;
      }
      lowerFrame[i] = lower;
      upperShare[i] = lower + 1 < frames ? share(time, step, lower, frameTimesSeconds) : 0;
    }
    return new SampleGrid(frames, samples, step, lowerFrame, upperShare);
  }

  /** Returns how many samples these times call for; may be far more than is allowed. */
  static double samplesNeeded(List<Double> frameTimesSeconds) {
    double span = frameTimesSeconds.get(frameTimesSeconds.size() - 1) - frameTimesSeconds.get(0);
    return Math.floor(span / smallestStep(frameTimesSeconds) + SAME_TIME) + 1;
  }

  /** Returns the samples of a curve of one value a frame. */
  public double[] resample(double[] curve) {
    double[] sampled = new double[samples];
    for (int i = 0; i < samples; i++) {
      double lower = curve[lowerFrame[i]];
      sampled[i] =
          upperShare[i] == 0
              ? lower
              : (1 - upperShare[i]) * lower + upperShare[i] * curve[lowerFrame[i] + 1];
    }
    return sampled;
  }

  /**
   * Returns a linear map of samples as one of frames.
   *
   * @param ofSamples {@code [rows][samples]}
   * @return {@code [rows][frames]}
   */
  double[] foldedOntoFrames(double[] ofSamples, int rows) {
    double[] ofFrames = new double[rows * frames];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < samples; i++) {
        double weight = ofSamples[row * samples + i];
        int lower = row * frames + lowerFrame[i];
        ofFrames[lower] += (1 - upperShare[i]) * weight;
        if (upperShare[i] > 0) {
          ofFrames[lower + 1] += upperShare[i] * weight;
        }
      }
    }
    return ofFrames;
  }

  private static double share(double time, double step, int lower, List<Double> times) {
    double after = time - times.get(lower);
    return after <= SAME_TIME * step ? 0 : after / (times.get(lower + 1) - times.get(lower));
  }

  private static double smallestStep(List<Double> times) {
    double smallest = Double.POSITIVE_INFINITY;
    for (int i = 1; i < times.size(); i++) {
      smallest = Math.min(smallest, times.get(i) - times.get(i - 1));
    }
    return smallest;
  }
}
