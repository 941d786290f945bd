package org.radloom.gpuops.phantom;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a perfusion phantom is to be like.
 *
 * @param nx voxels along x, at least 32
 * @param ny voxels along y, at least 32
 * @param nz slices, > 0
 * @param frameTimesSeconds strictly increasing, the first before the bolus arrives
 * @param anatomy which tissue lies where
 * @param noiseHu standard deviation of Gaussian noise on every voxel, HU, >= 0
 * @param seed of the noise
 */
public record PerfusionPhantomOptions(
    int nx,
    int ny,
    int nz,
    List<Double> frameTimesSeconds,
    PerfusionAnatomy anatomy,
    double noiseHu,
    long seed) {

  /** Below this a vessel could lie between voxel centres. */
  private static final int LEAST_SIDE = 32;

  /** 96 x 96 x 6 with a stroke, 44 frames as stroke protocols take them, noise of 1 HU. */
  public static final PerfusionPhantomOptions DEMO =
      new PerfusionPhantomOptions(96, 96, 6, strokeProtocol(), PerfusionAnatomy.STROKE, 1, 1);

  /** Checks the ranges. */
  public PerfusionPhantomOptions {
    frameTimesSeconds = List.copyOf(frameTimesSeconds);
    if (nx < LEAST_SIDE || ny < LEAST_SIDE) {
      throw new IllegalArgumentException(
          "a slice must be at least %d x %d, but was: %d x %d"
              .formatted(LEAST_SIDE, LEAST_SIDE, nx, ny));
    }
    if (!(noiseHu >= 0)) {
      throw new IllegalArgumentException("noiseHu must be >= 0, but was: " + noiseHu);
    }
  }

  /** Returns the same with other times. */
  public PerfusionPhantomOptions at(List<Double> timesSeconds) {
    return new PerfusionPhantomOptions(nx, ny, nz, timesSeconds, anatomy, noiseHu, seed);
  }

  /** Returns times from 0 on with equal steps. */
  public static List<Double> everySeconds(int frames, double stepSeconds) {
    return IntStream.range(0, frames).mapToObj(i -> i * stepSeconds).toList();
  }

  /** Returns 34 frames a second apart while the bolus passes, then 10 more, 3 s apart. */
  public static List<Double> strokeProtocol() {
    return Stream.concat(
            everySeconds(34, 1).stream(), IntStream.rangeClosed(1, 10).mapToObj(i -> 33.0 + 3 * i))
        .toList();
  }
}
