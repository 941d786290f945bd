package org.radloom.gpuops.agatston;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.gpuops.cuda.DeviceException;
import org.radloom.gpuops.cuda.EmulatedDevice;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** The sources of the kernels, and all that surrounds them, on a device made of the CPU. */
@Tag("slow")
@EnabledIf("org.radloom.gpuops.cuda.EmulatedDevice#isAvailable")
final class EmulatedIslandFinderTest extends IslandFinderContract {
  private static final int MANY_SLICES_A_CHUNK = 1 << 20;

  private final List<EmulatedDevice> devices = new ArrayList<>();

  @Override
  IslandFinder newFinder() {
    return new CudaIslandFinder(newDevice(), 2, MANY_SLICES_A_CHUNK);
  }

  private EmulatedDevice newDevice() {
    EmulatedDevice device = new EmulatedDevice();
    devices.add(device);
    return device;
  }

  @Override
  @AfterEach
  void close() {
    super.close();
    assertThat(devices).allMatch(device -> device.usedBytes() == 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0015, 0.02, 0.3, 0.45, 0.6, 0.9, 1})
  void findsTheSameInChunksOfAFewSlicesAtAnyDensity(double share) throws TooManyIslandsException {
    Random random = new Random(7);
    try (IslandFinder cuda = new CudaIslandFinder(newDevice(), 3, 5000)) {
      for (int round = 0; round < 12; round++) {
        IslandQuery query = query(random, share, round);

        assertThat(find(cuda, query)).isEqualTo(FloodFill.find(query));
      }
    }
  }

  @Test
  void giveBackAllMemoryAndGoOnAfterRunningOut() throws TooManyIslandsException {
    EmulatedDevice small = new EmulatedDevice(12_000_000);
    Volume fits = new Volume(Space.of(64, 64, 8, 1, 1, 1), 1, new Voxels.Real(new float[32_768]));
    Volume tooLarge =
        new Volume(Space.of(2048, 1024, 1, 1, 1, 1), 1, new Voxels.Real(new float[1 << 21]));
    try (IslandFinder finder = new CudaIslandFinder(small, 2, 5000)) {
      assertThatThrownBy(() -> finder.find(tooLarge, null, 130, Connectivity.FOUR, 1))
          .isInstanceOf(DeviceException.class)
          .hasMessageContaining("out of memory");
      assertThat(small.usedBytes()).isZero();
      assertThat(finder.find(fits, null, 130, Connectivity.FOUR, 1)).isEmpty();
    }
    assertThat(small.usedBytes()).isZero();
  }

  @Test
  void timesAVolumeThatLiesOnTheDevice() {
    Volume volume = stored(Space.of(64, 64, 9, 1, 1, 1), 0.01, new Random(1));
    try (CudaIslandFinder finder = new CudaIslandFinder(newDevice(), 2)) {
      assertThat(finder.secondsOnDevice(volume, null, 130, Connectivity.FOUR, 1, 2)).isPositive();
      assertThatThrownBy(() -> finder.secondsOnDevice(volume, null, -1000, Connectivity.FOUR, 1, 2))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static List<Island> find(IslandFinder finder, IslandQuery query)
      throws TooManyIslandsException {
    return finder.find(
        query.volume(),
        query.labels(),
        query.thresholdHu(),
        query.connectivity(),
        query.minVoxels());
  }

  private static IslandQuery query(Random random, double share, int round) {
    Space space =
        Space.of(1 + random.nextInt(70), 1 + random.nextInt(50), 1 + random.nextInt(9), 1, 1, 1);
    return new IslandQuery(
        round % 2 == 0 ? stored(space, share, random) : real(space, share, random),
        round % 3 == 0 ? null : labels(space, random),
        130,
        Connectivity.values()[round / 2 % 2],
        1 + round % 4);
  }

  private static Volume stored(Space space, double share, Random random) {
    short[] stored = new short[space.voxels()];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = (short) (1024 + (random.nextDouble() < share ? 130 : 0) + random.nextInt(100));
    }
    return new Volume(space, 1, new Voxels.Stored(stored, 1.3, -1374.7));
  }

  private static Volume real(Space space, double share, Random random) {
    float[] values = new float[space.voxels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (random.nextDouble() < share ? 130 : 0) + 129 * random.nextFloat();
    }
    return new Volume(space, 1, new Voxels.Real(values));
  }

  private static Labels labels(Space space, Random random) {
    byte[] labels = new byte[space.voxels()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (random.nextInt(4) > 0 ? 255 : random.nextInt(3));
    }
    return new Labels(space, labels);
  }
}
