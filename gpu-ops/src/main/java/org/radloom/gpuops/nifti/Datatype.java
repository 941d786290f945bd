package org.radloom.gpuops.nifti;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The kinds of voxel that are read: every integer and every float that Java has a match for. */
enum Datatype {
  UINT8(2, Byte.BYTES) {
    @Override
    void copy(ByteBuffer from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        to[i] = Byte.toUnsignedInt(from.get(i));
      }
    }
  },
  INT8(256, Byte.BYTES) {
    @Override
    void copy(ByteBuffer from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        to[i] = from.get(i);
      }
    }
  },
  UINT16(512, Short.BYTES) {
    @Override
    void copy(ByteBuffer from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        to[i] = Short.toUnsignedInt(from.getShort(i * Short.BYTES));
      }
    }
  },
  INT16(4, Short.BYTES) {
    @Override
    void copy(ByteBuffer from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        to[i] = from.getShort(i * Short.BYTES);
      }
    }
  },
  UINT32(768, Integer.BYTES) {
    @Override
    void copy(ByteBuffer from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        to[i] = Integer.toUnsignedLong(from.getInt(i * Integer.BYTES));
      }
    }
  },
  INT32(8, Integer.BYTES) {
    @Override
    void copy(ByteBuffer from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        to[i] = from.getInt(i * Integer.BYTES);
      }
    }
  },
  UINT64(1280, Long.BYTES) {
    @Override
    void copy(ByteBuffer from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        long value = from.getLong(i * Long.BYTES);
        to[i] = value >= 0 ? roundedDown(value) : 2 * roundedDown(value >>> 1);
      }
    }
  },
  INT64(1024, Long.BYTES) {
    @Override
    void copy(ByteBuffer from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        to[i] = roundedDown(from.getLong(i * Long.BYTES));
      }
    }
  },
  FLOAT32(16, Float.BYTES) {
    @Override
    void copy(ByteBuffer from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        to[i] = from.getFloat(i * Float.BYTES);
      }
    }
  },
  FLOAT64(64, Double.BYTES) {
    @Override
    void copy(ByteBuffer from, double[] to, int count) {
      for (int i = 0; i < count; i++) {
        to[i] = from.getDouble(i * Double.BYTES);
      }
    }
  };

  private static final long MOST_EXACT_IN_DOUBLE = 1L << 53;

  private final int code;
  private final int bytes;

  Datatype(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** Returns the one that the header's {@code datatype} names. */
  static Optional<Datatype> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** Returns its number in the header. */
  int code() {
    return code;
  }

  /** Returns the bytes of one voxel. */
  int bytes() {
    return bytes;
  }

  /**
   * Copies stored values, exactly but for integers beyond 2^53, which are rounded down.
   *
   * @param from voxels from index 0 on, its byte order that of the file
   * @param to gets {@code count} values from index 0 on
   */
  abstract void copy(ByteBuffer from, double[] to, int count);

  /** A plain cast may round up; without the low 11 bits there is nothing left to round. */
  private static double roundedDown(long value) {
    return Math.abs(value) <= MOST_EXACT_IN_DOUBLE ? value : value & -2048;
  }
}
