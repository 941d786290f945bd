package org.radloom.gpuops.dicom;

import java.util.Arrays;
import java.util.List;
import org.radloom.gpuops.volume.Placement;
import org.radloom.gpuops.volume.Space;

/**
 * Says in the words of NIfTI-1 where a stack lies.
 *
 * <p>DICOM's axes run to the left and the back, NIfTI's to the right and the front: the first two
 * change their sign, which keeps the handedness, so qfac is 1. The affine's columns are one step
 * along a row, a column and the stack. A quaternion is given too unless the gantry was tilted: then
 * the step is not along the normal, and no rotation says where the grid lies.
 */
final class SeriesSpace {
  private static final short NONE = 0;
  private static final short SCANNER = 1;

  private SeriesSpace() {}

  static Space of(SliceGrid grid, SliceStack stack) {
    return new Space(
        grid.columns(),
        grid.rows(),
        stack.positions().size(),
        grid.dxMm(),
        grid.dyMm(),
        stack.incrementMm(),
        placement(grid, stack));
  }

  private static Placement placement(SliceGrid grid, SliceStack stack) {
    Vector3 x = toNifti(grid.alongRow().times(grid.dxMm()));
    Vector3 y = toNifti(grid.alongColumn().times(grid.dyMm()));
    Vector3 z = toNifti(stack.step());
    Vector3 origin = toNifti(stack.origin());
    boolean rotated =
        grid.isSquare()
            && grid.normal().minus(stack.step().times(1 / stack.incrementMm())).length()
                <= SliceGrid.SAME;
    return new Placement(
        1,
        floats(grid.dxMm(), grid.dyMm(), stack.incrementMm()),
        rotated ? SCANNER : NONE,
        rotated ? quaternion(grid) : floats(0, 0, 0),
        rotated ? floats(origin.x(), origin.y(), origin.z()) : floats(0, 0, 0),
        SCANNER,
        floats(
            x.x(),
            y.x(),
            z.x(),
            origin.x(),
            x.y(),
            y.y(),
            z.y(),
            origin.y(),
            x.z(),
            y.z(),
            z.z(),
            origin.z()));
  }

  private static Vector3 toNifti(Vector3 dicom) {
    // 0 minus, so that what is 0 stays +0.
    return new Vector3(0 - dicom.x(), 0 - dicom.y(), dicom.z());
  }

  /**
   * Returns b, c and d of the unit quaternion whose rotation has the grid's directions as columns,
   * with a >= 0 (nifti1.h, method 2). Of a, b, c and d that one is had from the diagonal whose
   * square is largest (Shepperd 1978), the others from it, so nothing is divided by what is near 0.
   */
  private static List<Float> quaternion(SliceGrid grid) {
    Vector3 x = toNifti(grid.alongRow());
    Vector3 y = toNifti(grid.alongColumn());
    Vector3 z = toNifti(grid.normal());
    double[] fourSquares = {
      1 + x.x() + y.y() + z.z(),
      1 + x.x() - y.y() - z.z(),
      1 - x.x() + y.y() - z.z(),
      1 - x.x() - y.y() + z.z()
    };
    // Four times the products of two of them, from sums and differences across the diagonal.
    double ab = y.z() - z.y();
    double ac = z.x() - x.z();
    double ad = x.y() - y.x();
    double bc = x.y() + y.x();
    double bd = z.x() + x.z();
    double cd = y.z() + z.y();
    double[][] products = {
      {fourSquares[0], ab, ac, ad},
      {ab, fourSquares[1], bc, bd},
      {ac, bc, fourSquares[2], cd},
      {ad, bd, cd, fourSquares[3]}
    };
    int largest = 0;
    for (int i = 1; i < products.length; i++) {
      largest = fourSquares[i] > fourSquares[largest] ? i : largest;
    }
    double[] row = products[largest];
    double norm = Math.sqrt(row[0] * row[0] + row[1] * row[1] + row[2] * row[2] + row[3] * row[3]);
    double scale = row[0] < 0 ? -1 / norm : 1 / norm;
    return floats(row[1] * scale, row[2] * scale, row[3] * scale);
  }

  private static List<Float> floats(double... numbers) {
    return Arrays.stream(numbers).mapToObj(number -> (float) number).toList();
  }
}
