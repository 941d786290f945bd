package org.radloom.gpuops.perfusion;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Voxels;

/**
 * The curves of some voxels of a series, taken out of it as HU above their baseline.
 *
 * <p>A 16-bit voxel's baseline is never rounded: the frames' differences to the first frame, times
 * the count of baseline frames, less their sum are whole numbers that a float holds exactly up to
 * 2^24. Areas are summed from those in double; only then they are scaled. Not thread-safe; one per
 * thread.
 */
final class CurveBlock {
  private final PerfusionSeries series;
  private final double[] trapezoidSeconds;
  private final int frameVoxels;

  /** What a unit of the differences times the count of baseline frames is, HU. */
  private final double huPerUnit;

  private final float[][] curves;
  private final float[] baseline;
  private final double[] areas;
  private final int[] voxels;
  private final int[] rising;

  CurveBlock(PerfusionSeries series, double[] trapezoidSeconds, int capacity) {
    this.series = series;
    this.trapezoidSeconds = trapezoidSeconds;
    frameVoxels = series.volume().space().voxels();
    double slope = series.volume().voxels() instanceof Voxels.Stored stored ? stored.slope() : 1;
    huPerUnit = slope / series.baselineFrames();
    curves = BlockMatrix.block(series.volume().frames(), capacity);
    baseline = new float[capacity];
    areas = new double[capacity];
    voxels = new int[capacity];
    rising = new int[capacity];
  }

  /** Returns {@code [frame][voxel]}, rounded up to whole tiles with rows of 0. */
  float[][] curves() {
    return curves;
  }

  /** Returns the area under each curve, HU s, > 0. */
  double[] areas() {
    return areas;
  }

  /** Returns where each voxel lies in its frame. */
  int[] voxels() {
    return voxels;
  }

  /**
   * Takes the next voxels inside the mask, as many as fit.
   *
   * @param from first voxel that may be taken
   * @param to first one that may not
   * @return where to go on, {@code to} at the end
   */
  Taken take(int from, int to) {
    int count = 0;
    int next = from;
    Labels mask = series.mask();
    while (next < to && count < voxels.length) {
      if (isInside(mask, next)) {
        voxels[count++] = next;
      }
      next++;
    }
    if (count > 0) {
      readDifferences(count);
      subtractBaseline(count);
      addAreas(count);
      count = keepRising(count);
      scaleToHu(count);
    }
    return new Taken(next, count);
  }

  /**
   * How far a block got.
   *
   * @param next voxel to go on with
   * @param count curves in the block whose area is finite and above 0
   */
  record Taken(int next, int count) {}

  private static boolean isInside(@Nullable Labels mask, int voxel) {
    return mask == null || mask.values()[voxel] != 0;
  }

  private void readDifferences(int count) {
    boolean run = voxels[count - 1] - voxels[0] == count - 1;
    for (int frame = 0; frame < series.volume().frames(); frame++) {
      int offset = frame * frameVoxels;
      if (series.volume().voxels() instanceof Voxels.Stored stored) {
        if (run) {
          differ(stored.stored(), voxels[0], offset + voxels[0], curves[frame], count);
        } else {
          differ(stored.stored(), offset, curves[frame], count);
        }
      } else {
        differ(((Voxels.Real) series.volume().voxels()).values(), offset, curves[frame], count);
      }
    }
  }

  private static void differ(short[] stored, int first, int from, float[] row, int count) {
    for (int v = 0; v < count; v++) {
      row[v] = stored[from + v] - stored[first + v];
    }
  }

  private void differ(short[] stored, int offset, float[] row, int count) {
    for (int v = 0; v < count; v++) {
      row[v] = stored[offset + voxels[v]] - stored[voxels[v]];
    }
  }

  private void differ(float[] values, int offset, float[] row, int count) {
    for (int v = 0; v < count; v++) {
      row[v] = values[offset + voxels[v]] - values[voxels[v]];
    }
  }

  /** Leaves what is above the baseline, times the count of its frames. */
  private void subtractBaseline(int count) {
    int frames = series.baselineFrames();
    Arrays.fill(baseline, 0, count, 0);
    for (int frame = 0; frame < frames; frame++) {
      addInto(baseline, curves[frame], count);
    }
    for (int frame = 0; frame < trapezoidSeconds.length; frame++) {
      subtract(curves[frame], frames, baseline, count);
    }
  }

  private void addAreas(int count) {
    Arrays.fill(areas, 0, count, 0);
    for (int frame = 0; frame < trapezoidSeconds.length; frame++) {
      addArea(curves[frame], huPerUnit * trapezoidSeconds[frame], areas, count);
    }
  }

  private void scaleToHu(int count) {
    for (int frame = 0; frame < trapezoidSeconds.length; frame++) {
      scale(curves[frame], (float) huPerUnit, count);
    }
  }

  private int keepRising(int count) {
    int kept = 0;
    for (int v = 0; v < count; v++) {
      if (areas[v] > 0 && areas[v] < Double.POSITIVE_INFINITY) {
        rising[kept] = v;
        voxels[kept] = voxels[v];
        areas[kept++] = areas[v];
      }
    }
    for (int frame = 0; frame < trapezoidSeconds.length && kept < count; frame++) {
      float[] row = curves[frame];
      for (int v = 0; v < kept; v++) {
        row[v] = row[rising[v]];
      }
    }
    return kept;
  }

  private static void addInto(float[] sum, float[] row, int count) {
    for (int v = 0; v < count; v++) {
      sum[v] += row[v];
    }
  }

  private static void subtract(float[] row, float frames, float[] baseline, int count) {
    for (int v = 0; v < count; v++) {
      row[v] = row[v] * frames - baseline[v];
    }
  }

  private static void scale(float[] row, float factor, int count) {
    for (int v = 0; v < count; v++) {
      row[v] *= factor;
    }
  }

  private static void addArea(float[] row, double seconds, double[] areas, int count) {
    for (int v = 0; v < count; v++) {
      areas[v] += seconds * row[v];
    }
  }
}
