package org.radloom.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.speech.WavFormat.Encoding;

@SuppressWarnings("ByteBufferBackingArray") // Each is a whole array of its own.
final class WavFileTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private float[] mono(int tag, int channels, int bits, ByteBuffer samples, int count)
      throws Exception {
    try (WavFile wav =
        WavBytes.open(folder, WavBytes.of(tag, channels, 16_000, bits, samples.array()))) {
      return wav.mono(0, count);
    }
  }

  private AudioRefusal refusal(byte[] bytes) {
    AudioRefusedException refused =
        catchThrowableOfType(
            AudioRefusedException.class, () -> WavBytes.open(folder, bytes).close());
    return refused.reason();
  }

  @Test
  void readsEveryWidthAtHalfOfFullScale() throws Exception {
    assertThat(mono(1, 1, 8, bytes(2).put((byte) 192).put((byte) 64), 2))
        .containsExactly(.5f, -.5f);
    assertThat(mono(1, 1, 16, bytes(4).putShort((short) 16_384).putShort((short) -16_384), 2))
        .containsExactly(.5f, -.5f);
    // 0x400000 and 0xC00000 of 2^23, the lowest byte first.
    byte[] wide = {0, 0, 0x40, 0, 0, (byte) 0xC0};
    assertThat(mono(1, 1, 24, ByteBuffer.wrap(wide), 2)).containsExactly(.5f, -.5f);
    assertThat(mono(1, 1, 32, bytes(8).putInt(1 << 30).putInt(-(1 << 30)), 2))
        .containsExactly(.5f, -.5f);
    assertThat(mono(3, 1, 32, bytes(8).putFloat(.5f).putFloat(-.5f), 2)).containsExactly(.5f, -.5f);
    assertThat(mono(3, 1, 64, bytes(16).putDouble(.5).putDouble(-.5), 2))
        .containsExactly(.5f, -.5f);
  }

  @Test
  void twoChannelsBecomeTheirMean() throws Exception {
    ByteBuffer samples = bytes(4).putShort((short) 16_384).putShort((short) 0);
    assertThat(mono(1, 2, 16, samples, 1)).containsExactly(.25f);
  }

  @Test
  void floatsThatAreNoSoundBecomeSilenceOrFullScale() throws Exception {
    ByteBuffer samples = bytes(12).putFloat(Float.NaN).putFloat(1e30f).putFloat(-1e30f);
    assertThat(mono(3, 1, 32, samples, 3)).containsExactly(0f, 1f, -1f);
  }

  @Test
  void thereIsSilenceBeforeAndBehind() throws Exception {
    byte[] file = WavBytes.of(1, 1, 16_000, 8, new byte[] {(byte) 192, (byte) 192});
    try (WavFile wav = WavBytes.open(folder, file)) {
      assertThat(wav.mono(-1, 4)).containsExactly(0f, .5f, .5f, 0f);
      assertThat(wav.mono(100, 2)).containsExactly(0f, 0f);
    }
  }

  @Test
  void otherPartsBeforeTheSamplesArePassedOver() throws Exception {
    byte[] plain = WavBytes.of(1, 1, 16_000, 8, new byte[] {(byte) 192});
    // LIST of 3 bytes and one of padding.
    ByteBuffer file = bytes(plain.length + 12);
    file.put(plain, 0, 12).put("LIST".getBytes(StandardCharsets.US_ASCII)).putInt(3).putInt(0);
    file.put(plain, 12, plain.length - 12);
    try (WavFile wav = WavBytes.open(folder, file.array())) {
      assertThat(wav.mono(0, 1)).containsExactly(.5f);
    }
  }

  @Test
  void extensibleFilesSayTheirEncodingFurtherDown() throws Exception {
    ByteBuffer chunk = bytes(40);
    chunk.putShort(0, (short) 0xFFFE).putShort(2, (short) 2).putInt(4, 48_000);
    chunk.putShort(12, (short) 6).putShort(14, (short) 24).putShort(24, (short) 1);
    assertThat(WavFormat.of(chunk)).isEqualTo(new WavFormat(Encoding.WHOLE, 2, 48_000, 3));
  }

  @Test
  void otherFilesAreRefused() {
    assertThat(refusal(new byte[0])).isEqualTo(AudioRefusal.NOT_WAV);
    assertThat(refusal("ID3 not a recording".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(AudioRefusal.NOT_WAV);
  }

  @Test
  void damagedFilesAreRefused() {
    byte[] good = WavBytes.tone(16_000, 440, .5, .1);
    assertThat(refusal(Arrays.copyOf(good, good.length - 1))).isEqualTo(AudioRefusal.DAMAGED_WAV);
    assertThat(refusal(Arrays.copyOf(good, 36))).isEqualTo(AudioRefusal.DAMAGED_WAV);
    assertThat(refusal(Arrays.copyOf(good, 20))).isEqualTo(AudioRefusal.DAMAGED_WAV);
    byte[] huge = good.clone();
    ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).putInt(40, -1);
    assertThat(refusal(huge)).isEqualTo(AudioRefusal.DAMAGED_WAV);
    byte[] block = good.clone();
    block[32] = 7;
    assertThat(refusal(block)).isEqualTo(AudioRefusal.DAMAGED_WAV);
    byte[] nameless = good.clone();
    nameless[12] = 'x';
    assertThat(refusal(nameless)).isEqualTo(AudioRefusal.DAMAGED_WAV);
  }

  @Test
  void encodingsRatesAndChannelsThatAreNotReadAreRefused() {
    byte[] one = new byte[8];
    assertThat(refusal(WavBytes.of(85, 1, 16_000, 16, one)))
        .isEqualTo(AudioRefusal.UNSUPPORTED_WAV);
    assertThat(refusal(WavBytes.of(1, 0, 16_000, 16, one))).isEqualTo(AudioRefusal.UNSUPPORTED_WAV);
    assertThat(refusal(WavBytes.of(1, 6, 16_000, 16, one))).isEqualTo(AudioRefusal.UNSUPPORTED_WAV);
    assertThat(refusal(WavBytes.of(1, 1, 0, 16, one))).isEqualTo(AudioRefusal.UNSUPPORTED_WAV);
    assertThat(refusal(WavBytes.of(1, 1, -5, 16, one))).isEqualTo(AudioRefusal.UNSUPPORTED_WAV);
    assertThat(refusal(WavBytes.of(1, 1, 16_000, 12, one))).isEqualTo(AudioRefusal.UNSUPPORTED_WAV);
  }

  @Test
  void recordingsOfMoreThanSixHoursAreRefused() {
    // At 1000 a second in 8 bits: 6 h are 21,600,000 bytes.
    assertThat(refusal(WavBytes.of(1, 1, 1_000, 8, new byte[21_600_001])))
        .isEqualTo(AudioRefusal.AUDIO_TOO_LONG);
  }
}
