package org.radloom.gpuops.nifti;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.radloom.gpuops.volume.Labels;
import org.radloom.gpuops.volume.Space;
import org.radloom.gpuops.volume.Volume;
import org.radloom.gpuops.volume.Voxels;

/**
 * Writes NIfTI-1 files, little-endian, header and voxels in one, packed by gzip where the name ends
 * in {@code .gz}. Source: {@code nifti1.h}.
 *
 * <p>The same input gives the same bytes: no time, no name, no free text. Placement goes out as it
 * came, bit by bit. Only a block of voxels is held besides what was given. What can't be written is
 * refused before the file is touched; a full disk leaves a part of the file behind, so write beside
 * the place and rename.
 */
public final class NiftiWriter {
  private static final int BLOCK_BYTES = 1 << 17;

  private NiftiWriter() {}

  /**
   * Writes a volume: 16-bit values with their scale as int16, HU as float32.
   *
   * <p>The header holds the scale in 32 bits. A scale that 32 bits can't hold exactly would shift
   * every voxel, so such a volume goes out as float32, each HU rounded down as {@link Voxels.Real}
   * says.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  public static void write(Path file, Volume volume) throws IOException {
    if (volume.voxels() instanceof Voxels.Stored stored && isExact(stored)) {
      byte[] header =
          HeaderFields.of(
              volume.space(),
              volume.frames(),
              Datatype.INT16,
              (float) stored.slope(),
              (float) stored.intercept());
      short[] values = stored.stored();
      write(
          file,
          header,
          Datatype.INT16,
          values.length,
          (block, from, count) -> block.asShortBuffer().put(values, from, count));
    } else {
      Voxels voxels = volume.voxels();
      for (int i = 0; i < voxels.length(); i++) {
        checkFinite(i, voxels.hu(i));
      }
      write(
          file,
          HeaderFields.of(volume.space(), volume.frames(), Datatype.FLOAT32, 1, 0),
          Datatype.FLOAT32,
          voxels.length(),
          (block, from, count) -> {
            for (int i = 0; i < count; i++) {
              block.putFloat(i * Float.BYTES, Voxels.roundedDown(voxels.hu(from + i)));
            }
          });
    }
  }

  /**
   * Writes unsigned 16-bit values as they are, for example an image of one slice.
   *
   * @param values {@code [nz][ny][nx]}, x fastest
   */
  public static void writeUnsigned(Path file, Space space, short[] values) throws IOException {
    if (values.length != space.voxels()) {
      throw new IllegalArgumentException(
          "an image of %s must be %d values, but there are %d"
              .formatted(space.shape(), space.voxels(), values.length));
    }
    write(
        file,
        HeaderFields.of(space, 1, Datatype.UINT16, 1, 0),
        Datatype.UINT16,
        values.length,
        (block, from, count) -> block.asShortBuffer().put(values, from, count));
  }

  /** Writes labels as uint8. */
  public static void write(Path file, Labels labels) throws IOException {
    write(
        file,
        HeaderFields.of(labels.space(), 1, Datatype.UINT8, 1, 0),
        Datatype.UINT8,
        labels.values().length,
        (block, from, count) -> block.put(0, labels.values(), from, count));
  }

  /**
   * Writes a map as float32.
   *
   * @param map {@code [nz][ny][nx]}, x fastest, in whatever unit
   * @throws IllegalArgumentException if there is not one value a voxel or one is not finite
   */
  public static void write(Path file, Space space, float[] map) throws IOException {
    if (map.length != space.voxels()) {
      throw new IllegalArgumentException(
          "a map of %s must be %d values, but there are %d"
              .formatted(space.shape(), space.voxels(), map.length));
    }
    for (int i = 0; i < map.length; i++) {
      checkFinite(i, map[i]);
    }
    write(
        file,
        HeaderFields.of(space, 1, Datatype.FLOAT32, 1, 0),
        Datatype.FLOAT32,
        map.length,
        (block, from, count) -> block.asFloatBuffer().put(map, from, count));
  }

  private static boolean isExact(Voxels.Stored stored) {
    return (float) stored.slope() == stored.slope()
        && (float) stored.intercept() == stored.intercept();
  }

  private static void checkFinite(int index, double value) {
    if (!(Math.abs(value) <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "values must be finite in 32 bits, but number %d was: %s".formatted(index, value));
    }
  }

  /** Puts some voxels at the front of a block. */
  private interface Filler {
    void fill(ByteBuffer block, int from, int count);
  }

  private static void write(Path file, byte[] header, Datatype datatype, int voxels, Filler filler)
      throws IOException {
    byte[] bytes = new byte[BLOCK_BYTES];
    ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int most = BLOCK_BYTES / datatype.bytes();
    try (OutputStream out = open(file)) {
      out.write(header);
      for (int from = 0; from < voxels; from += most) {
        int count = Math.min(most, voxels - from);
        filler.fill(block, from, count);
        out.write(bytes, 0, count * datatype.bytes());
      }
    }
  }

  private static OutputStream open(Path file) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    return file.toString().endsWith(".gz") ? new FastGzipOutputStream(out) : out;
  }
}
