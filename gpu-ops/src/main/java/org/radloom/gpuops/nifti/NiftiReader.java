package org.radloom.gpuops.nifti;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.UnreadableVolumeException;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.VolumeExtent;
import org.radloom.gpuops.volume.Voxels;

/**
 * Reads NIfTI-1 files that hold header and voxels in one, packed by gzip or not (told by content,
 * not by name), of either byte order and every integer and float type up to 64 bits. Source: {@code
 * nifti1.h}.
 *
 * <p>Whatever is wrong with a file's content is an {@link UnreadableVolumeException}, found before
 * any array is allocated where the header alone shows it. Its reasons: {@code truncated}, {@code
 * trailing_bytes}, {@code damaged_gzip}, {@code unsupported_format}, {@code unsupported_datatype},
 * {@code unsupported_units}, {@code bad_bitpix}, {@code bad_dimensions}, {@code bad_spacing},
 * {@code bad_offset}, {@code bad_scaling}, {@code bad_affine}, {@code too_large}, {@code
 * not_finite}, {@code out_of_range}, {@code bad_labels}. Other {@link IOException}s are the disk's.
 *
 * <p>Besides the arrays that are returned, memory is needed for one block of 65,536 voxels.
 */
public final class NiftiReader {
  private NiftiReader() {}

  /** Returns how large the volume of a file will be, from its header alone. */
  public static VolumeExtent extent(Path file) throws IOException {
    try (NiftiBytes bytes = NiftiBytes.open(file)) {
      NiftiHeader header = NiftiHeader.read(bytes);
      boolean stored =
          switch (header.datatype()) {
            case UINT8, INT8, INT16 -> header.suitsStored();
            default -> false;
          };
      return new VolumeExtent(header.space(), header.frames(), stored ? Short.BYTES : Float.BYTES);
    }
  }

  /**
   * Returns a volume, all frames of it.
   *
   * <p>Where every stored value is a whole number of 16 bits, whatever type it has in the file, and
   * the slope is > 0, voxels are {@link Voxels.Stored}; else they are {@link Voxels.Real}. Values
   * are tried as 16 bits first; at the first that does not fit, the array is dropped and the file
   * read anew, so that never both forms are in memory.
   *
   * @param file of dimension 2 (one slice) to 4 (frames); more only if they are 1 long
   * @param maxBytes how many bytes the voxels may take in memory: 2 or 4 a voxel
   */
  public static Volume read(Path file, long maxBytes) throws IOException {
    Volume stored = readStored(file, maxBytes);
    return stored != null ? stored : readReal(file, maxBytes);
  }

  /**
   * Returns labels, whole numbers of 0 to 255 after scaling, of whatever type.
   *
   * @param file of one frame
   * @param maxBytes how many bytes the labels may take in memory: 1 each
   */
  public static Labels readLabels(Path file, long maxBytes) throws IOException {
    try (NiftiBytes bytes = NiftiBytes.open(file)) {
      NiftiHeader header = NiftiHeader.read(bytes);
      if (header.frames() != 1) {
        throw bytes.rejected(
            "bad_labels", "labels must be one frame, but there are: " + header.frames());
      }
      byte[] labels = new byte[header.voxels(Byte.BYTES, maxBytes, bytes)];
      VoxelBlocks blocks = new VoxelBlocks(bytes, header);
      double[] block = blocks.newBlock();
      int done = 0;
      for (int count; (count = blocks.next(block)) > 0; done += count) {
        for (int i = 0; i < count; i++) {
          double label = header.slope() * block[i] + header.intercept();
          int whole = (int) label;
          if (whole != label || whole < 0 || whole > 255) {
            throw bytes.rejected(
                Double.isFinite(label) ? "bad_labels" : "not_finite",
                "labels must be whole numbers of 0 to 255, but number %,d was: %s"
                    .formatted(done + i, label));
          }
          labels[done + i] = (byte) whole;
        }
      }
      return new Labels(header.space(), labels);
    }
  }

  private static @Nullable Volume readStored(Path file, long maxBytes) throws IOException {
    try (NiftiBytes bytes = NiftiBytes.open(file)) {
      NiftiHeader header = NiftiHeader.read(bytes);
      if (!header.suitsStored()) {
        return null;
      }
      short[] stored = new short[header.voxels(Short.BYTES, maxBytes, bytes)];
      VoxelBlocks blocks = new VoxelBlocks(bytes, header);
      int done = 0;
      if (header.datatype() == Datatype.INT16) {
        for (int count; (count = blocks.nextShorts(stored, done)) > 0; ) {
          done += count;
        }
      } else {
        double[] block = blocks.newBlock();
        for (int count; (count = blocks.next(block)) > 0; done += count) {
          if (!narrow(block, count, stored, done)) {
            return null;
          }
        }
      }
      return new Volume(
          header.space(),
          header.frames(),
          new Voxels.Stored(stored, header.slope(), header.intercept()));
    }
  }

  /** Returns whether all are whole numbers of 16 bits; NaN is none. */
  private static boolean narrow(double[] from, int count, short[] to, int at) {
    boolean fits = true;
    for (int i = 0; i < count; i++) {
      short value = (short) from[i];
      fits &= value == from[i];
      to[at + i] = value;
    }
    return fits;
  }

  private static Volume readReal(Path file, long maxBytes) throws IOException {
    try (NiftiBytes bytes = NiftiBytes.open(file)) {
      NiftiHeader header = NiftiHeader.read(bytes);
      float[] values = new float[header.voxels(Float.BYTES, maxBytes, bytes)];
      VoxelBlocks blocks = new VoxelBlocks(bytes, header);
      double[] block = blocks.newBlock();
      int done = 0;
      for (int count; (count = blocks.next(block)) > 0; done += count) {
        for (int i = 0; i < count; i++) {
          double hu = header.slope() * block[i] + header.intercept();
          if (!(Math.abs(hu) <= Float.MAX_VALUE)) {
            throw bytes.rejected(
                Double.isFinite(block[i]) ? "out_of_range" : "not_finite",
                "voxels must be finite in 32 bits, but number %,d was: %s".formatted(done + i, hu));
          }
          values[done + i] = Voxels.roundedDown(hu);
        }
      }
      return new Volume(header.space(), header.frames(), new Voxels.Real(values));
    }
  }
}
