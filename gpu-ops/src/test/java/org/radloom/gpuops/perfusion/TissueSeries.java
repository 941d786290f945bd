package org.radloom.gpuops.perfusion;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** Series of one row of voxels, made for a test. */
final class TissueSeries {
  private TissueSeries() {}

  /** Returns times from 0 on. */
  static List<Double> every(double stepSeconds, int frames) {
    return IntStream.range(0, frames).mapToObj(i -> i * stepSeconds).toList();
  }

  /** Returns a gamma variate {@code peakHu (u e^(1-u))^3}, u from arrival to a peak 4 s later. */
  static double[] bolus(List<Double> times, double arrivalSeconds, double peakHu) {
    return times.stream()
        .mapToDouble(t -> Math.max(0, t - arrivalSeconds) / 4)
        .map(u -> peakHu * Math.pow(u * Math.exp(1 - u), 3))
        .toArray();
  }

  /** Returns a series of float voxels that start at 40 HU. */
  static PerfusionSeries of(List<Double> times, int baselineFrames, double[]... curves) {
    float[] hu = new float[curves.length * times.size()];
    for (int i = 0; i < hu.length; i++) {
      hu[i] = (float) (40 + curves[i % curves.length][i / curves.length]);
    }
    return of(times, baselineFrames, curves.length, new Voxels.Real(hu), null);
  }

  static PerfusionSeries of(
      List<Double> times, int baselineFrames, int voxels, Voxels hu, @Nullable Labels mask) {
    Space space = Space.of(voxels, 1, 1, 1, 1, 1);
    return new PerfusionSeries(new Volume(space, times.size(), hu), times, baselineFrames, mask);
  }

  static Labels mask(int... labels) {
    byte[] values = new byte[labels.length];
    for (int i = 0; i < labels.length; i++) {
      values[i] = (byte) labels[i];
    }
    return new Labels(Space.of(labels.length, 1, 1, 1, 1, 1), values);
  }

  /** Returns 16-bit boluses of any height, delay and breadth in noise, some upside down. */
  static PerfusionSeries random(List<Double> times, int voxels, Random random) {
    short[] stored = new short[voxels * times.size()];
    for (int v = 0; v < voxels; v++) {
      double height = 300 * random.nextDouble() - 40;
      double delay = 6 * random.nextDouble() - 1;
      double breadth = 1 + 2 * random.nextDouble();
      double noise = random.nextInt(3) * 10;
      for (int frame = 0; frame < times.size(); frame++) {
        double u = Math.max(0, times.get(frame) - 5 - delay) / (4 * breadth);
        double hu = height * Math.pow(u * Math.exp(1 - u), 3) + noise * random.nextGaussian();
        stored[frame * voxels + v] = (short) Math.round(10640 + hu);
      }
    }
    return of(times, 4, voxels, new Voxels.Stored(stored, 0.1, -1024), null);
  }

  static PerfusionSeries masked(PerfusionSeries series, Labels mask) {
    return new PerfusionSeries(
        series.volume(), series.frameTimesSeconds(), series.baselineFrames(), mask);
  }
}
