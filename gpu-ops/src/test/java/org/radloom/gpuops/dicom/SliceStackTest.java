package org.radloom.gpuops.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.gpuops.volume.Placement;
import org.radloom.gpuops.volume.Space;

final class SliceStackTest {
  @Test
  void saysInNiftiWhereAnAxialStackLies(@TempDir Path folder) throws IOException {
    Space space =
        new SeriesFolder(folder)
            .with(
                CtSliceFile.at(0).position(-100, -120, 30),
                CtSliceFile.at(0).position(-100, -120, 32))
            .read()
            .volume()
            .space();

    // Left and posterior become right and anterior: x and y change sign.
    assertThat(space.placement().affine())
        .containsExactly(-0.25f, 0f, 0f, 100f, 0f, -0.5f, 0f, 120f, 0f, 0f, 2f, 30f);
    assertThat(space.placement().sformCode()).isEqualTo((short) 1);
    assertThat(space.placement().qformCode()).isEqualTo((short) 1);
    // Half a turn about z: a = 0, b = 0, c = 0, d = 1.
    assertThat(space.placement().quaternion()).containsExactly(0f, 0f, 1f);
    assertThat(space.placement().offset()).containsExactly(100f, 120f, 30f);
    assertThat(space.placement().pixdim()).containsExactly(0.25f, 0.5f, 2f);
    assertThat(space.placement().qfac()).isEqualTo(1f);
  }

  @Test
  void keepsTheNormalsDirectionWhereItLeadsToTheFeet(@TempDir Path folder) throws IOException {
    // Rows run to the right, columns to the back: the normal is (-1,0,0) x (0,1,0) = (0,0,-1).
    String directions = "-1\\0\\0\\0\\1\\0";
    SeriesFolder series =
        new SeriesFolder(folder)
            .with(
                CtSliceFile.at(10).text(0x0020_0037, "DS", directions),
                CtSliceFile.at(13).text(0x0020_0037, "DS", directions).pixels(9, 9, 9, 9, 9, 9));

    assertThat(series.hu()).startsWith(-1015, -1015, -1015, -1015, -1015, -1015, -1024);
    assertThat(series.read().volume().space().placement().affine())
        .containsExactly(0.25f, 0f, 0f, 0f, 0f, -0.5f, 0f, 0f, 0f, 0f, -3f, 13f);
    assertThat(series.read().volume().space().incrementMm()).isEqualTo(3);
  }

  @Test
  void quaternionAndAffineSayTheSameInEveryOrientation(@TempDir Path folder) throws IOException {
    for (double[] turn :
        new double[][] {{0, 0, 0}, {90, 0, 0}, {0, 90, 0}, {17, -33, 118}, {180, 0, 0}}) {
      Vector3 row = turned(new Vector3(1, 0, 0), turn);
      Vector3 column = turned(new Vector3(0, 1, 0), turn);
      Vector3 normal = turned(new Vector3(0, 0, 1), turn);
      CtSliceFile[] slices = new CtSliceFile[3];
      for (int i = 0; i < slices.length; i++) {
        slices[i] =
            CtSliceFile.at(0)
                .text(0x0020_0037, "DS", text(row) + "\\" + text(column))
                .text(0x0020_0032, "DS", text(normal.times(1.5 * i).plus(new Vector3(1, 2, 3))));
      }
      Space space = new SeriesFolder(folder).with(slices).read().volume().space();

      assertThat(space.incrementMm()).isCloseTo(1.5, within(1e-6));
      Placement placement = space.placement();
      assertThat(placement.qformCode()).isEqualTo((short) 1);
      double[] expected = matrixOf(placement.quaternion(), placement.pixdim());
      for (int i = 0; i < 9; i++) {
        assertThat((double) placement.affine().get(i / 3 * 4 + i % 3))
            .isCloseTo(expected[i], within(2e-6));
      }
    }
  }

  @Test
  void makesUnitVectorsOfDirectionsWithThreeDecimals(@TempDir Path folder) throws IOException {
    // cos and sin of 15 degrees; 0.966^2 + 0.259^2 = 1.000237.
    Space space =
        new SeriesFolder(folder)
            .with(
                CtSliceFile.at(0)
                    .text(0x0018_0088, "DS", "1")
                    .text(0x0020_0037, "DS", "0.966\\0.259\\0\\-0.259\\0.966\\0"))
            .read()
            .volume()
            .space();

    List<Float> affine = space.placement().affine();
    assertThat(Math.hypot(affine.get(0), affine.get(4))).isCloseTo(0.25, within(1e-7));
    assertThat(Math.hypot(affine.get(1), affine.get(5))).isCloseTo(0.5, within(1e-7));
  }

