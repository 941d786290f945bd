package org.radloom.gpuops.nifti;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.radloom.gpuops.volume.UnreadableVolumeException;

/**
 * The bytes of a file from front to back, unpacked where its first two bytes say that it is gzip.
 */
final class NiftiBytes implements Closeable {
  /**
   * Deflate packs at most 258 bytes into two bits, so no file unpacks to more than this many times
   * its size.
   */
  private static final long MOST_DEFLATE_GAIN = 1032;

  private static final int GZIP_MAGIC = 0x1f8b;
  private static final int GZIP_INPUT_BYTES = 1 << 16;

  private final String name;
  private final InputStream in;
  private final long mostBytes;

  private NiftiBytes(String name, InputStream in, long mostBytes) {
    this.name = name;
    this.in = in;
    this.mostBytes = mostBytes;
  }

  /** Opens a file. */
  static NiftiBytes open(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // Opening a pipe would wait for ever.
      throw new UnreadableVolumeException(
          "unsupported_format", "a volume must be a regular file, but is none" + of(name));
    }
    FileChannel channel = FileChannel.open(file);
    try {
      InputStream raw = Channels.newInputStream(channel);
      boolean gzip = (raw.read() << Byte.SIZE | raw.read()) == GZIP_MAGIC;
      channel.position(0);
      return gzip
          ? new NiftiBytes(name, unpacking(raw, name), channel.size() * MOST_DEFLATE_GAIN)
          : new NiftiBytes(name, raw, channel.size());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static InputStream unpacking(InputStream raw, String name) throws IOException {
    try {
      return new GZIPInputStream(raw, GZIP_INPUT_BYTES);
    } catch (EOFException e) {
      throw new UnreadableVolumeException(
          "truncated", "the gzip header must be whole, but the file ends in it" + of(name), e);
    } catch (ZipException e) {
      throw damaged(name, e);
    }
  }

  /** Throws if the file can't hold this many bytes; cheap, and before anything is allocated. */
  void checkCanHold(long bytes) throws UnreadableVolumeException {
    if (bytes > mostBytes) {
      throw rejected(
          "truncated",
          "the header promises %,d bytes, but the file holds at most %,d"
              .formatted(bytes, mostBytes));
    }
  }

  /** Reads the next {@code count} bytes to the front of {@code to}. */
  void read(byte[] to, int count) throws IOException {
    int read = readUpTo(to, count);
    if (read < count) {
      throw rejected(
          "truncated",
          "there must be %,d more bytes, but the file ends after %,d of them"
              .formatted(count, read));
    }
  }

  /** Passes over the next {@code count} bytes. */
  void skip(long count) throws IOException {
    byte[] block = new byte[(int) Math.min(count, GZIP_INPUT_BYTES)];
    for (long left = count; left > 0; left -= block.length) {
      read(block, (int) Math.min(left, block.length));
    }
  }

  /** Throws if anything is left, or if the checksum of what was unpacked is wrong. */
  void checkEnd() throws IOException {
    if (readUpTo(new byte[1], 1) > 0) {
      throw rejected(
          "trailing_bytes",
          "the file must end with the last voxel that its header promises, but goes on");
    }
  }

  /** Returns an exception that names the file. */
  UnreadableVolumeException rejected(String reason, String message) {
    return new UnreadableVolumeException(reason, message + of(name));
  }

  private int readUpTo(byte[] to, int count) throws IOException {
    try {
      return in.readNBytes(to, 0, count);
    } catch (EOFException e) {
      throw new UnreadableVolumeException(
          "truncated", "the gzip data must be whole, but the file ends in it" + of(name), e);
    } catch (ZipException e) {
      throw damaged(name, e);
    }
  }

  private static UnreadableVolumeException damaged(String name, ZipException cause) {
    return new UnreadableVolumeException(
        "damaged_gzip",
        "the gzip data must unpack and match its checksum, but does not" + of(name),
        cause);
  }

  private static String of(String name) {
    return " (file " + name + ")";
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
