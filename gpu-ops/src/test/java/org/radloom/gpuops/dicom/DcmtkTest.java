package org.radloom.gpuops.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/**
 * Reads files that DCMTK makes: a CT head of 64 x 48 pixels with the elements that scanners write,
 * turned about the patient's axes, with sequences, private elements and a patient's name.
 */
@Tag("slow")
final class DcmtkTest {
  private static final int COLUMNS = 64;
  private static final int ROWS = 48;

  /** Rows run to the left and up by 30 degrees; columns to the back. */
  private static final String DIRECTIONS = "0.866025404\\0\\0.5\\0\\1\\0";

  private static final String HEADER =
      """
      (0002,0010) UI =LittleEndianExplicit
      (0008,0005) CS [ISO_IR 100]
      (0008,0008) CS [ORIGINAL\\PRIMARY\\AXIAL]
      (0008,0016) UI =CTImageStorage
      (0008,0018) UI [1.2.826.0.1.3680043.10.2.%1$d]
      (0008,0022) DA [20260101]
      (0008,0032) TM [%2$s]
      (0008,0060) CS [CT]
      (0008,1140) SQ (Sequence with undefined length)
      (fffe,e000) na (Item with undefined length)
      (0008,1150) UI =CTImageStorage
      (0008,1155) UI [1.2.3]
      (0028,0010) US 9
      (fffe,e00d) na (ItemDelimitationItem)
      (fffe,e0dd) na (SequenceDelimitationItem)
      (0010,0010) PN [SECRET^NAME]
      (0018,0050) DS [5]
      (0018,0060) DS [120]
      (0020,000d) UI [1.2.826.0.1.3680043.10.3]
      (0020,000e) UI [1.2.826.0.1.3680043.10.4]
      (0020,0012) IS [1]
      (0020,0013) IS [%1$d]
      (0020,0032) DS [%3$s]
      (0020,0037) DS [%4$s]
      (0028,0002) US 1
      (0028,0004) CS [MONOCHROME2]
      (0028,0010) US %5$d
      (0028,0011) US %6$d
      (0028,0030) DS [0.48828125\\0.5]
      (0028,0100) US 16
      (0028,0101) US 16
      (0028,0102) US 15
      (0028,0103) US 1
      (0028,0120) SS -2000
      (0028,1052) DS [-24]
      (0028,1053) DS [1]
      (0029,0010) LO [SOME VENDOR]
      (0029,1010) OB 01\\02\\03\\04
      (7fe0,0010) OW =%7$s
      """;

  @BeforeAll
  static void needDcmtk() {
    for (String tool : List.of("dump2dcm", "dcmconv", "dcmodify", "dcmcrle", "dcmcjpeg")) {
      assumeTrue(isThere(tool), "DCMTK must be installed (Debian: dcmtk), but is not: " + tool);
    }
  }

  @ParameterizedTest
  @CsvSource({"+te -e", "+te +e", "+ti -e", "+ti +e", "+tb -e", "+tb +e", "+td -e", "+td +e"})
  void readsAStackInEachUncompressedSyntax(String options, @TempDir Path folder, @TempDir Path work)
      throws Exception {
    for (int i = 0; i < 4; i++) {
      Path made = make(work, i, placeOf(i), "101500");
      List<String> command = new ArrayList<>(List.of("dcmconv"));
      command.addAll(List.of(options.split(" ")));
      // In reverse on disk.
      command.addAll(List.of(made.toString(), folder.resolve("IM" + (9 - i)).toString()));
      run(command);
    }

    DicomSeries series = DicomSeriesReader.read(folder, 1 << 20);

    Volume volume = series.volume();
    assertThat(volume.voxels()).isInstanceOf(Voxels.Stored.class);
    for (int i = 0; i < volume.voxels().length(); i++) {
      assertThat(volume.voxels().hu(i)).isEqualTo(stored(i) - 24);
    }
    assertThat(series.kvp()).hasValue(120);
    Space space = volume.space();
    assertThat(space.shape()).isEqualTo("64 x 48 x 4");
    assertThat(space.incrementMm()).isCloseTo(2.5, within(1e-6));
    // Left and back change sign: x = 0.5 mm * (0.866, 0, 0.5), y = 0.488 mm * (0, 1, 0), and
    // z = 2.5 mm * (row cross column) = 2.5 mm * (-0.5, 0, 0.866); the first pixel at (10, 20, 30).
    double[] affine = {-0.4330127, 0, 1.25, -10, 0, -0.48828125, 0, -20, 0.25, 0, 2.165064, 30};
    for (int i = 0; i < affine.length; i++) {
      assertThat((double) space.placement().affine().get(i)).isCloseTo(affine[i], within(1e-6));
    }
    assertThat(space.placement().qformCode()).isEqualTo((short) 1);
  }

