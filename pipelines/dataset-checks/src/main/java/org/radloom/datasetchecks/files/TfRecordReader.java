package org.radloom.datasetchecks.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a TFRecord file: length as u64, its masked CRC32C, data, its masked CRC32C,
 * all little-endian (TensorFlow, tf.io, TFRecords). Frames are bounded.
 */
final class TfRecordReader {
  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int MAX_DATA = 256 << 20;
  private static final int MASK_DELTA = 0xA282EAD8;

  private final InputStream in;
  private long number;

  TfRecordReader(InputStream in) {
    this.in = in;
  }

  /** Returns the number of the last frame, from 1. */
  long number() {
    return number;
  }

  /** Returns the next frame's data, or null at the end. */
  byte @Nullable [] next() throws IOException, DamagedFileException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length == 0) {
      return null;
    }
    number++;
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    if (header.length < HEADER) {
      throw damaged("is cut off");
    }
    if (fields.getInt(Long.BYTES) != masked(header, Long.BYTES)) {
      throw damaged("has a length that does not match its CRC32C");
    }
    long length = fields.getLong(0);
    if (length < 0 || length > MAX_DATA) {
      throw damaged("has more than %d bytes".formatted(MAX_DATA));
    }
    byte[] data = in.readNBytes((int) length);
    byte[] footer = in.readNBytes(Integer.BYTES);
    if (data.length < length || footer.length < Integer.BYTES) {
      throw damaged("is cut off");
    }
    int crc = ByteBuffer.wrap(footer).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (crc != masked(data, data.length)) {
      throw damaged("has data that do not match their CRC32C");
    }
    return data;
  }

  /** Returns the CRC32C rotated right by 15 bits, plus a constant. */
  static int masked(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }

  private DamagedFileException damaged(String why) {
    return new DamagedFileException("frame %d %s".formatted(number, why));
  }
}
