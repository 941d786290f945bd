package org.radloom.gpuops.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

final class VolumeResamplerTest {
  private final VolumeResampler resampler = new CpuVolumeResampler(1);

  @Test
  void interpolatesBetweenCentresAndRepeatsTheEnds() {
    Volume line = real(Space.of(4, 1, 1, 1, 1, 1), 0, 10, 20, 30);

    // New centres lie at -0.25, 0.25, 0.75 ... 3.25 old voxels; the first and last at the ends.
    assertThat(values(resampler.resample(line, 0.5, 1, 1)))
        .containsExactly(0, 2.5f, 7.5f, 12.5f, 17.5f, 22.5f, 27.5f, 30);
    // At 0.5 and 2.5.
    assertThat(values(resampler.resample(line, 2, 1, 1))).containsExactly(5, 25);
  }

  @Test
  void interpolatesAlongAllThreeAxes() {
    // Of a cube of 8 voxels the one voxel of twice the spacing lies in the middle: their mean.
    Volume cube = real(Space.of(2, 2, 2, 1, 1, 3), 0, 1, 2, 3, 4, 5, 6, 15);

    Volume one = resampler.resample(cube, 2, 2, 6);

    assertThat(one.space().shape()).isEqualTo("1 x 1 x 1");
    assertThat(values(one)).containsExactly(4.5f);
  }

  @Test
  void readsStoredValuesWithTheirScale() {
    Volume stored =
        new Volume(
            Space.of(2, 1, 1, 1, 1, 1), 1, new Voxels.Stored(new short[] {0, 100}, 2, -1000));

    assertThat(values(resampler.resample(stored, 2, 1, 1))).containsExactly(-900);
  }

  @Test
  void saysWhereTheNewGridLies() {
    Volume line = real(Space.of(4, 1, 1, 1, 1, 1), 0, 10, 20, 30);

    Space half = resampler.resample(line, 0.5, 1, 2).space();

    // The outer edges stay at -0.5 mm, so the first centre lies at -0.25 mm; along z at 0.5 mm.
    assertThat(half.placement().toWorld())
        .containsExactly(0.5, 0, 0, -0.25, 0, 1, 0, 0, 0, 0, 2, 0.5);
    assertThat(half.dxMm()).isEqualTo(0.5);
    assertThat(half.nz()).isEqualTo(1);
  }

  @Test
  void givesLabelsTheNearestAndTheWayBack() {
    Space space = Space.of(4, 1, 1, 1, 1, 1);
    Labels labels = new Labels(space, new byte[] {1, 2, 3, 4});
    Space fine = resampler.resample(real(space, 0, 0, 0, 0), 0.5, 1, 1).space();
    Space coarse = resampler.resample(real(space, 0, 0, 0, 0), 2, 1, 1).space();

    Labels finer = resampler.resample(labels, fine);

    assertThat(finer.values()).containsExactly(1, 1, 2, 2, 3, 3, 4, 4);
    assertThat(resampler.resample(finer, space).values()).containsExactly(1, 2, 3, 4);
    // Centres at 0.5 and 2.5 are as near to both neighbours: the later ones.
    assertThat(resampler.resample(labels, coarse).values()).containsExactly(2, 4);
  }

  @Test
  void roundsTheNumberOfVoxels() {
    Volume line = real(Space.of(4, 1, 1, 1, 1, 1), 0, 10, 20, 30);

    // 4 / 1.6 = 2.5, up to 3; 4 / 1.7 = 2.35, down to 2; 4 / 100 is one voxel at least.
    assertThat(resampler.resample(line, 1.6, 1, 1).space().nx()).isEqualTo(3);
    assertThat(resampler.resample(line, 1.7, 1, 1).space().nx()).isEqualTo(2);
    assertThat(resampler.resample(line, 100, 1, 1).space().nx()).isEqualTo(1);
  }

  @Test
  void refusesWhatCannotBe() {
    Volume line = real(Space.of(2, 1, 1, 1, 1, 1), 0, 1);

    assertThatThrownBy(() -> resampler.resample(line, 0, 1, 1)).hasMessageContaining("dxMm");
    assertThatThrownBy(() -> resampler.resample(line, 1, Double.NaN, 1))
        .hasMessageContaining("dyMm");
    assertThatThrownBy(() -> resampler.resample(line, 1e-9, 1e-9, 1e-9))
        .hasMessageContaining("at most 268435456 voxels");
    assertThatThrownBy(() -> new CpuVolumeResampler(0)).hasMessageContaining("threads");
  }

  @Property(tries = 60, seed = "20261122")
  void keepsAPlaneAwayFromTheEdgesWithAnyNumberOfThreads(
      @ForAll @IntRange(min = 1, max = 9) int nx,
      @ForAll @IntRange(min = 1, max = 9) int nz,
      @ForAll @DoubleRange(min = 0.3, max = 3) double spacing) {
    Space space = Space.of(nx, 7, nz, 1, 1.5, 2);
    float[] plane = new float[space.voxels()];
    for (int i = 0; i < plane.length; i++) {
      int slice = i / (nx * 7);
      int row = i / nx % 7;
      plane[i] = 3 * (i % nx) - 2 * row + 5 * slice;
    }
    Volume volume = new Volume(space, 1, new Voxels.Real(plane));

    Volume sampled = resampler.resample(volume, spacing, spacing, spacing);

    Space grid = sampled.space();
    for (int i = 0; i < sampled.voxels().length(); i++) {
      double x = (i % grid.nx() + 0.5) * spacing - 0.5;
      double y = (i / grid.nx() % grid.ny() + 0.5) * spacing / 1.5 - 0.5;
      int slice = i / grid.sliceVoxels();
      double z = (slice + 0.5) * spacing / 2 - 0.5;
      if (x >= 0 && x <= nx - 1 && y >= 0 && y <= 6 && z >= 0 && z <= nz - 1) {
        assertThat(sampled.voxels().hu(i)).isCloseTo(3 * x - 2 * y + 5 * z, within(1e-4));
      }
      assertThat(sampled.voxels().hu(i)).isBetween(-12.0, 3.0 * nx + 5.0 * nz);
    }
    assertThat(values(new CpuVolumeResampler(3).resample(volume, spacing, spacing, spacing)))
        .isEqualTo(values(sampled));
  }

  private static Volume real(Space space, float... values) {
    return new Volume(space, 1, new Voxels.Real(values));
  }

  private static float[] values(Volume volume) {
    return ((Voxels.Real) volume.voxels()).values();
  }
}
