package org.radloom.speech;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** WAV files for tests. */
final class WavBytes {
  private WavBytes() {}

  /** Returns a file with a format of 16 bytes and the samples as they are. */
  static byte[] of(int tag, int channels, int rate, int bits, byte[] samples) {
    ByteBuffer out = ByteBuffer.allocate(44 + samples.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + samples.length);
    out.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    out.putShort((short) tag).putShort((short) channels).putInt(rate);
    out.putInt(rate * channels * bits / 8).putShort((short) (channels * bits / 8));
    out.putShort((short) bits);
    out.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(samples.length);
    return out.put(samples).array();
  }

  /** Returns a sine in 16 bits, one channel. */
  static byte[] tone(int rate, double hz, double amplitude, double seconds) {
    int count = (int) Math.round(rate * seconds);
    ByteBuffer samples = ByteBuffer.allocate(count * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      double value = amplitude * Math.sin(2 * Math.PI * hz * i / rate);
      samples.putShort((short) Math.round(value * 32_767));
    }
    return of(1, 1, rate, 16, samples.array());
  }

  static WavFile open(Path folder, byte[] bytes) throws IOException, AudioRefusedException {
    Path file = Files.createTempFile(folder, "wav", ".wav");
    Files.write(file, bytes);
    return WavFile.open(file);
  }
}
