package org.radloom.gpuops.agatston;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.gpuops.cuda.EmulatedDevice;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** The kernels, run on the CPU, against the CPU's own finder. */
@Tag("slow")
@EnabledIf("org.radloom.gpuops.cuda.EmulatedDevice#isAvailable")
final class EmulatedIslandFinderTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.0015, 0.02, 0.3, 0.45, 0.6, 0.9, 1})
  void findsTheIslandsOfTheCpuAtAnyDensity(double share) throws TooManyIslandsException {
    Random random = new Random(7);
    for (int round = 0; round < 12; round++) {
      Space space =
          Space.of(1 + random.nextInt(70), 1 + random.nextInt(50), 1 + random.nextInt(9), 1, 1, 1);
      Volume volume = round % 2 == 0 ? stored(space, share, random) : real(space, share, random);
      Labels labels = round % 3 == 0 ? null : labels(space, random);
      for (Connectivity connectivity : Connectivity.values()) {
        EmulatedDevice device = new EmulatedDevice();
        try (IslandFinder cuda = new CudaIslandFinder(device, 3, 5000);
            IslandFinder cpu = new CpuIslandFinder(1)) {
          int least = 1 + round % 4;
          assertThat(cuda.find(volume, labels, 130, connectivity, least))
              .isEqualTo(cpu.find(volume, labels, 130, connectivity, least));
        }
        assertThat(device.usedBytes()).isZero();
      }
    }
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
    IntStream.range(0, labels.length)
        .forEach(i -> labels[i] = (byte) Math.max(0, random.nextInt(40) < 30 ? 255 : i % 3));
    return new Labels(space, labels);
  }
}
