package org.radloom.speech;

import java.nio.ByteBuffer;

/**
 * How the samples of a WAV file are written. Little-endian; 8-bit samples are unsigned, wider whole
 * numbers signed.
 *
 * @param encoding whole numbers or floating point
 * @param channels 1 or 2
 * @param rate samples of one channel a second
 * @param bytes of one sample of one channel
 */
record WavFormat(Encoding encoding, int channels, int rate, int bytes) {
  static final int MIN_RATE = 1_000;
  static final int MAX_RATE = 192_000;

  private static final int PCM = 1;
  private static final int IEEE_FLOAT = 3;
  private static final int EXTENSIBLE = 0xFFFE;
  private static final int PLAIN_BYTES = 16;
  private static final int EXTENSIBLE_BYTES = 40;
  private static final int SUBFORMAT_AT = 24;

  /** What a sample is. */
  enum Encoding {
    WHOLE,
    FLOATING
  }

  /** Reads the content of a {@code fmt } chunk. */
  static WavFormat of(ByteBuffer chunk) throws AudioRefusedException {
    if (chunk.remaining() < PLAIN_BYTES) {
      throw new AudioRefusedException(AudioRefusal.DAMAGED_WAV, "its format is cut short");
    }
    int tag = chunk.getShort(0) & 0xFFFF;
    int channels = chunk.getShort(2) & 0xFFFF;
    int rate = chunk.getInt(4);
    int block = chunk.getShort(12) & 0xFFFF;
    int bits = chunk.getShort(14) & 0xFFFF;
    if (tag == EXTENSIBLE) {
      if (chunk.remaining() < EXTENSIBLE_BYTES) {
        throw new AudioRefusedException(AudioRefusal.DAMAGED_WAV, "its format is cut short");
      }
      tag = chunk.getShort(SUBFORMAT_AT) & 0xFFFF;
    }
    boolean whole = tag == PCM && (bits == 8 || bits == 16 || bits == 24 || bits == 32);
    boolean floating = tag == IEEE_FLOAT && (bits == 32 || bits == 64);
    if (!whole && !floating) {
      throw new AudioRefusedException(
          AudioRefusal.UNSUPPORTED_WAV,
          "it must be PCM of 8, 16, 24 or 32 bits or floating point of 32 or 64, but was: encoding"
              + " %d of %d bits".formatted(tag, bits));
    }
    if (channels < 1 || channels > 2 || rate < MIN_RATE || rate > MAX_RATE) {
      throw new AudioRefusedException(
          AudioRefusal.UNSUPPORTED_WAV,
          "it must have 1 or 2 channels of %d to %d samples a second, but had: %d of %d"
              .formatted(MIN_RATE, MAX_RATE, channels, rate));
    }
    if (block != channels * bits / 8) {
      throw new AudioRefusedException(
          AudioRefusal.DAMAGED_WAV, "its frames are not as large as its samples");
    }
    return new WavFormat(whole ? Encoding.WHOLE : Encoding.FLOATING, channels, rate, bits / 8);
  }

  /** Returns the bytes of one sample of every channel. */
  int frameBytes() {
    return channels * bytes;
  }

  /** Returns the mean of the channels of a frame, full scale from -1 to 1. */
  float frame(ByteBuffer in, int at) {
    double sum = sample(in, at);
    if (channels == 2) {
      sum = (sum + sample(in, at + bytes)) / 2;
    }
    return (float) sum;
  }

  private double sample(ByteBuffer in, int at) {
    if (encoding == Encoding.FLOATING) {
      double value = bytes == 4 ? in.getFloat(at) : in.getDouble(at);
      // A file may hold anything; one NaN would silence the whole window.
      return Double.isNaN(value) ? 0 : Math.max(-1, Math.min(1, value));
    }
    return switch (bytes) {
      case 1 -> ((in.get(at) & 0xFF) - 128) / 128.0;
      case 2 -> in.getShort(at) / 32_768.0;
      case 3 ->
          ((in.get(at) & 0xFF) | ((in.get(at + 1) & 0xFF) << 8) | (in.get(at + 2) << 16))
              / 8_388_608.0;
      default -> in.getInt(at) / 2_147_483_648.0;
    };
  }
}
