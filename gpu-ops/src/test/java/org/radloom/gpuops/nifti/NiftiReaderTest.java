package org.radloom.gpuops.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.radloom.gpuops.nifti.Attenuations.hus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/** How files are packed, laid out and scaled. */
class NiftiReaderTest {
  private static final long ENOUGH = 1 << 20;

  @Test
  void theScaleIsKeptBesideTheStoredValues(@TempDir Path folder) throws IOException {
    Path file =
        new HandMadeNifti().dim(3, 3, 1, 1).int16(-1, 0, 2).scale(0.5f, -1024).plain(folder);

    Volume volume = NiftiReader.read(file, ENOUGH);

    assertThat(volume.voxels()).isInstanceOf(Voxels.Stored.class);
    assertThat(hus(volume)).containsExactly(-1024.5, -1024, -1023);
  }

  @ParameterizedTest
  @CsvSource({"0, 7", "NaN, 7", "NaN, NaN", "-0.0, NaN"})
  void aSlopeOfZeroOrNoneMeansNoScaling(float slope, float intercept, @TempDir Path folder)
      throws IOException {
    Path file =
        new HandMadeNifti().dim(3, 2, 1, 1).int16(-5, 9).scale(slope, intercept).plain(folder);

    assertThat(hus(NiftiReader.read(file, ENOUGH))).containsExactly(-5, 9);
  }

  @Test
  void aNegativeSlopeTurnsTheOrderAndGivesHu(@TempDir Path folder) throws IOException {
    Path file = new HandMadeNifti().dim(3, 3, 1, 1).int16(-1, 0, 2).scale(-2, 10).plain(folder);

    Volume volume = NiftiReader.read(file, ENOUGH);

    assertThat(volume.voxels()).isInstanceOf(Voxels.Real.class);
    assertThat(hus(volume)).containsExactly(12, 10, 6);
  }

  @ParameterizedTest
  @CsvSource({"8", "16", "70000"})
  void whatLiesBetweenHeaderAndVoxelsIsPassedOver(int bytes, @TempDir Path folder)
      throws IOException {
    HandMadeNifti nifti = new HandMadeNifti().dim(3, 2, 1, 1).int16(-5, 9).extensions(bytes);

    assertThat(hus(NiftiReader.read(nifti.plain(folder), ENOUGH))).containsExactly(-5, 9);
    assertThat(hus(NiftiReader.read(nifti.gzip(folder), ENOUGH))).containsExactly(-5, 9);
  }

  @Test
  void contentSaysWhetherAFileIsPackedNotItsName(@TempDir Path folder) throws IOException {
    byte[] bytes = new HandMadeNifti().dim(3, 2, 1, 1).int16(-5, 9).bytes();
    Path packed = Files.write(folder.resolve("a.nii"), HandMadeNifti.gzipped(bytes));
    Path plain = Files.write(folder.resolve("b.nii.gz"), bytes);

    assertThat(hus(NiftiReader.read(packed, ENOUGH))).containsExactly(-5, 9);
    assertThat(hus(NiftiReader.read(plain, ENOUGH))).containsExactly(-5, 9);
  }

  @Test
  void aFileInSeveralGzipMembersIsOneFile(@TempDir Path folder) throws IOException {
    byte[] bytes = new HandMadeNifti().dim(3, 2, 1, 1).int16(-5, 9).bytes();
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.writeBytes(HandMadeNifti.gzipped(Arrays.copyOf(bytes, 100)));
    members.writeBytes(HandMadeNifti.gzipped(Arrays.copyOfRange(bytes, 100, bytes.length)));
    Path file = Files.write(folder.resolve("a.nii.gz"), members.toByteArray());

    assertThat(hus(NiftiReader.read(file, ENOUGH))).containsExactly(-5, 9);
  }

  @Test
  void labelsAreWholeNumbersAfterScalingOfAnyType(@TempDir Path folder) throws IOException {
    HandMadeNifti nifti = new HandMadeNifti().dim(4, 4, 1, 1, 1);

    assertThat(NiftiReader.readLabels(nifti.float32(0, 1, 4, 255).gzip(folder), 4).values())
        .containsExactly(0, 1, 4, 255);
    assertThat(
            NiftiReader.readLabels(nifti.int16(1, 3, 5, 5).scale(0.5f, -0.5f).plain(folder), 4)
                .values()[3])
        .isEqualTo((byte) 2);
  }
}