  @Test
  void leavesTheQuaternionOutWhereTheGantryWasTilted(@TempDir Path folder) throws IOException {
    // Axial slices whose corner moves back 1 mm while the table moves 2 mm.
    Space space =
        new SeriesFolder(folder)
            .with(
                CtSliceFile.at(0),
                CtSliceFile.at(0).position(0, 1, 2),
                CtSliceFile.at(0).position(0, 2, 4))
            .read()
            .volume()
            .space();

    assertThat(space.incrementMm()).isEqualTo(2);
    assertThat(space.placement().qformCode()).isEqualTo((short) 0);
    assertThat(space.placement().affine())
        .containsExactly(-0.25f, 0f, 0f, 0f, 0f, -0.5f, -1f, 0f, 0f, 0f, 2f, 0f);
  }

  @Test
  void namesTheGapThatAMissingSliceLeaves(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        new SeriesFolder(folder)
            .with(
                CtSliceFile.at(0),
                CtSliceFile.at(2.5),
                CtSliceFile.at(7.5),
                CtSliceFile.at(10),
                CtSliceFile.at(12.5));

    series.refuses("uneven_slices");
    assertThat(series.refusal())
        .hasMessageContaining("2.500 mm apart, but this one is 5.000 mm")
        .hasMessageContaining("file c.dcm");
  }

  @Test
  void allowsWhatRoundingToTwoDecimalsDoes(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        new SeriesFolder(folder)
            .with(
                CtSliceFile.at(0),
                CtSliceFile.at(0.63),
                CtSliceFile.at(1.25),
                CtSliceFile.at(1.88));

    assertThat(series.read().volume().space().incrementMm()).isCloseTo(0.6267, within(1e-4));
  }

  @Test
  void refusesASliceBesideTheLine(@TempDir Path folder) throws IOException {
    SeriesFolder series =
        new SeriesFolder(folder)
            .with(CtSliceFile.at(0), CtSliceFile.at(0).position(0.1, 0, 1), CtSliceFile.at(2));

    series.refuses("uneven_slices");
    assertThat(series.refusal()).hasMessageContaining("0.100 mm off (file b.dcm)");
  }

  @Test
  void takesTheIncrementOfALoneSliceFromItsSpacingThenItsThickness(@TempDir Path folder)
      throws IOException {
    SeriesFolder series = new SeriesFolder(folder);

    series.with(CtSliceFile.at(0)).refuses("no_increment");
    series.with(CtSliceFile.at(0).text(0x0018_0050, "DS", "3"));
    assertThat(series.read().volume().space().incrementMm()).isEqualTo(3);
    assertThat(series.read().incrementSource()).isEqualTo(IncrementSource.SLICE_THICKNESS);
    series.with(CtSliceFile.at(0).text(0x0018_0050, "DS", "3").text(0x0018_0088, "DS", "1.5"));
    assertThat(series.read().volume().space().incrementMm()).isEqualTo(1.5);
    assertThat(series.read().incrementSource()).isEqualTo(IncrementSource.SPACING_BETWEEN_SLICES);
    series.with(CtSliceFile.at(0).text(0x0018_0050, "DS", "0")).refuses("no_increment");
  }

  /** Turns about x, then y, then z, degrees. */
  private static Vector3 turned(Vector3 v, double[] degrees) {
    double[] c = new double[3];
    double[] s = new double[3];
    for (int i = 0; i < 3; i++) {
      c[i] = Math.cos(Math.toRadians(degrees[i]));
      s[i] = Math.sin(Math.toRadians(degrees[i]));
    }
    Vector3 aboutX = new Vector3(v.x(), c[0] * v.y() - s[0] * v.z(), s[0] * v.y() + c[0] * v.z());
    Vector3 aboutY =
        new Vector3(
            c[1] * aboutX.x() + s[1] * aboutX.z(),
            aboutX.y(),
            c[1] * aboutX.z() - s[1] * aboutX.x());
    return new Vector3(
        c[2] * aboutY.x() - s[2] * aboutY.y(), s[2] * aboutY.x() + c[2] * aboutY.y(), aboutY.z());
  }

  private static String text(Vector3 v) {
    return "%.7f\\%.7f\\%.7f".formatted(v.x(), v.y(), v.z());
  }

  /** nifti1.h, method 2: the rotation of (a, b, c, d), its columns times the spacing. */
  private static double[] matrixOf(List<Float> quaternion, List<Float> pixdim) {
    double b = quaternion.get(0);
    double c = quaternion.get(1);
    double d = quaternion.get(2);
    // Floats round a of half a turn up from 0; readers of NIfTI take such a small one as 0.
    double aSquared = 1 - b * b - c * c - d * d;
    double a = aSquared < 1e-6 ? 0 : Math.sqrt(aSquared);
    double[] rotation = {
      a * a + b * b - c * c - d * d,
      2 * (b * c - a * d),
      2 * (b * d + a * c),
      2 * (b * c + a * d),
      a * a + c * c - b * b - d * d,
      2 * (c * d - a * b),
      2 * (b * d - a * c),
      2 * (c * d + a * b),
      a * a + d * d - c * c - b * b
    };
    for (int i = 0; i < 9; i++) {
      rotation[i] *= pixdim.get(i % 3);
    }
    return rotation;
  }
}
