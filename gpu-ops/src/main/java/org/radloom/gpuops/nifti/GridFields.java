package org.radloom.gpuops.nifti;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.radloom.gpuops.volume.Placement;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.UnreadableVolumeException;

/**
 * The fields of a header that say how many voxels there are and where they lie.
 *
 * <p>Lengths come out in mm. Where the file's unit is mm or unknown the numbers are kept bit by
 * bit; metres and micrometres are multiplied and rounded to the nearest float, all of them alike. A
 * {@code pixdim[0]} that is neither -1 nor 1 is its sign, 1 for 0, as in the format's reference
 * code.
 */
final class GridFields {
  private static final int MOST_CODE = 5;
  private static final int SCANNER = 1;

  /** Up to this share, a step of the affine and its pixdim are one length, rounded twice. */
  private static final double SAME_STEP_SHARE = 0.01;

  private final ByteBuffer header;
  private final NiftiBytes bytes;

  /**
   * Makes one.
   *
   * @param header the whole header in its byte order
   * @param bytes where it came from, for messages
   */
  GridFields(ByteBuffer header, NiftiBytes bytes) {
    this.header = header;
    this.bytes = bytes;
  }

  /** Returns the grid of one frame; at most {@link Integer#MAX_VALUE} voxels. */
  Space space() throws UnreadableVolumeException {
    checkDimensions();
    long voxels = (long) count(1) * count(2) * count(3);
    if (voxels > Integer.MAX_VALUE) {
      throw bytes.rejected(
          "too_large",
          "a frame must be at most %,d voxels, but is: %,d".formatted(Integer.MAX_VALUE, voxels));
    }
    double toMm = toMm();
    List<Float> pixdim = lengths(HeaderLayout.PIXDIM + Float.BYTES, 3, toMm);
    for (int axis = 0; axis < 3; axis++) {
      float spacing = pixdim.get(axis);
      if (!(spacing > 0) || !Float.isFinite(spacing)) {
        throw bytes.rejected(
            "bad_spacing",
            "pixdim[%d] must be finite and > 0 mm, but was: %s".formatted(axis + 1, spacing));
      }
    }
    return new Space(
        count(1),
        count(2),
        count(3),
        pixdim.get(0),
        pixdim.get(1),
        pixdim.get(2),
        placement(pixdim, toMm));
  }

  /** Returns the frames, > 0. */
  int frames() throws UnreadableVolumeException {
    checkDimensions();
    return count(4);
  }

  private void checkDimensions() throws UnreadableVolumeException {
    int dimensions = header.getShort(HeaderLayout.DIM);
    if (dimensions < 2 || dimensions > 7) {
      throw bytes.rejected("bad_dimensions", "dim[0] must be 2 to 7, but was: " + dimensions);
    }
    for (int axis = 1; axis <= dimensions; axis++) {
      if (count(axis) < 1 || (axis > 4 && count(axis) > 1)) {
        throw bytes.rejected(
            "bad_dimensions",
            "dim[%d] must be %s, but was: %d".formatted(axis, axis > 4 ? "1" : "> 0", count(axis)));
      }
    }
  }

  /** Axes that the header does not count are one voxel long. */
  private int count(int axis) {
    return axis <= header.getShort(HeaderLayout.DIM)
        ? header.getShort(HeaderLayout.DIM + axis * Short.BYTES)
        : 1;
  }

  private double toMm() throws UnreadableVolumeException {
    int unit = header.get(HeaderLayout.XYZT_UNITS) & HeaderLayout.LENGTH_UNIT_BITS;
    return switch (unit) {
      case HeaderLayout.UNKNOWN_UNIT, HeaderLayout.MILLIMETRE -> 1;
      case HeaderLayout.METRE -> 1000;
      case HeaderLayout.MICROMETRE -> 0.001;
      default ->
          throw bytes.rejected(
              "unsupported_units", "the unit of length must be 0 to 3, but was: " + unit);
    };
  }

