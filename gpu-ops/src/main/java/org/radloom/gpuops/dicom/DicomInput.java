package org.radloom.gpuops.dicom;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.volume.UnreadableVolumeException;

/**
 * The bytes of one file from front to back.
 *
 * <p>A length is checked against what is left before anything is read or skipped, so a length that
 * lies is refused at no cost. Skipping seeks, except in what is inflated.
 */
final class DicomInput implements Closeable {
  private static final int BUFFER_BYTES = 8192;

  private final String fileName;
  private final byte[] number = new byte[4];
  private InputStream bytes;
  private @Nullable Inflater inflater;
  private long position;
  private long end;

  private DicomInput(String fileName, InputStream bytes, long end) {
    this.fileName = fileName;
    this.bytes = bytes;
    this.end = end;
  }

  static DicomInput open(Path file) throws IOException {
    long size = Files.size(file);
    return new DicomInput(
        String.valueOf(file.getFileName()),
        new BufferedInputStream(new FileInputStream(file.toFile()), BUFFER_BYTES),
        size);
  }

  /** Inflates all that follows (PS3.5, A.5); refuses more than {@code mostBytes} of it. */
  void inflateRest(long mostBytes) {
    inflater = new Inflater(true);
    bytes = new InflaterInputStream(bytes, inflater, BUFFER_BYTES);
    end = position + mostBytes;
  }

  String fileName() {
    return fileName;
  }

  /** Returns how many bytes were read and skipped, those inflated counted as inflated. */
  long position() {
    return position;
  }

  /** Returns how many bytes may still come. */
  long left() {
    return end - position;
  }

  void read(byte[] into, int length) throws IOException {
    require(length);
    try {
      if (bytes.readNBytes(into, 0, length) < length) {
        throw endsEarly(length);
      }
    } catch (ZipException | EOFException e) {
      throw failure("damaged", "the deflated data set must be whole, but is not", e);
    }
    position += length;
  }

  void skip(long length) throws IOException {
    require(length);
    try {
      bytes.skipNBytes(length);
    } catch (ZipException | EOFException e) {
      throw failure("damaged", "the deflated data set must be whole, but is not", e);
    }
    position += length;
  }

  int unsignedShort(ByteOrder order) throws IOException {
    read(number, 2);
    return unsignedShort(number, order);
  }

  static int unsignedShort(byte[] two, ByteOrder order) {
    int low = order == ByteOrder.LITTLE_ENDIAN ? 0 : 1;
    return (two[low] & 0xFF) | (two[1 - low] & 0xFF) << 8;
  }

  long unsignedInt(ByteOrder order) throws IOException {
    int first = unsignedShort(order);
    int second = unsignedShort(order);
    return order == ByteOrder.LITTLE_ENDIAN
        ? first | (long) second << 16
        : second | (long) first << 16;
  }

  UnreadableVolumeException failure(String reason, String message) {
    return new UnreadableVolumeException(reason, "%s (file %s)".formatted(message, fileName));
  }

  private UnreadableVolumeException failure(String reason, String message, Throwable cause) {
    return new UnreadableVolumeException(
        reason, "%s (file %s)".formatted(message, fileName), cause);
  }

  private void require(long length) throws UnreadableVolumeException {
    if (length > left()) {
      throw endsEarly(length);
    }
  }

  private UnreadableVolumeException endsEarly(long length) {
    return failure(
        "truncated",
        "%d bytes must follow byte %d, but there are at most %d"
            .formatted(length, position, left()));
  }

  @Override
  public void close() throws IOException {
    if (inflater != null) {
      inflater.end();
    }
    bytes.close();
  }
}