  @Test
  void readsAPerfusionSeries(@TempDir Path folder, @TempDir Path work) throws Exception {
    for (int frame = 0; frame < 3; frame++) {
      for (int z = 0; z < 2; z++) {
        int number = 2 * frame + z;
        Path made = make(work, number, placeOf(z), "10150%d.%d".formatted(2 * frame, z));
        Files.move(made, folder.resolve("IM" + (7 * number % 6)));
      }
    }

    DicomSeries series = DicomSeriesReader.read(folder, 1 << 20);

    assertThat(series.frameTimesSeconds()).containsExactly(0.0, 2.0, 4.0);
    assertThat(series.volume().frames()).isEqualTo(3);
    for (int i = 0; i < series.volume().voxels().length(); i++) {
      assertThat(series.volume().voxels().hu(i)).isEqualTo(stored(i) - 24);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dcmcrle, '', 1.2.840.10008.1.2.5 (RLE Lossless)",
    "dcmcjpeg, +e1, '1.2.840.10008.1.2.4.70 (JPEG Lossless, First-Order Prediction)'",
    "dcmcjpeg, +el, 1.2.840.10008.1.2.4.57 (JPEG Lossless)"
  })
  void namesTheSyntaxOfACompressedSlice(
      String tool, String option, String name, @TempDir Path folder, @TempDir Path work)
      throws Exception {
    Path made = make(work, 0, placeOf(0), "101500");
    List<String> command = new ArrayList<>(List.of(tool));
    if (!option.isEmpty()) {
      command.add(option);
    }
    command.addAll(List.of(made.toString(), folder.resolve("a.dcm").toString()));
    run(command);

    new SeriesFolder(folder).refuses("unsupported_transfer_syntax");
    assertThat(new SeriesFolder(folder).refusal()).hasMessageContaining(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "-m (0020,000e)=1.2.3; mixed_series",
        "-m (0028,0030)=0.5\\0.5; mixed_geometry",
        "-m (0020,0037)=1\\0\\0\\0\\1\\0; mixed_geometry",
        "-m (0018,0060)=80; mixed_kvp",
        "-m (0020,0032)=10\\20\\30; duplicate_slices",
        "-m (0020,0032)=6.25\\20\\36.495191; uneven_slices",
        "-m (0020,0032)=8.75\\21\\32.16506; uneven_slices",
        "-e (0028,1053); no_rescale",
        "-m (0028,1053)=0; bad_rescale",
        "-i (0028,1054)=US; not_hu",
        "-i (0028,0008)=2; multi_frame",
        "-m (0028,0004)=MONOCHROME1; unsupported_pixels",
        "-m (0028,0010)=47; damaged",
        "-e (7fe0,0010); no_pixels",
        "-m (0008,0060)=MR; not_ct"
      })
  void refusesWhatWasAltered(String change, String reason, @TempDir Path folder, @TempDir Path work)
      throws Exception {
    for (int i = 0; i < 3; i++) {
      Files.move(make(work, i, placeOf(i), "101500"), folder.resolve("IM" + i + ".dcm"));
    }
    assertThat(new SeriesFolder(folder).read().volume().space().nz()).isEqualTo(3);
    String[] parts = change.split(" ", 2);

    run(List.of("dcmodify", "-nb", parts[0], parts[1], folder.resolve("IM1.dcm").toString()));

    new SeriesFolder(folder).refuses(reason);
  }

  @Test
  void bringsRescalesThatDifferToHu(@TempDir Path folder, @TempDir Path work) throws Exception {
    for (int i = 0; i < 2; i++) {
      Files.move(make(work, i, placeOf(i), "101500"), folder.resolve("IM" + i + ".dcm"));
    }
    run(List.of("dcmodify", "-nb", "-m", "(0028,1053)=-0.5", folder.resolve("IM1.dcm").toString()));

    Voxels voxels = DicomSeriesReader.read(folder, 1 << 20).volume().voxels();

    assertThat(voxels.hu(7)).isEqualTo(stored(7) - 24);
    int second = COLUMNS * ROWS;
    assertThat(voxels.hu(second + 7)).isEqualTo(-0.5 * stored(second + 7) - 24);
  }

  @Test
  void agreesWithDcmtkAboutUnsignedTwelveBits(@TempDir Path folder, @TempDir Path work)
      throws Exception {
    Path made = make(work, 0, placeOf(0), "101500");
    run(
        List.of(
            "dcmodify",
            "-nb",
            "-m",
            "(0028,0101)=12",
            "-m",
            "(0028,0102)=11",
            "-m",
            "(0028,0103)=0",
            "-e",
            "(0028,0120)",
            made.toString()));
    Files.move(made, folder.resolve("a.dcm"));

    Voxels voxels = DicomSeriesReader.read(folder, 1 << 20).volume().voxels();

    for (int i = 0; i < voxels.length(); i++) {
      assertThat(voxels.hu(i)).isEqualTo((stored(i) & 0xFFF) - 24);
    }
  }

  /** Returns a value for every voxel of a volume, some of them -2000 (padding). */
  private static int stored(int voxel) {
    int hash = voxel * 0x9E3779B1;
    return voxel % 17 == 0 ? -2000 : (hash >>> 20) - 1000;
  }

  /** Returns the corner of slice {@code z}: 2.5 mm apart along the normal (-0.5, 0, 0.866). */
  private static String placeOf(int z) {
    return "%.6f\\20\\%.6f".formatted(10 - 1.25 * z, 30 + 2.165063509 * z);
  }

  private static Path make(Path work, int number, String place, String time) throws Exception {
    Path pixels = work.resolve("pixels" + number + ".raw");
    ByteBuffer words = ByteBuffer.allocate(2 * ROWS * COLUMNS).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < ROWS * COLUMNS; i++) {
      words.putShort((short) stored(number * ROWS * COLUMNS + i));
    }
    Files.write(pixels, words.array());
    Path dump = work.resolve("slice" + number + ".dump");
    Files.writeString(
        dump, HEADER.formatted(number, time, place, DIRECTIONS, ROWS, COLUMNS, pixels));
    Path made = work.resolve("slice" + number + ".dcm");
    run(List.of("dump2dcm", "-q", "+te", dump.toString(), made.toString()));
    return made;
  }

  private static boolean isThere(String tool) {
    try {
      return new ProcessBuilder(tool, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s: %s", command, said).isZero();
  }
}
