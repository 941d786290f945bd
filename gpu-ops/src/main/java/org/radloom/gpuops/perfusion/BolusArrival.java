package org.radloom.gpuops.perfusion;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** When the contrast comes. */
public final class BolusArrival {
  /** What soft tissue and blood measure without contrast, HU. */
  static final double LEAST_SOFT_HU = 0;

  static final double MOST_SOFT_HU = 120;

  /** Share of the rise at which the tissue's mean has begun to rise. */
  private static final double TISSUE_ONSET = 0.05;

  /** How long before the tissue's mean the first artery fills, s. */
  private static final double ARTERY_LEAD_SECONDS = 2;

  /** Share of its peak at which an artery's curve has begun to rise. */
  private static final double ARTERY_ONSET = 0.1;

  private BolusArrival() {}

  /**
   * Returns how many of the first frames come before the bolus, for a series whose sidecar doesn't
   * say.
   *
   * <p>The mean over the mask, or where there is none over the voxels that measure 0 to 120 HU in
   * the first frame, is followed back from its largest value to the last frame at or below 5 % of
   * the way up from its smallest value before that. Arteries fill earlier than tissue: frames less
   * than 2 s before that frame are not counted.
   *
   * @param frameTimesSeconds strictly increasing, one a frame
   * @param mask of the volume's shape, or null
   * @return 1 to frames - 1; 1 where nothing rises
   */
  public static int baselineFrames(
      Volume volume, List<Double> frameTimesSeconds, @Nullable Labels mask) {
    double[] mean = means(volume, mask);
    int peak = 0;
    for (int frame = 1; frame < mean.length; frame++) {
      peak = mean[frame] > mean[peak] ? frame : peak;
    }
    double low = mean[peak];
    for (int frame = 0; frame < peak; frame++) {
      low = Math.min(low, mean[frame]);
    }
    int onset = peak;
    while (onset > 0 && mean[onset] > low + TISSUE_ONSET * (mean[peak] - low)) {
      onset--;
    }
    int baseline = 0;
    while (baseline < onset
        && frameTimesSeconds.get(baseline) <= frameTimesSeconds.get(onset) - ARTERY_LEAD_SECONDS) {
      baseline++;
    }
    return Math.max(1, Math.min(baseline, mean.length - 1));
  }

  /**
   * Returns when an artery's curve starts to rise, s after the first frame: where it last passes 10
   * % of its peak on the way up, linear between frames; 0 where it starts above that.
   *
   * @param aif HU above the baseline, one value a frame
   */
  public static double secondsAfterFirstFrame(List<Double> frameTimesSeconds, double[] aif) {
    int peak = 0;
    for (int frame = 1; frame < aif.length; frame++) {
      peak = aif[frame] > aif[peak] ? frame : peak;
    }
    return crossingBefore(frameTimesSeconds, aif, peak, ARTERY_ONSET * aif[peak])
        - frameTimesSeconds.get(0);
  }

  /** Returns when the curve last passes a value before a frame that is above it. */
  static double crossingBefore(List<Double> times, double[] curve, int frame, double value) {
    int above = frame;
    while (above > 0 && curve[above - 1] > value) {
      above--;
    }
    return above == 0 ? times.get(0) : crossing(times, curve, above - 1, above, value);
  }

  /** Returns when the curve first passes a value after a frame that is above it. */
  static double crossingAfter(List<Double> times, double[] curve, int frame, double value) {
    int above = frame;
    while (above + 1 < curve.length && curve[above + 1] > value) {
      above++;
    }
    return above + 1 == curve.length
        ? times.get(above)
        : crossing(times, curve, above + 1, above, value);
  }

  private static double crossing(
      List<Double> times, double[] curve, int below, int above, double value) {
    double rise = curve[above] - curve[below];
    double share = rise > 0 ? (value - curve[below]) / rise : 0;
    return times.get(below) + share * (times.get(above) - times.get(below));
  }

  private static double[] means(Volume volume, @Nullable Labels mask) {
    Voxels voxels = volume.voxels();
    int count = volume.space().voxels();
    double[] sums = new double[volume.frames()];
    for (int frame = 0; frame < sums.length; frame++) {
      for (int i = 0; i < count; i++) {
        if (mask == null ? isSoft(voxels.hu(i)) : mask.values()[i] != 0) {
          sums[frame] += voxels.hu(frame * count + i) / count;
        }
      }
    }
    return sums;
  }

  static boolean isSoft(double hu) {
    return hu >= LEAST_SOFT_HU && hu <= MOST_SOFT_HU;
  }
}
