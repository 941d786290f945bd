package org.radloom.gpuops.volume;

/**
 * How large a volume will be in memory, known before its voxels are read.
 *
 * @param space the grid
 * @param frames how many times it was taken, > 0
 * @param mostBytesEach bytes that a voxel takes at most: 2 or 4
 */
public record VolumeExtent(Space space, int frames, int mostBytesEach) {

  /** Returns the voxels of one frame, also where they are too many for an array. */
  public long frameVoxels() {
    return (long) space.nx() * space.ny() * space.nz();
  }

  /** Returns the bytes that all voxels take at most. */
  public long mostBytes() {
    return Math.multiplyExact(Math.multiplyExact(frameVoxels(), (long) frames), mostBytesEach);
  }
}
