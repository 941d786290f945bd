package org.radloom.gpuops.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.gpuops.volume.Voxels;

final class SeriesVoxelsTest {
  @Test
  void readsTwelveSignedBitsAndMasksOverlaysAbove(@TempDir Path folder) throws IOException {
    // 12 bits: 0x7FF = 2047, 0x800 = -2048, 0xFFF = -1; the upper four bits are no part of them.
    SeriesFolder series =
        folder(
            folder,
            lone()
                .format(12, 11, 1)
                .text(0x0028_1052, "DS", "0")
                .pixels(0x07FF, 0x0800, 0x0FFF, 0xF7FF, 0xF800, 0xF001));

    assertThat(series.hu()).containsExactly(2047, -2048, -1, 2047, -2048, 1);
  }

  @Test
  void readsBitsThatDoNotBeginAtTheLowest(@TempDir Path folder) throws IOException {
    // HighBit 15, BitsStored 12: the value is the word shifted down by 4.
    SeriesFolder series =
        folder(
            folder,
            lone()
                .format(12, 15, 0)
                .text(0x0028_1052, "DS", "0")
                .pixels(0x0010, 0x001F, 0xFFF0, 0x8000, 0x0000, 0x0020));

    assertThat(series.hu()).containsExactly(1, 1, 4095, 2048, 0, 2);
  }

  @Test
  void keepsSixteenUnsignedBitsInShorts(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        folder(folder, lone().format(16, 15, 0).pixels(0, 1, 32767, 32768, 65534, 65535));

    assertThat(series.hu()).containsExactly(-1024, -1023, 31743, 31744, 64510, 64511);
    assertThat(series.read().volume().voxels()).isInstanceOf(Voxels.Stored.class);
  }

  @Test
  void makesSixteenUnsignedBitsHuWhereTheScaleIsNotWhole(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        folder(
            folder,
            lone().format(16, 15, 0).text(0x0028_1053, "DS", "0.1").pixels(0, 1, 10, 11540, 2, 3));

    // In double 0.1 * 1 - 1024 = -1023.9; the float below that is -1023.9000244...
    assertThat(series.read().volume().voxels()).isInstanceOf(Voxels.Real.class);
    assertThat(series.hu()[0]).isEqualTo(-1024);
    assertThat(series.hu()[1]).isLessThanOrEqualTo(-1023.9).isGreaterThan(-1023.9001);
    assertThat(series.hu()[3]).isEqualTo(130);
  }

  @Test
  void bringsSlicesOfDifferentScalesToHu(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        folder(
            folder,
            CtSliceFile.at(0),
            CtSliceFile.at(1).text(0x0028_1053, "DS", "2").text(0x0028_1052, "DS", "-1000"));

    assertThat(series.hu())
        .containsExactly(
            -1024, -1023, -1022, -1021, -1020, -1019, -1000, -998, -996, -994, -992, -990);
    assertThat(series.read().volume().voxels()).isInstanceOf(Voxels.Real.class);
  }

  @Test
  void readsAFallingScale(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        folder(folder, lone().text(0x0028_1053, "DS", "-1").text(0x0028_1052, "DS", "130"));

    assertThat(series.hu()).containsExactly(130, 129, 128, 127, 126, 125);
  }

  @Test
  void neverRoundsAValueUpToAThreshold(@TempDir Path folder) throws IOException {
    // -1 * 0 + 129.9999999 is nearer to the float 130 than to the one below, 129.99998.
    SeriesFolder series =
        folder(folder, lone().text(0x0028_1053, "DS", "-1").text(0x0028_1052, "DS", "129.9999999"));

    assertThat(series.hu()[0]).isEqualTo(Math.nextDown(130f));
  }

  @Test
  void mixesSignedAndUnsignedSlices(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        folder(
            folder,
            CtSliceFile.at(0).format(16, 15, 0).pixels(65535, 0, 0, 0, 0, 0),
            CtSliceFile.at(1).format(16, 15, 1).pixels(65535, 0x8000, 0, 0, 0, 0));

    assertThat(series.hu()[0]).isEqualTo(65535 - 1024);
    assertThat(series.hu()[6]).isEqualTo(-1 - 1024);
    assertThat(series.hu()[7]).isEqualTo(-32768 - 1024);
  }

  @Test
  void keepsPaddingBelowAir(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        folder(
            folder,
            lone()
                .format(16, 15, 1)
                .text(0x0028_1052, "DS", "0")
                .word(0x0028_0120, 0xF830)
                .pixels(0xF830, 130, 0xF831, 0, 0, 0));

    // 0xF830 is -2000 in two's complement.
    assertThat(series.hu()).containsExactly(-2000, 130, -1999, 0, 0, 0);
  }

  @Test
  void makesPaddingAirThatWouldReadAsDense(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        folder(
            folder,
            lone()
                .format(16, 15, 0)
                .word(0x0028_0120, 65535)
                .word(0x0028_0121, 60000)
                .pixels(65535, 60000, 59999, 61000, 24, 2000));

    // The range is 60000 to 65535 in either order; 24 - 1024 = -1000 is air.
    assertThat(series.hu()).containsExactly(-1000, -1000, 58975, -1000, -1000, 976);
  }

  @Test
  void knowsPaddingThatDoesNotFitTheBitsStored(@TempDir Path folder) throws IOException {
    // -2000 beside 12 unsigned bits: masked it would read as 0x830 - 1024 = 1072 HU.
    SeriesFolder series =
        folder(folder, lone().word(0x0028_0120, 0xF830).pixels(0xF830, 0x0830, 0, 0, 0, 0));

    assertThat(series.hu()).containsExactly(-1000, 1072, -1024, -1024, -1024, -1024);
  }

  @Test
  void findsRoomForAirWhereShortsHaveNone(@TempDir Path folder) throws IOException {
    // With slope 0.01 and intercept 500 no short is as low as air: -32768 * 0.01 + 500 > 0.
    SeriesFolder series =
        folder(
            folder,
            lone()
                .text(0x0028_1053, "DS", "0.01")
                .text(0x0028_1052, "DS", "500")
                .word(0x0028_0120, 5));

    assertThat(series.hu()[5]).isEqualTo(-1000);
    assertThat(series.hu()[0]).isEqualTo(500);
  }

  @Test
  void readsSlicesThatAreLargerThanAChunk(@TempDir Path folder) throws IOException {
    int[] words = new int[401 * 400];
    Arrays.setAll(words, i -> i * 31 & 0xFFF);
    CtSliceFile slice = lone().word(0x0028_0010, 400).word(0x0028_0011, 401).pixels(words);

    double[] hu = folder(folder, slice).hu();

    for (int i = 0; i < words.length; i++) {
      assertThat(hu[i]).isEqualTo(words[i] - 1024);
    }
  }

  private static CtSliceFile lone() {
    return CtSliceFile.at(0).text(0x0018_0088, "DS", "1");
  }

  private static SeriesFolder folder(Path folder, CtSliceFile... slices) throws IOException {
    return new SeriesFolder(folder).with(slices);
  }
}
