package org.radloom.gpuops.volume;

/**
 * The grid of a volume and where it lies in the patient.
 *
 * @param nx voxels along x (fastest), > 0
 * @param ny voxels along y, > 0
 * @param nz slices, > 0
 * @param dxMm distance between voxel centres along x, mm, finite and > 0
 * @param dyMm distance between voxel centres along y, mm, finite and > 0
 * @param incrementMm distance between neighbouring slice positions, mm, finite and > 0; not the
 *     slice thickness
 * @param placement where the grid lies, as NIfTI-1 says it; goes into every output unchanged
 */
public record Space(
    int nx, int ny, int nz, double dxMm, double dyMm, double incrementMm, Placement placement) {

  /** Checks counts and distances. */
  public Space {
    checkCount("nx", nx);
    checkCount("ny", ny);
    checkCount("nz", nz);
    checkDistance("dxMm", dxMm);
    checkDistance("dyMm", dyMm);
    checkDistance("incrementMm", incrementMm);
  }

  /** Returns a space at the origin whose axes run to the patient's right, front and head. */
  public static Space of(int nx, int ny, int nz, double dxMm, double dyMm, double incrementMm) {
    return new Space(
        nx,
        ny,
        nz,
        dxMm,
        dyMm,
        incrementMm,
        Placement.scannerAligned((float) dxMm, (float) dyMm, (float) incrementMm));
  }

  /** Returns the voxels of one slice. */
  public int sliceVoxels() {
    return Math.multiplyExact(nx, ny);
  }

  /** Returns the voxels of one frame. */
  public int voxels() {
    return Math.multiplyExact(sliceVoxels(), nz);
  }

  /** Returns whether both count the same voxels along every axis. */
  public boolean hasShapeOf(Space other) {
    return nx == other.nx && ny == other.ny && nz == other.nz;
  }

  /** Returns the shape for a message, for example {@code 512 x 512 x 40}. */
  public String shape() {
    return "%d x %d x %d".formatted(nx, ny, nz);
  }

  private static void checkCount(String name, int count) {
    if (count <= 0) {
      throw new IllegalArgumentException("%s must be > 0, but was: %d".formatted(name, count));
    }
  }

  private static void checkDistance(String name, double mm) {
    if (!(mm > 0) || !Double.isFinite(mm)) {
      throw new IllegalArgumentException(
          "%s must be finite and > 0, but was: %s".formatted(name, mm));
    }
  }
}
