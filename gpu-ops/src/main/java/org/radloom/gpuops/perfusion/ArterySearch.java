package org.radloom.gpuops.perfusion;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Voxels;

/**
 * Looks for the voxel whose curve is the arterial input: high, early and narrow.
 *
 * <ol>
 *   <li>Inside the mask, voxels count that measure 0 to 120 HU on average before the bolus: neither
 *       air nor bone.
 *   <li>Candidates are the 1 % of them, but at least 100, that enhance most.
 *   <li>A candidate's peak is at least 10 HU and 5 standard deviations of its baseline frames; at
 *       least 2 frames in a row and 3 s of it are above half of the peak: no spike in time.
 *   <li>At least 2 of its 8 neighbours in the slice are such candidates too: no spike in space.
 *   <li>Of these, the largest {@code peak / (rise * width)} wins, of equals the first in the
 *       volume's order: width is the time above half of the peak, rise the time from when the first
 *       of them reaches half of its peak to its own peak, at least a second.
 * </ol>
 */
final class ArterySearch {
  private static final double TOP_SHARE = 0.01;
  private static final int LEAST_CANDIDATES = 100;
  private static final double LEAST_PEAK_HU = 10;
  private static final double LEAST_WIDTH_SECONDS = 3;
  private static final double LEAST_RISE_SECONDS = 1;
  private static final int LEAST_NEIGHBOURS = 2;
  private static final int BLOCK_VOXELS = 512;

  private final PerfusionSeries series;
  private final Space space;
  private final List<Double> times;

  private ArterySearch(PerfusionSeries series) {
    this.series = series;
    space = series.volume().space();
    times = series.frameTimesSeconds();
  }

  /** Returns the voxel's index in a frame, or -1 if there is none. */
  static int voxelOf(PerfusionSeries series) {
    return new ArterySearch(series).best();
  }

  private int best() {
    BitSet candidates = candidates();
    int[] confirmed =
        candidates.stream().filter(v -> neighbours(candidates, v) >= LEAST_NEIGHBOURS).toArray();
    double earliest = Double.POSITIVE_INFINITY;
    for (int voxel : confirmed) {
      Bolus bolus = Bolus.of(times, RegionCurves.at(series, voxel));
      earliest = Math.min(earliest, bolus.halfRiseSeconds());
    }
    int best = -1;
    double bestScore = 0;
    for (int voxel : confirmed) {
      Bolus bolus = Bolus.of(times, RegionCurves.at(series, voxel));
      double rise = Math.max(LEAST_RISE_SECONDS, bolus.peakSeconds() - earliest);
      double score = bolus.peakHu() / (rise * bolus.widthSeconds());
      if (score > bestScore) {
        bestScore = score;
        best = voxel;
      }
    }
    return best;
  }

  private BitSet candidates() {
    float[] peaks = peaks();
    float least = leastOfTop(peaks);
    BitSet candidates = new BitSet(peaks.length);
    for (int voxel = 0; voxel < peaks.length; voxel++) {
      if (peaks[voxel] > 0 && peaks[voxel] >= least && isBolus(voxel)) {
        candidates.set(voxel);
      }
    }
    return candidates;
  }

  private boolean isBolus(int voxel) {
    double[] curve = RegionCurves.at(series, voxel);
    Bolus bolus = Bolus.of(times, curve);
    return bolus.peakHu() >= LEAST_PEAK_HU
        && bolus.peakHu() >= Bolus.LEAST_PEAK_DEVIATIONS * bolus.noiseHu(curve, series)
        && bolus.widthSeconds() >= LEAST_WIDTH_SECONDS
        && bolus.framesAboveHalf() >= 2;
  }

  /** Returns the largest enhancement of each soft voxel inside the mask, 0 for the others. */
  private float[] peaks() {
    float[] peaks = new float[space.voxels()];
    double[] weights = DeconvolutionPlan.trapezoidSeconds(times);
    CurveBlock block = new CurveBlock(series, weights, BLOCK_VOXELS);
    PeakFinder peakFinder = new PeakFinder(times.size(), BLOCK_VOXELS);
    float[] peak = new float[BLOCK_VOXELS];
    int[] at = new int[BLOCK_VOXELS];
    int next = 0;
    while (next < peaks.length) {
      CurveBlock.Taken taken = block.take(next, peaks.length);
      next = taken.next();
      if (taken.count() > 0) {
        peakFinder.find(block.curves(), times.size(), taken.count(), peak, at);
      }
      for (int v = 0; v < taken.count(); v++) {
        int voxel = block.voxels()[v];
        peaks[voxel] = BolusArrival.isSoft(baselineHu(voxel)) ? peak[v] : 0;
      }
    }
    return peaks;
  }

  private double baselineHu(int voxel) {
    Voxels voxels = series.volume().voxels();
    double sum = 0;
    for (int frame = 0; frame < series.baselineFrames(); frame++) {
      sum += voxels.hu(frame * space.voxels() + voxel);
    }
    return sum / series.baselineFrames();
  }

  private static float leastOfTop(float[] peaks) {
    float[] rising = new float[peaks.length];
    int count = 0;
    for (float peak : peaks) {
      if (peak > 0) {
        rising[count++] = peak;
      }
    }
    Arrays.sort(rising, 0, count);
    int top = Math.min(count, Math.max(LEAST_CANDIDATES, (int) Math.ceil(TOP_SHARE * count)));
    return count == 0 ? 0 : rising[count - top];
  }

  private int neighbours(BitSet candidates, int voxel) {
    int x = voxel % space.nx();
    int y = voxel / space.nx() % space.ny();
    int found = 0;
    for (int dy = y > 0 ? -1 : 0; dy <= (y + 1 < space.ny() ? 1 : 0); dy++) {
      for (int dx = x > 0 ? -1 : 0; dx <= (x + 1 < space.nx() ? 1 : 0); dx++) {
        boolean other = dx != 0 || dy != 0;
        found += other && candidates.get(voxel + dy * space.nx() + dx) ? 1 : 0;
      }
    }
    return found;
  }
}
