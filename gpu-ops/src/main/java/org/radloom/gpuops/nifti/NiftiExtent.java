package org.radloom.gpuops.nifti;

import java.io.IOException;
import java.nio.file.Path;
import org.radloom.gpuops.volume.Space;

/**
 * How large the volume of a file is, known from its header alone.
 *
 * @param space the grid
 * @param frames how many times it was taken, > 0
 * @param mostBytesEach bytes that a voxel takes in memory at most: 2 or 4
 */
public record NiftiExtent(Space space, int frames, int mostBytesEach) {

  /**
   * Reads the header of a file.
   *
   * @throws org.radloom.gpuops.volume.UnreadableVolumeException as {@link NiftiReader#read} does
   */
  public static NiftiExtent of(Path file) throws IOException {
    try (NiftiBytes bytes = NiftiBytes.open(file)) {
      NiftiHeader header = NiftiHeader.read(bytes);
      boolean fits =
          switch (header.datatype()) {
            case UINT8, INT8, INT16 -> header.suitsStored();
            default -> false;
          };
      return new NiftiExtent(header.space(), header.frames(), fits ? Short.BYTES : Float.BYTES);
    }
  }

  /** Returns the bytes that its voxels take in memory at most. */
  public long mostBytes() {
    return (long) space.voxels() * frames * mostBytesEach;
  }
}
