package org.radloom.gpuops.perfusion;

import java.util.Map;
import java.util.TreeMap;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Voxels;

/** Mean curves of parts of a series, HU above their baseline, one value a frame. */
public final class RegionCurves {
  private static final int LABELS = 256;

  private RegionCurves() {}

  /**
   * Returns the mean curve of each label that any voxel has, 0 excepted, by rising label.
   *
   * @param regions of the series' shape
   */
  public static Map<Integer, double[]> of(PerfusionSeries series, Labels regions) {
    int frames = series.volume().frames();
    int[] counts = new int[LABELS];
    for (byte label : regions.values()) {
      counts[Byte.toUnsignedInt(label)]++;
    }
    double[][] sums = new double[LABELS][frames];
    for (int frame = 0; frame < frames; frame++) {
      addFrame(series, regions, frame, sums);
    }
    Map<Integer, double[]> curves = new TreeMap<>();
    for (int label = 1; label < LABELS; label++) {
      if (counts[label] > 0) {
        curves.put(label, aboveBaseline(sums[label], counts[label], series.baselineFrames()));
      }
    }
    return curves;
  }

  /**
   * Returns the mean curve of all voxels whose label is not 0.
   *
   * @param mask of the series' shape, at least one voxel marked
   */
  static double[] inside(PerfusionSeries series, Labels mask) {
    byte[] one = new byte[mask.values().length];
    for (int i = 0; i < one.length; i++) {
      one[i] = (byte) (mask.values()[i] == 0 ? 0 : 1);
    }
    double[] curve = of(series, new Labels(mask.space(), one)).get(1);
    if (curve == null) {
      throw new IllegalArgumentException("the mask must mark a voxel, but marks none");
    }
    return curve;
  }

  /** Returns the curve of one voxel, given by its index in a frame. */
  static double[] at(PerfusionSeries series, int voxel) {
    double[] hu = new double[series.volume().frames()];
    for (int frame = 0; frame < hu.length; frame++) {
      hu[frame] = series.volume().voxels().hu(frame * series.volume().space().voxels() + voxel);
    }
    return aboveBaseline(hu, 1, series.baselineFrames());
  }

  private static void addFrame(PerfusionSeries series, Labels regions, int frame, double[][] sums) {
    Voxels voxels = series.volume().voxels();
    byte[] labels = regions.values();
    int offset = frame * labels.length;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != 0) {
        sums[Byte.toUnsignedInt(labels[i])][frame] += voxels.hu(offset + i);
      }
    }
  }

  private static double[] aboveBaseline(double[] sums, int count, int baselineFrames) {
    double baseline = 0;
    for (int frame = 0; frame < baselineFrames; frame++) {
      baseline += sums[frame] / baselineFrames;
    }
    double[] curve = new double[sums.length];
    for (int frame = 0; frame < curve.length; frame++) {
      curve[frame] = (sums[frame] - baseline) / count;
    }
    return curve;
  }
}
