package org.radloom.gpuops.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.gpuops.agatston.Connectivity;
import org.radloom.gpuops.agatston.Island;
import org.radloom.gpuops.cuda.DeviceException;
import org.radloom.gpuops.perfusion.PerfusionMaps;
import org.radloom.gpuops.perfusion.PerfusionOptions;
import org.radloom.gpuops.perfusion.PerfusionSeries;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

final class BackendTest {
  private static final Volume TWO_DENSE =
      new Volume(Space.of(3, 1, 1, 1, 1, 3), 1, new Voxels.Stored(new short[] {0, 200, 300}, 1, 0));

  private static final Island ISLAND = new Island(0, 0, 1, 2, 300, 500, 1, 0, 2, 0);

  @ParameterizedTest
  @EnumSource
  void aChoiceIsKnownByItsFlag(BackendChoice choice) {
    assertThat(BackendChoice.of(choice.flag())).isEqualTo(choice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "CUDA", "cuda "})
  void refusesOtherFlags(String flag) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BackendChoice.of(flag))
        .withMessage("backend must be one of auto, cuda, cpu, but was: " + flag);
  }

  @Test
  void theCpuIsAlwaysThere() throws Exception {
    Backend backend = Backend.select(BackendChoice.CPU);

    assertThat(backend.name()).isEqualTo("cpu");
    assertThat(backend.device())
        .isEqualTo("%d cores".formatted(Runtime.getRuntime().availableProcessors()));
    try (BackendIslandFinder finder = backend.newIslandFinder(1)) {
      assertThat(finder.find(TWO_DENSE, null, 130, Connectivity.FOUR, 1)).containsExactly(ISLAND);
      assertThat(finder.ranOn()).isEqualTo("cpu");
    }
  }

  @Test
  void autoFindsAMachineAnywhere() throws Exception {
    Backend backend = Backend.select(BackendChoice.AUTO);

    try (BackendIslandFinder finder = backend.newIslandFinder(1)) {
      assertThat(finder.find(TWO_DENSE, null, 130, Connectivity.FOUR, 1)).containsExactly(ISLAND);
      assertThat(finder.ranOn()).isEqualTo(backend.name());
    }
  }

  @Test
  @DisabledIf("org.radloom.gpuops.cuda.Cuda#isAvailable")
  void cudaWithoutADeviceSaysWhyAndWhatToDo() {
    assertThatThrownBy(() -> Backend.select(BackendChoice.CUDA))
        .isInstanceOf(BackendUnavailableException.class)
        .hasMessageMatching(
            "--backend=cuda needs a CUDA device, but there is none \\(.+\\);"
                + " use --backend=auto or cpu");
  }

  @Test
  void autoDoesAVolumeOnTheCpuAfterTheDeviceFailed() throws Exception {
    Backend backend = new Backend(BackendChoice.AUTO, new FullDevice());

    assertThat(backend.name()).isEqualTo("cuda");
    assertThat(backend.device()).isEqualTo("full");
    try (BackendIslandFinder finder = backend.newIslandFinder(1)) {
      assertThat(finder.find(TWO_DENSE, null, 130, Connectivity.FOUR, 1)).containsExactly(ISLAND);
      assertThat(finder.ranOn()).isEqualTo("cpu");
    }
  }

  @Test
  void autoDoesAStudyOnTheCpuAfterTheDeviceFailed() {
    short[] rising = new short[20];
    IntStream.range(5, 15).forEach(frame -> rising[frame] = 100);
    List<Double> times = IntStream.range(0, 20).mapToObj(frame -> (double) frame).toList();
    PerfusionSeries series =
        new PerfusionSeries(
            new Volume(Space.of(1, 1, 1, 1, 1, 5), 20, new Voxels.Stored(rising, 1, 0)),
            times,
            5,
            null);
    double[] inflow = IntStream.range(0, 20).mapToDouble(frame -> 2.0 * rising[frame]).toArray();
    Backend backend = new Backend(BackendChoice.AUTO, new FullDevice());

    try (BackendPerfusionMapper mapper = backend.newPerfusionMapper(1)) {
      PerfusionMaps maps = mapper.map(series, inflow, PerfusionOptions.DEFAULTS);

      assertThat(mapper.ranOn()).isEqualTo("cpu");
      // Half the inflow's area: kH / rho * 100 * 0.5
      assertThat(maps.cbv()[0]).isEqualTo((float) ((1 - 0.45) / (1 - 0.25) / 1.05 * 50));
    }
  }

  @Test
  void whoInsistsOnCudaHearsThatItFailed() {
    Backend backend = new Backend(BackendChoice.CUDA, new FullDevice());

    try (BackendIslandFinder finder = backend.newIslandFinder(1)) {
      assertThatThrownBy(() -> finder.find(TWO_DENSE, null, 130, Connectivity.FOUR, 1))
          .isInstanceOf(DeviceException.class)
          .hasMessage("no room for 16,777,216 bytes");
    }
  }
}
