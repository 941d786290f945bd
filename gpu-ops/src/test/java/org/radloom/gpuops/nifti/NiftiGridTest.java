package org.radloom.gpuops.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radloom.gpuops.volume.Placement;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.UnreadableVolumeException;
import org.radloom.gpuops.volume.Volume;

/** What headers say about counts, distances and places. */
class NiftiGridTest {
  private static final long ENOUGH = 1 << 20;

  @ParameterizedTest
  @CsvSource({
    "2, 3, 4, 0, 0, 3, 4, 1, 1",
    "3, 3, 2, 2, 9, 3, 2, 2, 1",
    "4, 3, 2, 1, 2, 3, 2, 1, 2",
    "5, 3, 2, 1, 2, 3, 2, 1, 2",
    "7, 12, 1, 1, 1, 12, 1, 1, 1",
  })
  void axesThatTheHeaderDoesNotCountAreOneLong(
      int dimensions,
      int dim1,
      int dim2,
      int dim3,
      int dim4,
      int nx,
      int ny,
      int nz,
      int frames,
      @TempDir Path folder)
      throws IOException {
    Path file = new HandMadeNifti().dim(dimensions, dim1, dim2, dim3, dim4, 1, 1, 1).plain(folder);

    Volume volume = NiftiReader.read(file, ENOUGH);

    Space space = volume.space();
    assertThat(List.of(space.nx(), space.ny(), space.nz(), volume.frames()))
        .containsExactly(nx, ny, nz, frames);
  }

  @Test
  void xRunsFastestThenYThenZThenFrames(@TempDir Path folder) throws IOException {
    int[] values = IntStream.range(0, 2 * 3 * 4 * 5).toArray();
    Path file = new HandMadeNifti().dim(4, 2, 3, 4, 5).int16(values).plain(folder);

    Volume volume = NiftiReader.read(file, ENOUGH);

    assertThat(volume.voxels().hu(1 + 2 * (2 + 3 * (3 + 4 * 4)))).isEqualTo(119);
    assertThat(volume.voxels().hu(1)).isEqualTo(1);
    assertThat(volume.voxels().hu(2)).isEqualTo(2);
    assertThat(volume.space().dxMm()).isEqualTo(0.5);
    assertThat(volume.space().dyMm()).isEqualTo(0.75);
    assertThat(volume.space().incrementMm()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.5, 2.5", "2, 0.5, 2.5", "10, 0.5, 2.5", "9, 0.0005, 0.0025", "3, 500, 2500"})
  void lengthsComeOutInMillimetres(int units, float dx, float dz, @TempDir Path folder)
      throws IOException {
    Path file =
        new HandMadeNifti()
            .units(units)
            .pixdim(-1, dx, dx, dz)
            .shorts(252, 1, 2)
            .floats(256, 0, 0, 1, -dx, dx, dz)
            .floats(280, dx, 0, 0, 2 * dx, 0, dx, 0, 0, 0, 0, dz, dz)
            .plain(folder);

    Space space = NiftiReader.read(file, ENOUGH).space();

    assertThat(space.dxMm()).isEqualTo(0.5);
    assertThat(space.incrementMm()).isEqualTo(2.5);
    assertThat(space.placement())
        .isEqualTo(
            new Placement(
                -1,
                List.of(0.5f, 0.5f, 2.5f),
                (short) 1,
                List.of(0f, 0f, 1f),
                List.of(-0.5f, 0.5f, 2.5f),
                (short) 2,
                List.of(.5f, 0f, 0f, 1f, 0f, .5f, 0f, 0f, 0f, 0f, 2.5f, 2.5f)));
  }

  @Test
  void numbersOfAFormThatCountsForNothingMayBeNone(@TempDir Path folder) throws IOException {
    Path file =
        new HandMadeNifti()
            .floats(256, Float.NaN, 1, 0, Float.POSITIVE_INFINITY, 0, 0)
            .floats(280, Float.NaN)
            .plain(folder);

    Placement placement = NiftiReader.read(file, ENOUGH).space().placement();

    assertThat(placement.quaternion()).containsExactly(0f, 1f, 0f);
    assertThat(placement.offset()).containsExactly(0f, 0f, 0f);
    assertThat(placement.affine()).containsOnly(0f);
  }

  /** Steps of 0.5, 0.75 and 3 mm; the third at 30 degrees from the slices' normal. */
  @ParameterizedTest
  @CsvSource({
    "1, 0.5, 0.75, 0, 3", // as pixdim says
    "1, 0.504, 0.75, 0, 3", // 0.8 % more
    "1, 0.5, 0.75, 1.5, 2.598076", // 3 mm long
    "1, 0.5, 0.75, 1.732051, 3", // 3 mm between the planes
    "2, 1, 1, 0, 1", // an atlas, not the scanner
  })
  void acceptsAnAffineWhoseStepsArePixdims(
      int code, float dx, float dy, float shear, float dz, @TempDir Path folder)
      throws IOException {
    Space space = NiftiReader.read(withAffine(code, dx, dy, shear, dz, folder), ENOUGH).space();

    assertThat(List.of(space.dxMm(), space.dyMm(), space.incrementMm()))
        .containsExactly(0.5, 0.75, 3.0);
  }

  @ParameterizedTest
  @CsvSource({
    "0.51, 0.75, 0, 3, 0.51",
    "0.5, 0.375, 0, 3, 0.375",
    "0.5, 0.75, 0, 5, 5",
    "0.5, 0.75, 3, 3.3, 4.46",
  })
  void refusesAnAffineOfTheScannerWhoseStepsAreOthers(
      float dx, float dy, float shear, float dz, String wrongMm, @TempDir Path folder)
      throws IOException {
    Path file = withAffine(1, dx, dy, shear, dz, folder);

    assertThatThrownBy(() -> NiftiReader.read(file, ENOUGH))
        .isInstanceOf(UnreadableVolumeException.class)
        .hasMessageStartingWith(
            "steps of srow_x to z must be as long as pixdim[1] to [3], [0.5, 0.75, 3.0] mm, but are: ")
        .hasMessageContaining(wrongMm)
        .hasMessageEndingWith("(file scan.nii)")
        .extracting(e -> ((UnreadableVolumeException) e).reason())
        .isEqualTo("bad_affine");
  }

  private static Path withAffine(int code, float dx, float dy, float shear, float dz, Path folder)
      throws IOException {
    return new HandMadeNifti()
        .shorts(254, code)
        .floats(280, -dx, 0, 0, 9, 0, dy, shear, 8, 0, 0, dz, 7)
        .plain(folder);
  }
}
