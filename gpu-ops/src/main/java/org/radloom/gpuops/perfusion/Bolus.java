package org.radloom.gpuops.perfusion;

import java.util.List;

/**
 * The rise and fall of a curve around its largest value.
 *
 * @param peakHu largest enhancement, HU
 * @param peakSeconds when, on the frames' clock
 * @param halfRiseSeconds when it last passes half of that on the way up, linear between frames
 * @param widthSeconds from there to when it first passes half of it on the way down, or to the end
 * @param framesAboveHalf how many frames lie between
 */
record Bolus(
    double peakHu,
    double peakSeconds,
    double halfRiseSeconds,
    double widthSeconds,
    int framesAboveHalf) {

  /** How many standard deviations of its baseline frames a peak must reach to be one. */
  static final double LEAST_PEAK_DEVIATIONS = 5;

  static Bolus of(List<Double> times, double[] curve) {
    int peak = 0;
    for (int frame = 1; frame < curve.length; frame++) {
      peak = curve[frame] > curve[peak] ? frame : peak;
    }
    double half = curve[peak] / 2;
    double rise = BolusArrival.crossingBefore(times, curve, peak, half);
    double fall = BolusArrival.crossingAfter(times, curve, peak, half);
    int between = 0;
    for (double time : times) {
      between += time > rise && time < fall ? 1 : 0;
    }
    return new Bolus(curve[peak], times.get(peak), rise, fall - rise, between);
  }

  /** Returns the standard deviation of a curve's baseline frames, HU; 0 if there is only one. */
  double noiseHu(double[] curve, PerfusionSeries series) {
    double squares = 0;
    int frames = series.baselineFrames();
    for (int frame = 0; frame < frames; frame++) {
      squares += curve[frame] * curve[frame]; // their mean is 0
    }
    return frames > 1 ? Math.sqrt(squares / (frames - 1)) : 0;
  }
}
