package org.radloom.gpuops.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.radloom.gpuops.volume.UnreadableVolumeException;

/** What is wrong with bad files, each wrong in one thing. */
class NiftiRejectsTest {
  private static final long ENOUGH = 1 << 20;
  private static final float INF = Float.POSITIVE_INFINITY;

  private static HandMadeNifti good() {
    return new HandMadeNifti();
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        arguments("unsupported_format", "sizeof_hdr was: 347", good().shorts(0, 347, 0)),
        arguments("unsupported_format", "is NIfTI-2", good().shorts(0, 540, 0)),
        arguments("unsupported_format", "is NIfTI-2", good().shorts(0, 0, 0x1c02)),
        arguments("unsupported_format", "a pair's header (ni1)", good().at(345, 'i')),
        arguments("unsupported_format", "another format", good().at(344, 0)),
        arguments("unsupported_format", "another format", good().at(347, 'x')),
        arguments("unsupported_datatype", "code was: 32", good().datatype(32, 64)),
        arguments("unsupported_datatype", "code was: 128", good().datatype(128, 24)),
        arguments("unsupported_datatype", "code was: 1536", good().datatype(1536, 128)),
        arguments("unsupported_datatype", "code was: 2304", good().datatype(2304, 32)),
        arguments("unsupported_datatype", "code was: 0", good().datatype(0, 0)),
        arguments("unsupported_datatype", "code was: -1", good().datatype(-1, 16)),
        arguments("bad_bitpix", "must be 16 for datatype 4, but was: 8", good().datatype(4, 8)),
        arguments("bad_dimensions", "dim[0] must be 2 to 7, but was: 0", good().dim(0)),
        arguments("bad_dimensions", "dim[0] must be 2 to 7, but was: 1", good().dim(1)),
        arguments("bad_dimensions", "dim[0] must be 2 to 7, but was: 8", good().dim(8)),
        arguments("bad_dimensions", "dim[0] must be 2 to 7, but was: -3", good().dim(-3)),
        arguments("bad_dimensions", "dim[1] must be > 0, but was: 0", good().dim(3, 0)),
        arguments("bad_dimensions", "dim[3] must be > 0, but was: -1", good().dim(3, 2, 3, -1)),
        arguments("bad_dimensions", "dim[4] must be > 0, but was: 0", good().dim(4, 2, 3, 2, 0)),
        arguments("bad_dimensions", "dim[5] must be 1, but was: 2", good().dim(5, 2, 3, 1, 1, 2)),
        arguments(
            "bad_spacing",
            "pixdim[1] must be finite and > 0 mm, but was: 0.0",
            good().pixdim(1, 0)),
        arguments("bad_spacing", "but was: -0.5", good().pixdim(1, 1, -0.5f)),
        arguments("bad_spacing", "pixdim[3]", good().pixdim(1, 1, 1, Float.NaN)),
        arguments("bad_spacing", "but was: Infinity", good().pixdim(1, INF)),
        arguments("bad_spacing", "but was: Infinity", good().units(1).pixdim(1, 1e38f)),
        arguments("bad_spacing", "but was: 0.0", good().units(3).pixdim(1, Float.MIN_VALUE)),
        arguments("unsupported_units", "must be 0 to 3, but was: 5", good().units(5)),
        arguments("bad_offset", "whole number >= 352, but was: 348.0", good().floats(108, 348)),
        arguments("bad_offset", "but was: 0.0", good().floats(108, 0)),
        arguments("bad_offset", "but was: 352.5", good().floats(108, 352.5f)),
        arguments("bad_offset", "but was: NaN", good().floats(108, Float.NaN)),
        arguments("bad_offset", "but was: 3.0E38", good().floats(108, 3e38f)),
        arguments("truncated", "but the file holds", good().floats(108, 1e9f)),
        arguments("bad_scaling", "but were: Infinity and 0.0", good().scale(INF, 0)),
        arguments("bad_scaling", "but were: 1.0 and NaN", good().scale(1, Float.NaN)),
        arguments("bad_affine", "qform_code must be 0 to 5, but was: 6", good().shorts(252, 6)),
        arguments("bad_affine", "sform_code must be 0 to 5, but was: -1", good().shorts(254, -1)),
        arguments("bad_affine", "quatern_b to d", good().shorts(252, 1).floats(256, Float.NaN)),
        arguments("bad_affine", "qoffset_x to z", good().shorts(252, 1).floats(268, INF)),
        arguments(
            "bad_affine", "srow_x to z must be finite", good().shorts(254, 1).floats(280, INF)),
        arguments("bad_affine", "must span space", good().shorts(254, 1)),
        arguments("truncated", "promises", good().dim(3, 2, 3, 3)),
        arguments("truncated", "promises", good().dim(4, 32767, 32767, 2, 32767)),
        arguments("too_large", "a frame must be at most", good().dim(3, 32767, 32767, 32767)),
        arguments("trailing_bytes", "goes on", good().dim(3, 2, 3, 1)),
        arguments("trailing_bytes", "goes on", good().voxels(new byte[25])),
        arguments(
            "not_finite", "number 1 was: NaN", good().dim(3, 3, 1, 1).float32(1, Float.NaN, 2)),
        arguments("not_finite", "was: -Infinity", good().dim(3, 2, 1, 1).float32(1, -INF)),
        arguments("not_finite", "was: NaN", good().dim(3, 1, 1, 1).float64(Double.NaN)),
        arguments("out_of_range", "number 1 was: 1.0E39", good().dim(3, 2, 1, 1).float64(1, 1e39)),
        arguments("out_of_range", "number 0 was", good().dim(3, 1, 1, 1).int16(9).scale(3e38f, 0)),
        arguments(
            "out_of_range", "number 0 was", good().dim(3, 1, 1, 1).int16(9).scale(-3e38f, 0)));
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void isRejectedForWhatIsWrongPackedOrNot(
      String reason, String message, HandMadeNifti nifti, @TempDir Path folder) throws IOException {
    Path plain = nifti.plain(folder);
    Path packed = nifti.gzip(folder);

    UnreadableVolumeException ofPlain = rejected(plain, ENOUGH);
    UnreadableVolumeException ofPacked = rejected(packed, ENOUGH);

    assertThat(ofPlain.reason()).isEqualTo(reason);
    assertThat(ofPlain).hasMessageContaining(message).hasMessageEndingWith(" (file scan.nii)");
    assertThat(ofPacked.reason()).isEqualTo(reason);
    assertThat(ofPacked).hasMessageEndingWith(" (file scan.nii.gz)");
    assertThat(ofPacked.getMessage()).doesNotContain(folder.toString());
  }

