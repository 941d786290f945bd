package org.radloom.speech;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A WAV file (RIFF, little-endian) that is open: its samples are read where they are asked for, so
 * that a long recording takes no more memory than a short one.
 */
final class WavFile implements Closeable {
  /** Most bytes of a file: what RIFF can state. */
  static final long MOST_BYTES = 1L << 32;

  /** Longest recording, seconds. */
  static final int MOST_SECONDS = 6 * 3600;

  private static final int RIFF = 0x46464952;
  private static final int WAVE = 0x45564157;
  private static final int FORMAT = 0x20746d66;
  private static final int DATA = 0x61746164;
  private static final int MOST_FORMAT_BYTES = 4096;
  private static final int MOST_CHUNKS = 1000;

  private final FileChannel channel;
  private final WavFormat format;
  private final long dataAt;
  private final long frames;

  private WavFile(FileChannel channel, WavFormat format, long dataAt, long frames) {
    this.channel = channel;
    this.format = format;
    this.dataAt = dataAt;
    this.frames = frames;
  }

  /** Opens a file. The caller closes it. */
  static WavFile open(Path file) throws AudioRefusedException {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      WavFile wav = of(channel);
      channel = null;
      return wav;
    } catch (IOException e) {
      throw new AudioRefusedException(AudioRefusal.UNREADABLE_AUDIO, "it cannot be read", e);
    } finally {
      closeQuietly(channel);
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // It was read only, and is refused already.
        return;
      }
    }
  }

  private static WavFile of(FileChannel channel) throws IOException, AudioRefusedException {
    long size = channel.size();
    if (size > MOST_BYTES) {
      throw new AudioRefusedException(
          AudioRefusal.AUDIO_TOO_LONG,
          "it must have %d bytes at most, but had: %d".formatted(MOST_BYTES, size));
    }
    ByteBuffer head = read(channel, 0, 12);
    if (head.remaining() < 12 || head.getInt(0) != RIFF || head.getInt(8) != WAVE) {
      throw new AudioRefusedException(AudioRefusal.NOT_WAV, "it is no WAV file");
    }
    WavFormat format = null;
    long at = 12;
    for (int chunk = 0; chunk < MOST_CHUNKS && at + 8 <= size; chunk++) {
      ByteBuffer header = read(channel, at, 8);
      int id = header.getInt(0);
      long length = header.getInt(4) & 0xFFFF_FFFFL;
      at += 8;
      if (id == FORMAT) {
        format = WavFormat.of(read(channel, at, (int) Math.min(length, MOST_FORMAT_BYTES)));
      } else if (id == DATA) {
        return of(channel, format, at, length, size);
      }
      at += length + (length & 1);
    }
    throw new AudioRefusedException(AudioRefusal.DAMAGED_WAV, "it has no samples");
  }

  private static WavFile of(
      FileChannel channel, @Nullable WavFormat format, long at, long length, long size)
      throws AudioRefusedException {
    if (format == null) {
      throw new AudioRefusedException(
          AudioRefusal.DAMAGED_WAV, "its samples come before their format");
    }
    if (at + length > size) {
      throw new AudioRefusedException(
          AudioRefusal.DAMAGED_WAV,
          "it must have %d bytes of samples, but had: %d".formatted(length, size - at));
    }
    long frames = length / format.frameBytes();
    if (frames > (long) MOST_SECONDS * format.rate()) {
      throw new AudioRefusedException(
          AudioRefusal.AUDIO_TOO_LONG,
          "it must last %d s at most, but lasts: %d s"
              .formatted(MOST_SECONDS, frames / format.rate()));
    }
    return new WavFile(channel, format, at, frames);
  }

  int rate() {
    return format.rate();
  }

  /** Returns how many samples each channel has. */
  long frames() {
    return frames;
  }

  double seconds() {
    return (double) frames / format.rate();
  }

  /**
   * Returns samples, the mean of the channels, full scale from -1 to 1.
   *
   * @param from the first; silence before 0 and behind the end
   */
  float[] mono(long from, int count) throws AudioRefusedException {
    float[] samples = new float[count];
    long first = Math.max(0, from);
    long end = Math.min(frames, from + count);
    if (first >= end) {
      return samples;
    }
    int bytes = Math.toIntExact((end - first) * format.frameBytes());
    ByteBuffer in;
    try {
      in = read(channel, dataAt + first * format.frameBytes(), bytes);
    } catch (IOException e) {
      throw new AudioRefusedException(AudioRefusal.UNREADABLE_AUDIO, "it cannot be read", e);
    }
    if (in.remaining() < bytes) {
      throw new AudioRefusedException(AudioRefusal.UNREADABLE_AUDIO, "it became shorter");
    }
    int target = Math.toIntExact(first - from);
    for (int at = 0; at < bytes; at += format.frameBytes()) {
      samples[target++] = format.frame(in, at);
    }
    return samples;
  }

  /** Returns bytes of the file, fewer if it ends before. */
  private static ByteBuffer read(FileChannel channel, long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        break;
      }
    }
    return buffer.flip();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
