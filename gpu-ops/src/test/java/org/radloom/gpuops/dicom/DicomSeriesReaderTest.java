package org.radloom.gpuops.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Voxels;

final class DicomSeriesReaderTest {
  @Test
  void sortsSlicesByPositionWhateverTheFilesAreCalled(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        new SeriesFolder(folder)
            .with(
                CtSliceFile.at(5).pixels(1074, 1074, 1074, 1074, 1074, 1074),
                CtSliceFile.at(0),
                CtSliceFile.at(2.5).pixels(1034, 1034, 1034, 1034, 1034, 1034));

    assertThat(series.hu())
        .containsExactly(
            -1024, -1023, -1022, -1021, -1020, -1019, 10, 10, 10, 10, 10, 10, 50, 50, 50, 50, 50,
            50);
    Space space = series.read().volume().space();
    assertThat(space.shape()).isEqualTo("3 x 2 x 3");
    assertThat(space.dxMm()).isEqualTo(0.25);
    assertThat(space.dyMm()).isEqualTo(0.5);
    assertThat(space.incrementMm()).isEqualTo(2.5);
    assertThat(series.read().frameTimesSeconds()).containsExactly(0.0);
    assertThat(series.read().kvp()).hasValue(120);
    assertThat(series.read().incrementSource()).isEqualTo(IncrementSource.POSITIONS);
  }

