package org.radloom.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResamplerTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private float[] resampled(int rate, double hz, long from, int count) throws Exception {
    try (WavFile wav = WavBytes.open(folder, WavBytes.tone(rate, hz, .5, 1))) {
      return new Resampler(rate).read(wav, from, count);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_001})
  void aToneOfOneKilohertzKeepsFrequencyPhaseAndAmplitude(int rate) throws Exception {
    // The middle half of a second; the same sine where 16,000 a second have it.
    float[] out = resampled(rate, 1_000, 4_000, 8_000);
    for (int i = 0; i < out.length; i++) {
      double expected = .5 * Math.sin(2 * Math.PI * 1_000 * (4_000 + i) / 16_000);
      // 16 bits alone are off by up to 1.5e-5 of full scale; -66 dB of the amplitude allowed.
      assertThat((double) out[i]).isCloseTo(expected, within(2.5e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {22_050, 44_100, 48_000, 96_001})
  void aToneOfNineKilohertzIsGoneBySixtyDecibels(int rate) throws Exception {
    float[] out = resampled(rate, 9_000, 4_000, 8_000);
    double power = 0;
    for (float sample : out) {
      power += (double) sample * sample / out.length;
    }
    double before = .5 * .5 / 2;
    assertThat(10 * Math.log10(power / before)).isLessThan(-60);
  }

  @ParameterizedTest
  @ValueSource(ints = {11_025, 44_100})
  void piecesMeetWithoutASeam(int rate) throws Exception {
    float[] whole = resampled(rate, 1_000, 0, 2_000);
    float[] second = resampled(rate, 1_000, 1_001, 999);
    for (int i = 0; i < second.length; i++) {
      assertThat(second[i]).isEqualTo(whole[1_001 + i]);
    }
  }
}
