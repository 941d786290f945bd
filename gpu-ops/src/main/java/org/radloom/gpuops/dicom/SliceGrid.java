package org.radloom.gpuops.dicom;

/**
 * The pixels of a slice and how they lie (PS3.3, C.7.6.2.1.1 and 10.7.1.3).
 *
 * @param rows voxels along y
 * @param columns voxels along x
 * @param dyMm distance between rows
 * @param dxMm distance between columns
 * @param alongRow unit vector from one column to the next
 * @param alongColumn unit vector from one row to the next, at a right angle to it
 */
record SliceGrid(
    int rows, int columns, double dyMm, double dxMm, Vector3 alongRow, Vector3 alongColumn) {
  /** Up to this, direction cosines and spacings written by different hands are the same. */
  static final double SAME = 1e-4;

  /** Returns the unit vector at right angles to the slice. */
  Vector3 normal() {
    Vector3 normal = alongRow.cross(alongColumn);
    return normal.times(1 / normal.length());
  }

  boolean isSameAs(SliceGrid other) {
    return rows == other.rows
        && columns == other.columns
        && Math.abs(dyMm - other.dyMm) <= SAME
        && Math.abs(dxMm - other.dxMm) <= SAME
        && isSame(alongRow, other.alongRow)
        && isSame(alongColumn, other.alongColumn);
  }

  private static boolean isSame(Vector3 one, Vector3 other) {
    Vector3 difference = one.minus(other);
    return Math.max(
            Math.abs(difference.x()), Math.max(Math.abs(difference.y()), Math.abs(difference.z())))
        <= SAME;
  }

  /** Returns whether rows and columns are at a right angle to within {@link #SAME}. */
  boolean isSquare() {
    return Math.abs(alongRow.dot(alongColumn)) <= SAME;
  }
}
