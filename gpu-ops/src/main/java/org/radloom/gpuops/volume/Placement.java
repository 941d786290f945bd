package org.radloom.gpuops.volume;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a grid lies in the patient, in the words of the NIfTI-1 header, kept bit by bit so that
 * what is written lies exactly where what was read lay. World axes are those of {@code nifti1.h},
 * "3D image (volume) orientation and location": +x right, +y anterior, +z superior of the patient,
 * mm.
 *
 * @param qfac pixdim[0], -1 or 1
 * @param pixdim pixdim[1..3], mm
 * @param qformCode 0 to 5; 0 means that the quaternion says nothing
 * @param quaternion quatern_b, c, d
 * @param offset qoffset_x, y, z, mm
 * @param sformCode 0 to 5; 0 means that the affine says nothing
 * @param affine srow_x, srow_y, srow_z: 12 numbers, row by row
 */
public record Placement(
    float qfac,
    List<Float> pixdim,
    short qformCode,
    List<Float> quaternion,
    List<Float> offset,
    short sformCode,
    List<Float> affine) {

  private static final short SCANNER = 1;

  /** Below this the quaternion's first part is rounding, as in the format's reference code. */
  private static final double HALF_TURN = 1e-7;

  /** Checks the counts. */
  public Placement {
    pixdim = sized("pixdim", pixdim, 3);
    quaternion = sized("quaternion", quaternion, 3);
    offset = sized("offset", offset, 3);
    affine = sized("affine", affine, 12);
  }

  /** Returns axes along the world's, the first voxel at the origin. */
  public static Placement scannerAligned(float dxMm, float dyMm, float dzMm) {
    return ofAffine(new float[] {dxMm, 0, 0, 0, 0, dyMm, 0, 0, 0, 0, dzMm, 0}, dxMm, dyMm, dzMm);
  }

  /** Returns what an affine of scanner coordinates says, without a quaternion. */
  public static Placement ofAffine(float[] rows, float dxMm, float dyMm, float dzMm) {
    return new Placement(
        1,
        List.of(dxMm, dyMm, dzMm),
        (short) 0,
        List.of(0f, 0f, 0f),
        List.of(0f, 0f, 0f),
        SCANNER,
        IntStream.range(0, rows.length).mapToObj(i -> rows[i]).toList());
  }

  /**
   * Returns where voxel (i, j, k) lies, as the first three rows of a matrix, row by row: x = m[0] i
   * + m[1] j + m[2] k + m[3] and so on, mm.
   *
   * <p>The affine counts if its code is > 0, else the quaternion if its code is > 0, else only the
   * distances ({@code nifti1.h}, methods 3, 2 and 1).
   */
  public double[] toWorld() {
    if (sformCode > 0) {
      return affine.stream().mapToDouble(Float::doubleValue).toArray();
    }
    double dx = pixdim.get(0);
    double dy = pixdim.get(1);
    double dz = pixdim.get(2);
    if (qformCode <= 0) {
      return new double[] {dx, 0, 0, 0, 0, dy, 0, 0, 0, 0, dz, 0};
    }
    double b = quaternion.get(0);
    double c = quaternion.get(1);
    double d = quaternion.get(2);
    double squares = b * b + c * c + d * d;
    double a = Math.sqrt(Math.max(0, 1 - squares));
    if (1 - squares < HALF_TURN) {
      a = 0;
      double length = Math.sqrt(squares);
      b /= length;
      c /= length;
      d /= length;
    }
    double z = qfac < 0 ? -dz : dz;
    return new double[] {
      (a * a + b * b - c * c - d * d) * dx,
      2 * (b * c - a * d) * dy,
      2 * (b * d + a * c) * z,
      offset.get(0),
      2 * (b * c + a * d) * dx,
      (a * a + c * c - b * b - d * d) * dy,
      2 * (c * d - a * b) * z,
      offset.get(1),
      2 * (b * d - a * c) * dx,
      2 * (c * d + a * b) * dy,
      (a * a + d * d - b * b - c * c) * z,
      offset.get(2)
    };
  }

  /** Returns whether {@link #toWorld} gives voxels of some volume, each a place of its own. */
  public boolean isInvertible() {
    double[] m = toWorld();
    double volume =
        m[0] * (m[5] * m[10] - m[6] * m[9])
            - m[1] * (m[4] * m[10] - m[6] * m[8])
            + m[2] * (m[4] * m[9] - m[5] * m[8]);
    return volume != 0 && Double.isFinite(volume);
  }

  private static List<Float> sized(String name, List<Float> numbers, int size) {
    if (numbers.size() != size) {
      throw new IllegalArgumentException(
          "%s must hold %d numbers, but holds: %s"
              .formatted(name, size, Arrays.toString(numbers.toArray())));
    }
    return List.copyOf(numbers);
  }
}