  /** Numbers of a form whose code is 0 say nothing, so that nothing is asked of them. */
  private Placement placement(List<Float> pixdim, double toMm) throws UnreadableVolumeException {
    short qformCode = code("qform_code", HeaderLayout.QFORM_CODE);
    short sformCode = code("sform_code", HeaderLayout.SFORM_CODE);
    List<Float> quaternion = lengths(HeaderLayout.QUATERN, 3, 1);
    List<Float> offset = lengths(HeaderLayout.QOFFSET, 3, toMm);
    List<Float> affine = lengths(HeaderLayout.SROW, 12, toMm);
    if (qformCode > 0) {
      checkFinite("quatern_b to d", quaternion);
      checkFinite("qoffset_x to z", offset);
    }
    if (sformCode > 0) {
      checkFinite("srow_x to z", affine);
    }
    Placement placement =
        new Placement(
            header.getFloat(HeaderLayout.PIXDIM) < 0 ? -1 : 1,
            pixdim,
            qformCode,
            finiteOrZero(quaternion),
            finiteOrZero(offset),
            sformCode,
            finiteOrZero(affine));
    if (!placement.isInvertible()) {
      throw bytes.rejected(
          "bad_affine", "srow_x to z must span space, but lie in a plane: " + affine);
    }
    if (sformCode == SCANNER) {
      checkSteps(affine, pixdim);
    }
    return placement;
  }

  /**
   * Refuses an affine in the scanner's millimetres whose steps are not as long as {@code pixdim}
   * says: one of the two is wrong, and so would be every area. Of the third step either its length
   * or the distance between the slices' planes may be meant, which a tilted gantry tells apart.
   * Affines to a template may stretch, and are left alone.
   */
  private void checkSteps(List<Float> affine, List<Float> pixdim) throws UnreadableVolumeException {
    double[] x = step(affine, 0);
    double[] y = step(affine, 1);
    double[] z = step(affine, 2);
    double[] normal = {
      x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]
    };
    double planesMm = Math.abs(dot(normal, z)) / Math.sqrt(dot(normal, normal));
    double[] lengths = {Math.sqrt(dot(x, x)), Math.sqrt(dot(y, y)), Math.sqrt(dot(z, z))};
    boolean agree =
        isSame(lengths[0], pixdim.get(0))
            && isSame(lengths[1], pixdim.get(1))
            && (isSame(lengths[2], pixdim.get(2)) || isSame(planesMm, pixdim.get(2)));
    if (!agree) {
      throw bytes.rejected(
          "bad_affine",
          "steps of srow_x to z must be as long as pixdim[1] to [3], %s mm, but are: %.4g, %.4g, %.4g"
              .formatted(pixdim, lengths[0], lengths[1], lengths[2]));
    }
  }

  private static double[] step(List<Float> affine, int axis) {
    return new double[] {affine.get(axis), affine.get(4 + axis), affine.get(8 + axis)};
  }

  private static double dot(double[] one, double[] other) {
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
  }

  private static boolean isSame(double stepMm, double pixdimMm) {
    return Math.abs(stepMm - pixdimMm) <= SAME_STEP_SHARE * pixdimMm;
  }

  private short code(String name, int at) throws UnreadableVolumeException {
    short code = header.getShort(at);
    if (code < 0 || code > MOST_CODE) {
      throw bytes.rejected(
          "bad_affine", "%s must be 0 to %d, but was: %d".formatted(name, MOST_CODE, code));
    }
    return code;
  }

  private void checkFinite(String name, List<Float> numbers) throws UnreadableVolumeException {
    if (!numbers.stream().allMatch(Float::isFinite)) {
      throw bytes.rejected(
          "bad_affine", "%s must be finite, but were: %s".formatted(name, numbers));
    }
  }

  private static List<Float> finiteOrZero(List<Float> numbers) {
    return numbers.stream().map(number -> Float.isFinite(number) ? number : 0f).toList();
  }

  private List<Float> lengths(int at, int count, double scale) {
    List<Float> lengths = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lengths.add((float) (header.getFloat(at + i * Float.BYTES) * scale));
    }
    return lengths;
  }
}
