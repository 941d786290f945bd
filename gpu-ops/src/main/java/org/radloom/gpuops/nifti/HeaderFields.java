package org.radloom.gpuops.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.radloom.gpuops.volume.Placement;
import org.radloom.gpuops.volume.Space;

/** Headers to be written: lengths in mm, no free text, no time, no shown range. */
final class HeaderFields {
  private HeaderFields() {}

  /**
   * Returns the bytes before the first voxel.
   *
   * @param space the grid, at most 32,767 voxels along each axis
   * @param frames how many times, at most 32,767
   * @param datatype kind of voxel
   * @param slope HU per stored unit
   * @param intercept HU
   */
  static byte[] of(Space space, int frames, Datatype datatype, float slope, float intercept) {
    byte[] bytes = new byte[HeaderLayout.FIRST_VOXEL];
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0, HeaderLayout.HEADER_BYTES);
    header.put(HeaderLayout.REGULAR, (byte) 'r');
    putShorts(
        header,
        HeaderLayout.DIM,
        frames == 1 ? 3 : 4,
        space.nx(),
        space.ny(),
        space.nz(),
        frames,
        1,
        1,
        1);
    putShorts(header, HeaderLayout.DATATYPE, datatype.code(), datatype.bytes() * Byte.SIZE);
    header.putFloat(HeaderLayout.VOX_OFFSET, HeaderLayout.FIRST_VOXEL);
    header.putFloat(HeaderLayout.SCL_SLOPE, slope);
    header.putFloat(HeaderLayout.SCL_INTER, intercept);
    header.put(HeaderLayout.XYZT_UNITS, (byte) HeaderLayout.MILLIMETRE);
    putPlacement(header, space.placement());
    header.put(HeaderLayout.MAGIC, HeaderLayout.SINGLE_FILE.getBytes(StandardCharsets.US_ASCII));
    return bytes;
  }

  private static void putPlacement(ByteBuffer header, Placement placement) {
    header.putFloat(HeaderLayout.PIXDIM, placement.qfac());
    putFloats(header, HeaderLayout.PIXDIM + Float.BYTES, placement.pixdim());
    putShorts(header, HeaderLayout.QFORM_CODE, placement.qformCode(), placement.sformCode());
    putFloats(header, HeaderLayout.QUATERN, placement.quaternion());
    putFloats(header, HeaderLayout.QOFFSET, placement.offset());
    putFloats(header, HeaderLayout.SROW, placement.affine());
  }

  private static void putShorts(ByteBuffer header, int at, int... numbers) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] > HeaderLayout.MOST_IN_FIELD) {
        throw new IllegalArgumentException(
            "NIfTI-1 counts at most %d voxels along an axis, but there are %d"
                .formatted(HeaderLayout.MOST_IN_FIELD, numbers[i]));
      }
      header.putShort(at + i * Short.BYTES, (short) numbers[i]);
    }
  }

  private static void putFloats(ByteBuffer header, int at, Iterable<Float> numbers) {
    int next = at;
    for (float number : numbers) {
      header.putFloat(next, number);
      next += Float.BYTES;
    }
  }
}