  @Test
  void theFixtureItselfIsGood(@TempDir Path folder) throws IOException {
    assertThat(NiftiReader.read(good().plain(folder), 24).voxels().length()).isEqualTo(12);
  }

  @Test
  void everyShorterFileIsTruncated(@TempDir Path folder) throws IOException {
    byte[] bytes = good().bytes();
    for (int length = 0; length < bytes.length; length++) {
      Path file = Files.write(folder.resolve(length + ".nii"), Arrays.copyOf(bytes, length));

      assertThat(rejected(file, ENOUGH).reason()).as("%d bytes", length).isEqualTo("truncated");
    }
  }

  @Test
  void everyShorterGzipIsTruncated(@TempDir Path folder) throws IOException {
    byte[] bytes = HandMadeNifti.gzipped(good().bytes());
    for (int length = 0; length < bytes.length; length++) {
      Path file = Files.write(folder.resolve(length + ".nii.gz"), Arrays.copyOf(bytes, length));

      assertThat(rejected(file, ENOUGH).reason()).as("%d bytes", length).isEqualTo("truncated");
    }
  }

  @Test
  void aWrongChecksumIsDamage(@TempDir Path folder) throws IOException {
    byte[] bytes = HandMadeNifti.gzipped(good().bytes());
    bytes[bytes.length - 8] ^= 1;

    assertThat(rejected(Files.write(folder.resolve("a.nii.gz"), bytes), ENOUGH).reason())
        .isEqualTo("damaged_gzip");
  }

  @Test
  void damagedGzipIsDamage(@TempDir Path folder) throws IOException {
    byte[] noBlockOfThisType = HandMadeNifti.gzipped(good().bytes());
    noBlockOfThisType[10] |= 6;
    byte[] noMethodOfThisName = HandMadeNifti.gzipped(good().bytes());
    noMethodOfThisName[2] = 7;

    assertThat(rejected(Files.write(folder.resolve("a"), noBlockOfThisType), ENOUGH).reason())
        .isEqualTo("damaged_gzip");
    assertThat(rejected(Files.write(folder.resolve("b"), noMethodOfThisName), ENOUGH).reason())
        .isEqualTo("damaged_gzip");
  }

  @Test
  void textIsNoVolume(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.nii"), "x".repeat(400), StandardCharsets.US_ASCII);

    assertThat(rejected(file, ENOUGH).reason()).isEqualTo("unsupported_format");
  }

  @Test
  void aFolderIsNoVolumeAndNoFileIsTheDisksMatter(@TempDir Path folder) {
    assertThat(rejected(folder, ENOUGH).reason()).isEqualTo("unsupported_format");
    assertThatThrownBy(() -> NiftiReader.read(folder.resolve("none.nii"), ENOUGH))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aVolumeThatMayNotBeHeldIsTooLarge(@TempDir Path folder) throws IOException {
    Path shorts = good().plain(folder);

    assertThat(rejected(shorts, 23).reason()).isEqualTo("too_large");
    Path floats = good().dim(3, 2, 1, 1).float32(0.5f, 1).plain(folder);
    assertThat(rejected(floats, 7).reason()).isEqualTo("too_large");
    assertThat(NiftiReader.read(floats, 8).voxels().length()).isEqualTo(2);
  }

  @Test
  void whatIsNoLabelIsRejected(@TempDir Path folder) throws IOException {
    HandMadeNifti two = good().dim(3, 2, 1, 1);

    assertThat(rejectedLabels(two.int16(0, 256).plain(folder), 2)).isEqualTo("bad_labels");
    assertThat(rejectedLabels(two.int16(0, -1).plain(folder), 2)).isEqualTo("bad_labels");
    assertThat(rejectedLabels(two.float32(0, 1.5f).plain(folder), 2)).isEqualTo("bad_labels");
    assertThat(rejectedLabels(two.float32(0, Float.NaN).plain(folder), 2)).isEqualTo("not_finite");
    assertThat(rejectedLabels(two.int16(0, 1).plain(folder), 1)).isEqualTo("too_large");
    assertThat(rejectedLabels(good().dim(4, 1, 1, 1, 2).int16(0, 1).plain(folder), 2))
        .isEqualTo("bad_labels");
  }

  private static UnreadableVolumeException rejected(Path file, long maxBytes) {
    return catchThrowableOfType(
        UnreadableVolumeException.class, () -> NiftiReader.read(file, maxBytes));
  }

  private static String rejectedLabels(Path file, long maxBytes) {
    return catchThrowableOfType(
            UnreadableVolumeException.class, () -> NiftiReader.readLabels(file, maxBytes))
        .reason();
  }
}
