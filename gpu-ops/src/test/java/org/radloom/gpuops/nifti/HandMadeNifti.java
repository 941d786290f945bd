package org.radloom.gpuops.nifti;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * A file put together byte by byte, its offsets copied from the comments in {@code nifti1.h}: at
 * first a good one of 2 x 3 x 2 int16 voxels, 0.5 x 0.75 x 3 mm, without scale or place.
 */
final class HandMadeNifti {
  private final ByteOrder order;
  private final ByteBuffer header;
  private byte[] extensions = new byte[0];
  private byte[] voxels = new byte[24];

  HandMadeNifti(ByteOrder order) {
    this.order = order;
    header = ByteBuffer.allocate(352).order(order);
    header.putInt(0, 348);
    dim(3, 2, 3, 2);
    datatype(4, 16);
    pixdim(1, 0.5f, 0.75f, 3);
    header.putFloat(108, 352);
    header.put(344, "n+1\0".getBytes(StandardCharsets.ISO_8859_1));
  }

  HandMadeNifti() {
    this(ByteOrder.LITTLE_ENDIAN);
  }

  HandMadeNifti dim(int... counts) {
    for (int i = 0; i < counts.length; i++) {
      header.putShort(40 + 2 * i, (short) counts[i]);
    }
    return this;
  }

  HandMadeNifti datatype(int code, int bits) {
    header.putShort(70, (short) code).putShort(72, (short) bits);
    return this;
  }

  HandMadeNifti pixdim(float... distances) {
    return floats(76, distances);
  }

  HandMadeNifti scale(float slope, float intercept) {
    return floats(112, slope, intercept);
  }

  HandMadeNifti units(int code) {
    return at(123, code);
  }

  HandMadeNifti at(int offset, int value) {
    header.put(offset, (byte) value);
    return this;
  }

  HandMadeNifti shorts(int offset, int... values) {
    for (int i = 0; i < values.length; i++) {
      header.putShort(offset + 2 * i, (short) values[i]);
    }
    return this;
  }

  HandMadeNifti floats(int offset, float... values) {
    for (int i = 0; i < values.length; i++) {
      header.putFloat(offset + 4 * i, values[i]);
    }
    return this;
  }

  /** Puts bytes between header and voxels. */
  HandMadeNifti extensions(int bytes) {
    header.put(348, (byte) 1);
    header.putFloat(108, 352 + bytes);
    extensions = new byte[bytes];
    return this;
  }

  /** Sets the voxels' bytes. */
  HandMadeNifti voxels(byte[] bytes) {
    voxels = bytes.clone();
    return this;
  }

  HandMadeNifti int16(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length).order(order);
    for (int value : values) {
      bytes.putShort((short) value);
    }
    return datatype(4, 16).voxels(bytes.array());
  }

  HandMadeNifti float32(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(order);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return datatype(16, 32).voxels(bytes.array());
  }

  HandMadeNifti float64(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(order);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return datatype(64, 64).voxels(bytes.array());
  }

  byte[] bytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(header.array());
    file.writeBytes(extensions);
    file.writeBytes(voxels);
    return file.toByteArray();
  }

  Path plain(Path folder) throws IOException {
    return Files.write(folder.resolve("scan.nii"), bytes());
  }

  Path gzip(Path folder) throws IOException {
    return Files.write(folder.resolve("scan.nii.gz"), gzipped(bytes()));
  }

  static byte[] gzipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
