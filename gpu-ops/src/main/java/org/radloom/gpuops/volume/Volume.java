package org.radloom.gpuops.volume;

/**
 * One CT volume, or a series of them at the same place.
 *
 * @param space the grid of each frame
 * @param frames how many times it was taken, > 0
 * @param voxels {@code space.voxels() * frames} attenuations
 */
public record Volume(Space space, int frames, Voxels voxels) {
  /** Checks the counts against each other. */
  public Volume {
    long expected = (long) space.voxels() * frames;
    if (frames <= 0 || voxels.length() != expected) {
      throw new IllegalArgumentException(
          "%s in %d frames must be %d voxels, but there are %d"
              .formatted(space.shape(), frames, expected, voxels.length()));
    }
  }
}
