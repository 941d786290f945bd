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

  private static List<Float> sized(String name, List<Float> numbers, int size) {
    if (numbers.size() != size) {
      throw new IllegalArgumentException(
          "%s must hold %d numbers, but holds: %s"
              .formatted(name, size, Arrays.toString(numbers.toArray())));
    }
    return List.copyOf(numbers);
  }
}