  @ParameterizedTest
  @CsvSource({
    "IMPLICIT_VR_LITTLE_ENDIAN, 1.2.840.10008.1.2",
    "EXPLICIT_VR_LITTLE_ENDIAN, 1.2.840.10008.1.2.1",
    "DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN, 1.2.840.10008.1.2.1.99",
    "EXPLICIT_VR_BIG_ENDIAN, 1.2.840.10008.1.2.2"
  })
  void readsEachUncompressedSyntax(TransferSyntax syntax, String uid, @TempDir Path folder)
      throws IOException {
    SeriesFolder series =
        new SeriesFolder(folder)
            .with(CtSliceFile.at(0).as(syntax, uid), CtSliceFile.at(1).as(syntax, uid));

    assertThat(series.hu())
        .containsExactly(
            -1024, -1023, -1022, -1021, -1020, -1019, -1024, -1023, -1022, -1021, -1020, -1019);
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.840.10008.1.2.5, RLE Lossless",
    "1.2.840.10008.1.2.4.70, 'JPEG Lossless, First-Order Prediction'",
    "1.2.3.4, unknown"
  })
  void namesTheSyntaxThatItCannotRead(String uid, String name, @TempDir Path folder)
      throws IOException {
    SeriesFolder series =
        new SeriesFolder(folder)
            .with(CtSliceFile.at(0).as(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN, uid));

    series.refuses("unsupported_transfer_syntax");
    assertThat(series.refusal()).hasMessageContaining(uid + " (" + name + ") (file a.dcm)");
  }

  @Test
  void passesOverWhatCannotBeASlice(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("README"), "Scanned on the second floor.");
    Files.write(folder.resolve("report.pdf"), new byte[200]);
    Files.write(folder.resolve(".DS_Store"), new byte[200]);
    Files.createDirectory(folder.resolve("more"));
    CtSliceFile.at(7).write(folder.resolve("more").resolve("c.dcm"));
    CtSliceFile.at(9).sopClass("1.2.840.10008.1.3.10").write(folder.resolve("DICOMDIR"));

    SeriesFolder series = new SeriesFolder(folder).with(CtSliceFile.at(0), CtSliceFile.at(1));

    assertThat(series.read().volume().space().nz()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"c.dcm, 0", "c.dcm, 300", "IM000003, 0", "IM000003, 100", "1.2.840.3, 131"})
  void refusesWhatMayBeASliceCutShort(String name, int zeros, @TempDir Path folder)
      throws IOException {
    Files.write(folder.resolve(name), new byte[zeros]);

    new SeriesFolder(folder).with(CtSliceFile.at(0), CtSliceFile.at(1)).refuses("not_dicom");
  }

  @Test
  void refusesAFolderWithoutSlices(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "none");

    new SeriesFolder(folder).refuses("no_slices");
  }

  @Test
  void leavesAMissingFolderToTheCaller(@TempDir Path folder) {
    assertThatThrownBy(() -> DicomSeriesReader.read(folder.resolve("none"), 1))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void refusesMoreBytesThanAllowed(@TempDir Path folder) throws IOException {
    SeriesFolder series = new SeriesFolder(folder).with(CtSliceFile.at(0), CtSliceFile.at(1));

    // 3 x 2 x 2 voxels of 2 bytes.
    assertThat(DicomSeriesReader.read(folder, 24).volume().voxels().length()).isEqualTo(12);
    assertThatThrownBy(() -> DicomSeriesReader.read(folder, 23))
        .hasMessageContaining("take at most 23 bytes, but are 12 of 2 bytes");
    series.with(CtSliceFile.at(0).text(0x0028_1053, "DS", "2"));
    assertThatThrownBy(() -> DicomSeriesReader.read(folder, 47))
        .hasMessageContaining("but are 12 of 4 bytes");
  }

  @Test
  @Tag("slow")
  void refusesMoreFilesThanAnySeriesHas(@TempDir Path folder) throws IOException {
    for (int i = 0; i <= DicomSeriesReader.MOST_FILES; i++) {
      Files.createFile(folder.resolve("f" + i));
    }

    new SeriesFolder(folder).refuses("too_many_files");
  }

  @Test
  void refusesTwoSeriesInOneFolder(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        new SeriesFolder(folder)
            .with(CtSliceFile.at(0), CtSliceFile.at(1).text(0x0020_000E, "UI", "1.2.3"));

    series.refuses("mixed_series");
    assertThat(series.refusal()).hasMessageContaining("files a.dcm and b.dcm");
  }

  @Test
  void refusesSlicesOfDifferentGrids(@TempDir Path folder) throws IOException {
    CtSliceFile first = CtSliceFile.at(0);
    SeriesFolder series = new SeriesFolder(folder);

    series.with(first, CtSliceFile.at(1).text(0x0028_0030, "DS", "0.5\\0.2502"));
    series.refuses("mixed_geometry");
    series.with(first, CtSliceFile.at(1).text(0x0020_0037, "DS", "0\\1\\0\\-1\\0\\0"));
    series.refuses("mixed_geometry");
    series.with(first, CtSliceFile.at(1).word(0x0028_0010, 3).word(0x0028_0011, 2));
    series.refuses("mixed_geometry");
    // 1e-5 is the hand of another programme.
    series.with(first, CtSliceFile.at(1).text(0x0028_0030, "DS", "0.50001\\0.25"));
    assertThat(series.read().volume().space().nz()).isEqualTo(2);
  }

  @Test
  void refusesTwoTubeVoltagesAndAdmitsThatOneIsUnknown(@TempDir Path folder) throws IOException {
    SeriesFolder series = new SeriesFolder(folder);

    series.with(CtSliceFile.at(0), CtSliceFile.at(1).text(0x0018_0060, "DS", "100"));
    series.refuses("mixed_kvp");
    series.with(CtSliceFile.at(0), CtSliceFile.at(1).text(0x0018_0060, "DS", ""));
    assertThat(series.read().kvp()).isEmpty();
  }

  @Test
  void refusesAFileThatEndsInItsPixels(@TempDir Path folder) throws IOException {
    SeriesFolder series = new SeriesFolder(folder).with(CtSliceFile.at(0));
    byte[] whole = CtSliceFile.at(1).toBytes();
    Files.write(folder.resolve("b.dcm"), Arrays.copyOf(whole, whole.length - 1));

    series.refuses("truncated");
    assertThat(series.refusal())
        .hasMessageContaining("12 bytes of pixels, but there are: 11 (file b.dcm)");
  }

  @Test
  void refusesEveryPlaceWhereAFileMayEnd(@TempDir Path folder) throws IOException {
    byte[] whole = CtSliceFile.at(0).text(0x0018_0050, "DS", "1").toBytes();
    SeriesFolder series = new SeriesFolder(folder);
    for (int length = 0; length < whole.length; length++) {
      Files.write(folder.resolve("a.dcm"), Arrays.copyOf(whole, length));
      series.refusal();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0008_0060, CS, MR, not_ct",
    "0008_0060, CS, SECRET NAME, not_ct",
    "0008_0060, CS, '', missing_element",
    "0008_0008, CS, ORIGINAL\\PRIMARY\\LOCALIZER, localizer",
    "0028_0008, IS, 2, multi_frame",
    "0028_0004, CS, MONOCHROME1, unsupported_pixels",
    "0028_1052, DS, '', no_rescale",
    "0028_1053, DS, '', no_rescale",
    "0028_1053, DS, 0, bad_rescale",
    "0028_1053, DS, 1e9, bad_rescale",
    "0028_1053, DS, NaN, damaged",
    "0028_1053, DS, SECRET, damaged",
    "0028_1053, DS, 1\\1, damaged",
    "0028_1053, DS, 1e999, damaged",
    "0028_1053, DS, '1,5', damaged",
    "0028_1054, LO, US, not_hu",
    "0028_0030, DS, 0\\1, bad_geometry",
    "0028_0030, DS, 1\\-1, bad_geometry",
    "0028_0030, DS, 1, damaged",
    "0020_0037, DS, 1\\0\\0\\1\\0\\0, bad_geometry",
    "0020_0037, DS, 1\\0\\0\\0\\0.9\\0, bad_geometry",
    "0020_0037, DS, 0\\0\\0\\0\\0\\0, bad_geometry",
    "0020_0032, DS, 0\\0\\1e99, bad_geometry",
    "0020_0032, DS, '', missing_element",
    "0020_000E, UI, '', missing_element"
  })
  void refusesTextsThatNoSliceMayHave(
      String tag, String vr, String text, String reason, @TempDir Path folder) throws IOException {
    CtSliceFile slice = CtSliceFile.at(0).text(0x0018_0050, "DS", "1");

    new SeriesFolder(folder).with(slice.text(number(tag), vr, text)).refuses(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "0028_0002, 3, unsupported_pixels",
    "0028_0100, 8, unsupported_pixels",
    "0028_0100, 32, unsupported_pixels",
    "0028_0101, 17, unsupported_pixels",
    "0028_0101, 0, unsupported_pixels",
    "0028_0102, 10, unsupported_pixels",
    "0028_0102, 16, unsupported_pixels",
    "0028_0103, 2, unsupported_pixels",
    "0028_0010, 0, bad_geometry",
    "0028_0011, 0, bad_geometry",
    "0028_0010, 3, damaged",
    "0028_0011, 65535, damaged"
  })
  void refusesNumbersThatNoSliceMayHave(String tag, int word, String reason, @TempDir Path folder)
      throws IOException {
    CtSliceFile slice = CtSliceFile.at(0).text(0x0018_0050, "DS", "1");

    new SeriesFolder(folder).with(slice.word(number(tag), word)).refuses(reason);
  }

  @Test
  void refusesASliceWithoutPixels(@TempDir Path folder) throws IOException {
    new SeriesFolder(folder).with(CtSliceFile.at(0).without(0x7FE0_0010)).refuses("no_pixels");
  }

  @Test
  void readsHuAsTheyAreWrittenOut(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        new SeriesFolder(folder)
            .with(
                CtSliceFile.at(0)
                    .text(0x0018_0088, "DS", "1")
                    .text(0x0028_1053, "DS", " +.5E0 ")
                    .text(0x0028_1052, "DS", "-1.0e+3 ")
                    .text(0x0028_1054, "LO", "HU"));

    assertThat(series.hu()).containsExactly(-1000, -999.5, -999, -998.5, -998, -997.5);
    assertThat(series.read().volume().voxels()).isInstanceOf(Voxels.Stored.class);
  }

  private static int number(String tag) {
    return Integer.parseInt(tag.replace("_", ""), 16);
  }

  @Test
  void readsTextsInUtf8BesideSlices(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("LIESMICH"), "Prüfung am Gerät".getBytes(StandardCharsets.UTF_8));

    SeriesFolder series = new SeriesFolder(folder).with(CtSliceFile.at(0), CtSliceFile.at(1));

    assertThat(series.read().volume().space().nz()).isEqualTo(2);
  }
}
