package org.radloom.gpuops.nifti;

import static org.radloom.gpuops.nifti.HeaderLayout.FIRST_VOXEL;
import static org.radloom.gpuops.nifti.HeaderLayout.HEADER_BYTES;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.radloom.gpuops.volume.Space;

/**
 * What a header says, checked field by field; free text is not looked at.
 *
 * @param order byte order of the header and the voxels
 * @param datatype kind of voxel
 * @param space the grid
 * @param frames how many times the grid was taken, > 0
 * @param firstVoxel where the voxels start, bytes from the file's start
 * @param slope HU per stored unit, finite, not 0
 * @param intercept HU, finite
 */
record NiftiHeader(
    ByteOrder order,
    Datatype datatype,
    Space space,
    int frames,
    long firstVoxel,
    double slope,
    double intercept) {

  /** The most that an array can hold on every Java. */
  private static final int MOST_VOXELS = Integer.MAX_VALUE - 8;

  /**
   * Reads and checks the header, and leaves {@code bytes} at the first voxel.
   *
   * <p>A slope of 0 means no scaling ({@code nifti1.h}, "DATA SCALING"). So does NaN, which some
   * writers store for voxels that need none; the intercept is then ignored too. An infinite slope,
   * or a true slope with an intercept that is no number, is a reject.
   */
  static NiftiHeader read(NiftiBytes bytes) throws IOException {
    byte[] fields = new byte[HEADER_BYTES];
    bytes.read(fields, Integer.BYTES);
    ByteBuffer header = ByteBuffer.wrap(fields);
    header.order(order(header.getInt(0), bytes));
    byte[] rest = new byte[HEADER_BYTES - Integer.BYTES];
    bytes.read(rest, rest.length);
    header.put(Integer.BYTES, rest);

    checkMagic(header, bytes);
    Datatype datatype = datatype(header, bytes);
    GridFields grid = new GridFields(header, bytes);
    double slope = header.getFloat(HeaderLayout.SCL_SLOPE);
    boolean scaled = slope != 0 && !Double.isNaN(slope);
    double intercept = scaled ? header.getFloat(HeaderLayout.SCL_INTER) : 0;
    if (scaled && !(Double.isFinite(slope) && Double.isFinite(intercept))) {
      throw bytes.rejected(
          "bad_scaling",
          "scl_slope and scl_inter must be finite, but were: %s and %s"
              .formatted(slope, intercept));
    }
    NiftiHeader read =
        new NiftiHeader(
            header.order(),
            datatype,
            grid.space(),
            grid.frames(),
            firstVoxel(header, bytes),
            scaled ? slope : 1,
            intercept);
    bytes.checkCanHold(
        read.firstVoxel + (long) datatype.bytes() * read.space.voxels() * read.frames);
    bytes.skip(read.firstVoxel - HEADER_BYTES);
    return read;
  }

  /** Returns whether 16-bit values keep their order under the scale and stay within a float. */
  boolean suitsStored() {
    return slope > 0 && slope * -Short.MIN_VALUE + Math.abs(intercept) <= Float.MAX_VALUE;
  }

  /**
   * Returns the voxels of all frames, if they may be held.
   *
   * @param bytesEach bytes of one voxel in memory
   * @param maxBytes how many bytes they may take in all
   */
  int voxels(int bytesEach, long maxBytes, NiftiBytes bytes) throws IOException {
    long voxels = (long) space.voxels() * frames;
    if (voxels > MOST_VOXELS || voxels * bytesEach > maxBytes) {
      throw bytes.rejected(
          "too_large",
          "the voxels must be at most %,d and take at most %,d bytes, but there are %,d of %d bytes"
              .formatted(MOST_VOXELS, maxBytes, voxels, bytesEach));
    }
    return (int) voxels;
  }

  private static ByteOrder order(int bigEndianSize, NiftiBytes bytes) throws IOException {
    if (bigEndianSize == HEADER_BYTES) {
      return ByteOrder.BIG_ENDIAN;
    }
    int size = Integer.reverseBytes(bigEndianSize);
    if (size == HEADER_BYTES) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    boolean second =
        size == HeaderLayout.HEADER_BYTES_OF_NIFTI_2
            || bigEndianSize == HeaderLayout.HEADER_BYTES_OF_NIFTI_2;
    throw bytes.rejected(
        "unsupported_format",
        "the file must be NIfTI-1 (sizeof_hdr 348), but %s"
            .formatted(second ? "is NIfTI-2" : "sizeof_hdr was: " + size));
  }

  private static void checkMagic(ByteBuffer header, NiftiBytes bytes) throws IOException {
    byte[] magic = new byte[Integer.BYTES];
    header.get(HeaderLayout.MAGIC, magic);
    String found = new String(magic, StandardCharsets.ISO_8859_1);
    if (!found.equals(HeaderLayout.SINGLE_FILE)) {
      throw bytes.rejected(
          "unsupported_format",
          "header and voxels must be in one file (magic n+1), but this is %s"
              .formatted(
                  found.equals(HeaderLayout.PAIR) ? "a pair's header (ni1)" : "another format"));
    }
  }

  private static Datatype datatype(ByteBuffer header, NiftiBytes bytes) throws IOException {
    int code = header.getShort(HeaderLayout.DATATYPE);
    Datatype datatype =
        Datatype.of(code)
            .orElseThrow(
                () ->
                    bytes.rejected(
                        "unsupported_datatype",
                        "datatype must be an integer of 8 to 64 bits or a float of 32 or 64,"
                            + " but its code was: "
                            + code));
    int bitpix = header.getShort(HeaderLayout.BITPIX);
    if (bitpix != datatype.bytes() * Byte.SIZE) {
      throw bytes.rejected(
          "bad_bitpix",
          "bitpix must be %d for datatype %d, but was: %d"
              .formatted(datatype.bytes() * Byte.SIZE, code, bitpix));
    }
    return datatype;
  }

  private static long firstVoxel(ByteBuffer header, NiftiBytes bytes) throws IOException {
    float offset = header.getFloat(HeaderLayout.VOX_OFFSET);
    if (!(offset >= FIRST_VOXEL && offset <= Integer.MAX_VALUE) || offset != (int) offset) {
      throw bytes.rejected(
          "bad_offset",
          "vox_offset must be a whole number >= %d, but was: %s".formatted(FIRST_VOXEL, offset));
    }
    return (long) offset;
  }
}
