package org.radloom.gpuops.volume;

/**
 * A small whole number for every voxel: an artery, or inside (not 0) and outside (0).
 *
 * @param space the grid
 * @param values 0 to 255 as unsigned bytes, x fastest, then y and z; not copied; nobody writes to
 *     it
 */
@SuppressWarnings("ArrayRecordComponent") // As large as the volume: neither compared nor copied.
public record Labels(Space space, byte[] values) {
  /** Checks the count. */
  public Labels {
    if (values.length != space.voxels()) {
      throw new IllegalArgumentException(
          "%s must be %d labels, but there are %d"
              .formatted(space.shape(), space.voxels(), values.length));
    }
  }

  /** Returns how many are not 0. */
  public int marked() {
    int marked = 0;
    for (byte value : values) {
      marked += value == 0 ? 0 : 1;
    }
    return marked;
  }
}
