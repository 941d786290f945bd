package org.radloom.gpuops.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.gpuops.volume.Volume;

final class FrameSequenceTest {
  @Test
  void ordersFramesByAcquisitionTime(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        new SeriesFolder(folder)
            .with(
                slice(0, 3).time("101502.5"),
                slice(1, 4).time("101503.5"),
                slice(1, 2).time("101500.75"),
                slice(0, 1).time("101500.25"));

    Volume volume = series.read().volume();
    assertThat(volume.frames()).isEqualTo(2);
    assertThat(volume.space().nz()).isEqualTo(2);
    assertThat(firstOfEachSlice(volume)).containsExactly(1, 2, 3, 4);
    // Means: 0.5 and 3.0 s after 10:15:00.
    assertThat(series.read().frameTimesSeconds()).containsExactly(0.0, 2.5);
  }

  @Test
  void prefersAcquisitionDateTimeAndHonoursItsZone(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        new SeriesFolder(folder)
            .with(
                slice(0, 2).time("100000").text(0x0008_002A, "DT", "20260101100002.5+0100"),
                slice(0, 1).time("100009").text(0x0008_002A, "DT", "20260101085959.500000-0000"));

    assertThat(firstOfEachSlice(series.read().volume())).containsExactly(1, 2);
    assertThat(series.read().frameTimesSeconds()).containsExactly(0.0, 3.0);
  }

  @Test
  void fallsBackToContentTimeWhereTheAcquisitionTimeIsThatOfTheSeries(@TempDir Path folder)
      throws IOException {
    SeriesFolder series =
        new SeriesFolder(folder)
            .with(
                slice(0, 2).time("100000").text(0x0008_0033, "TM", "100004"),
                slice(0, 1).time("100000").text(0x0008_0033, "TM", "100000"));

    assertThat(firstOfEachSlice(series.read().volume())).containsExactly(1, 2);
    assertThat(series.read().frameTimesSeconds()).containsExactly(0.0, 4.0);
  }

  @Test
  void countsFramesWhereThereAreNoTimes(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        new SeriesFolder(folder)
            .with(numbered(3).pixels(3, 3, 3, 3, 3, 3), numbered(1), numbered(2));

    assertThat(series.read().frameTimesSeconds()).containsExactly(0.0, 1.5, 3.0);
    assertThat(firstOfEachSlice(series.read().volume())).containsExactly(0, 0, 3);
  }

  @Test
  void passesMidnight(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        new SeriesFolder(folder)
            .with(
                slice(0, 3).time("000001"),
                slice(0, 1).time("235958"),
                slice(0, 2).time("235959.5"));

    assertThat(firstOfEachSlice(series.read().volume())).containsExactly(1, 2, 3);
    assertThat(series.read().frameTimesSeconds()).containsExactly(0.0, 1.5, 3.0);
  }

  @Test
  void passesMidnightByTheDateWhereItChanges(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        new SeriesFolder(folder)
            .with(
                slice(0, 2).time("000001").text(0x0008_0022, "DA", "20270101"),
                slice(0, 1).time("235958").text(0x0008_0022, "DA", "20261231"));

    assertThat(firstOfEachSlice(series.read().volume())).containsExactly(1, 2);
    assertThat(series.read().frameTimesSeconds()).containsExactly(0.0, 3.0);
  }

  @Test
  void refusesTheSameSliceTwice(@TempDir Path folder) throws IOException {
    SeriesFolder series = new SeriesFolder(folder);

    series.with(slice(0, 1), slice(1, 1), slice(1, 1)).refuses("duplicate_slices");
    series
        .with(slice(0, 1).time("100000"), slice(1, 1).time("100001"), slice(1, 1).time("100001"))
        .refuses("duplicate_slices");
    series
        .with(
            slice(0, 1).text(0x0008_0018, "UI", "1.2"),
            slice(1, 1).text(0x0008_0018, "UI", "1.3").time("100000"),
            slice(1, 1).text(0x0008_0018, "UI", "1.3").time("100001"))
        .refuses("duplicate_slices");
    assertThat(series.refusal()).hasMessageContaining("file c.dcm");
  }

  @Test
  void refusesFramesWithoutTimes(@TempDir Path folder) throws IOException {
    SeriesFolder series = new SeriesFolder(folder);

    series.with(lone(), lone()).refuses("no_frame_times");
    series.with(lone().time("1000"), lone().time("10:00:02")).refuses("no_frame_times");
    series.with(lone().time("100000"), lone()).refuses("no_frame_times");
  }

  @Test
  void refusesAPositionThatLacksAFrame(@TempDir Path folder) throws IOException {
    new SeriesFolder(folder)
        .with(slice(0, 1).time("100000"), slice(1, 1).time("100000"), slice(0, 1).time("100002"))
        .refuses("uneven_frames");
  }

  @Test
  void refusesTwoPositionsThatEachLackAnotherFrame(@TempDir Path folder) throws IOException {
    // Of frames at 0, 2, 4 and 6 s one position lacks the second and the other the third.
    new SeriesFolder(folder)
        .with(
            slice(0, 1).time("100000"),
            slice(0, 1).time("100004"),
            slice(0, 1).time("100006"),
            slice(1, 1).time("100000.1"),
            slice(1, 1).time("100002.1"),
            slice(1, 1).time("100006.1"))
        .refuses("uneven_frames");
  }

  @Test
  void readsAScannerThatGoesToAndFro(@TempDir Path folder) throws IOException {
    // Down in 1 s, turn, up in 1 s: 0.0 0.5 1.0 | 3.0 2.5 2.0 | 4.0 4.5 5.0.
    String[][] times = {
      {"100000", "100003", "100004"},
      {"100000.5", "100002.5", "100004.5"},
      {"100001", "100002", "100005"}
    };
    CtSliceFile[] slices = new CtSliceFile[9];
    for (int i = 0; i < slices.length; i++) {
      int z = i / 3;
      slices[i] = slice(z, i).time(times[z][i % 3]);
    }

    assertThat(new SeriesFolder(folder).with(slices).read().frameTimesSeconds())
        .containsExactly(0.0, 2.0, 4.0);
  }

  private static CtSliceFile slice(double zMm, int stored) {
    return CtSliceFile.at(zMm)
        .text(0x0018_0088, "DS", "1")
        .pixels(stored, stored, stored, stored, stored, stored);
  }

  private static CtSliceFile lone() {
    return slice(0, 0);
  }

  private static CtSliceFile numbered(int frame) {
    return lone().text(0x0020_0100, "IS", "" + frame).text(0x0020_0110, "DS", "1500");
  }

  private static int[] firstOfEachSlice(Volume volume) {
    int slices = volume.space().nz() * volume.frames();
    int[] stored = new int[slices];
    for (int i = 0; i < slices; i++) {
      stored[i] = (int) volume.voxels().hu(i * volume.space().sliceVoxels()) + 1024;
    }
    return stored;
  }
}
