package org.radloom.gpuops.agatston;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** Queries over noise of every density, around the percolation thresholds too. */
final class RandomQuery {
  private static final double[] DENSITIES = {0.01, 0.1, 0.3, 0.407, 0.5, 0.593, 0.8, 0.95};
  private static final double[] SLOPES = {1, 1, 0.5, 2, 0.1, 1.7};
  private static final double[] INTERCEPTS = {0, -1024, -1024, 0.25, -8192.3};
  private static final double[] THRESHOLDS = {130, 130, 129.7, 0, -50.5, 300};
  private static final int[] LABELS = {0, 1, 2, 3, 4, 255};

  private final Random random;

  private RandomQuery(long seed) {
    random = new Random(seed);
  }

  static IslandQuery ofSeed(long seed) {
    return new RandomQuery(seed).query();
  }

  private IslandQuery query() {
    Space space = Space.of(1 + side(70), 1 + side(40), 1 + random.nextInt(4), 0.5, 0.75, 3);
    double thresholdHu = pick(THRESHOLDS);
    double density = pick(DENSITIES);
    int voxels = space.voxels();
    return new IslandQuery(
        new Volume(
            space,
            1,
            random.nextInt(3) == 0
                ? real(voxels, density, thresholdHu)
                : stored(voxels, density, thresholdHu)),
        labels(space),
        thresholdHu,
        random.nextBoolean() ? Connectivity.FOUR : Connectivity.EIGHT,
        random.nextBoolean() ? 1 : 1 + random.nextInt(6));
  }

  private Voxels stored(int voxels, double density, double thresholdHu) {
    double slope = pick(SLOPES);
    double intercept = pick(INTERCEPTS);
    int least = (int) Math.ceil((thresholdHu - intercept) / slope);
    short[] stored = new short[voxels];
    for (int i = 0; i < voxels; i++) {
      int value = random.nextDouble() < density ? least + few() : least - 1 - few();
      stored[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }
    return new Voxels.Stored(stored, slope, intercept);
  }

  private Voxels real(int voxels, double density, double thresholdHu) {
    float least = (float) thresholdHu;
    float[] hu = new float[voxels];
    for (int i = 0; i < voxels; i++) {
      float above = random.nextInt(4) * random.nextFloat() * 300;
      hu[i] = random.nextDouble() < density ? least + above : Math.nextDown(least) - above;
      if (hu[i] == 0 && random.nextBoolean()) {
        hu[i] = -0.0f;
      }
    }
    return new Voxels.Real(hu);
  }

  /** Labels in patches, so that islands cross their borders. */
  private @Nullable Labels labels(Space space) {
    int patch = 1 + random.nextInt(9);
    if (patch == 9) {
      return null;
    }
    byte[] values = new byte[space.voxels()];
    for (int i = 0; i < values.length; i++) {
      int x = i % space.nx() / patch;
      int y = i / space.nx() / patch;
      values[i] = (byte) LABELS[new Random(31L * x + y).nextInt(LABELS.length)];
    }
    return new Labels(space, values);
  }

  /** Returns a count, often near a power of two or 0. */
  private int side(int most) {
    return random.nextBoolean() ? random.nextInt(most) : Math.min(most, 30 + random.nextInt(5));
  }

  private int few() {
    return random.nextInt(3) == 0 ? 0 : random.nextInt(900);
  }

  private double pick(double[] values) {
    return values[random.nextInt(values.length)];
  }
}
