package org.radloom.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class LogMelTest {

  @Test
  void theScaleIsThatOfSlaney() {
    // librosa's documentation of hz_to_mel and mel_to_hz, Slaney's formula.
    assertThat(MelFilters.mel(60)).isCloseTo(.9, within(1e-12));
    assertThat(MelFilters.mel(440)).isCloseTo(6.6, within(1e-12));
    assertThat(MelFilters.hz(3)).isCloseTo(200, within(1e-12));
    // The break, and 27 mels above it a factor of 6.4.
    assertThat(MelFilters.mel(1_000)).isCloseTo(15, within(1e-12));
    assertThat(MelFilters.mel(6_400)).isCloseTo(42, within(1e-12));
    assertThat(MelFilters.hz(42)).isCloseTo(6_400, within(1e-9));
  }

  @Test
  void fortyFrequenciesAreThosePublished() {
    // librosa's documentation of mel_frequencies(n_mels=40), from 0 to 11025 Hz.
    double step = MelFilters.mel(11_025) / 39;
    double[][] published = {
      {1, 85.317}, {2, 170.635}, {11, 938.49}, {12, 1_024.856}, {13, 1_119.114}, {14, 1_222.042}
    };
    for (double[] each : published) {
      assertThat(MelFilters.hz(each[0] * step)).isCloseTo(each[1], within(5e-4));
    }
  }

  @Test
  void theFirstFilterOfEightyIsTheOneWorkedByHand() {
    MelFilters filters = new MelFilters(80, 400, 16_000);
    // 8 kHz is mel 15 + 27 ln 8 / ln 6.4 = 45.2456; edges 0, 1, 2 times 45.2456 / 81 mels, below
    // 1 kHz 200/3 Hz each: 0, 37.239, 74.478 Hz. Bins are 40 Hz apart, so one lies in it, with
    // (74.478 - 40) / 37.239 of the height 2 / 74.478.
    double centre = (15 + 27 * Math.log(8) / Math.log(6.4)) / 81 * 200 / 3;
    assertThat(centre).isCloseTo(37.239, within(1e-3));
    double expected = (2 * centre - 40) / centre * 2 / (2 * centre);
    assertThat(expected).isCloseTo(.0248626, within(1e-7));
    assertThat(filters.weight(0, 0)).isZero();
    assertThat(filters.weight(0, 1)).isCloseTo(expected, within(1e-15));
    assertThat(filters.weight(0, 2)).isZero();
  }

  @Test
  void wideFiltersHaveAnAreaOfOne() {
    for (int count : new int[] {80, 128}) {
      MelFilters filters = new MelFilters(count, 400, 16_000);
      for (int filter = count * 3 / 4; filter < count; filter++) {
        double area = 0;
        for (int bin = 0; bin <= 200; bin++) {
          area += filters.weight(filter, bin) * 40;
        }
        // A sum over few bins is the area but for the corners.
        assertThat(area).isCloseTo(1, within(.06));
      }
    }
  }

  @Test
  void theTransformIsTheSumThatDefinesIt() {
    Random random = new Random(7);
    for (int length : new int[] {1, 7, 12, 400}) {
      double[] in = random.doubles(length, -1, 1).toArray();
      double[] re = new double[length];
      double[] im = new double[length];
      new FourierTransform(length).transform(in, re, im);
      for (int k = 0; k < length; k++) {
        double sumRe = 0;
        double sumIm = 0;
        for (int n = 0; n < length; n++) {
          sumRe += in[n] * Math.cos(2 * Math.PI * k * n / length);
          sumIm -= in[n] * Math.sin(2 * Math.PI * k * n / length);
        }
        assertThat(re[k]).isCloseTo(sumRe, within(1e-9));
        assertThat(im[k]).isCloseTo(sumIm, within(1e-9));
      }
    }
  }

  @Test
  void silenceIsMinusOneAndAHalf() {
    float[] bands = new LogMel(80).of(new float[LogMel.SAMPLES]);
    assertThat(bands).hasSize(80 * 3_000);
    // (log10(1e-10) + 4) / 4
    for (float band : bands) {
      assertThat(band).isEqualTo(-1.5f);
    }
  }

  @Test
  void aPureToneIsWhereAndAsLoudAsWorkedByHand() {
    float[] samples = new float[LogMel.SAMPLES];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) Math.sin(2 * Math.PI * 1_000 * i / 16_000);
    }
    float[] bands = new LogMel(80).of(samples);
    // 1 kHz is bin 25. The window sums to 200, so a sine of amplitude 1 has |X| = 100 there and,
    // as Hann's neighbours are half, 50 beside it: power 10,000 and 2,500, nothing elsewhere.
    MelFilters filters = new MelFilters(80, 400, 16_000);
    double[] logs = new double[80];
    double greatest = -10;
    for (int mel = 0; mel < 80; mel++) {
      double power =
          10_000 * filters.weight(mel, 25)
              + 2_500 * (filters.weight(mel, 24) + filters.weight(mel, 26));
      logs[mel] = Math.log10(Math.max(1e-10, power));
      greatest = Math.max(greatest, logs[mel]);
    }
    int loudest = 0;
    for (int mel = 0; mel < 80; mel++) {
      float found = bands[mel * 3_000 + 1_500];
      // What lies 8 and more below the greatest is lifted to there.
      double expected = (Math.max(logs[mel], greatest - 8) + 4) / 4;
      assertThat((double) found).isCloseTo(expected, within(1e-4));
      loudest = found > bands[loudest * 3_000 + 1_500] ? mel : loudest;
    }
    // Centres are 0.5586 mels apart, and 1 kHz is mel 15: nearest the 27th, at 15.08.
    assertThat(loudest).isEqualTo(26);
  }

  @Test
  void framesAreTenMillisecondsApartAndTheEndsAreMirrored() {
    float[] samples = new float[LogMel.SAMPLES];
    samples[16_000] = 1;
    float[] bands = new LogMel(80).of(samples);
    // A click at 1 s is in the middle of frame 100, with the window's 1: power 1 in every bin.
    MelFilters filters = new MelFilters(80, 400, 16_000);
    double sum = 0;
    for (int bin = 0; bin <= 200; bin++) {
      sum += filters.weight(79, bin);
    }
    assertThat((double) bands[79 * 3_000 + 100]).isCloseTo((Math.log10(sum) + 4) / 4, within(1e-5));
    // Frames 99 and 101 see it 160 samples from their middle: cos^2(pi 160 / 400), squared.
    double weight = Math.pow(Math.cos(Math.PI * .4), 4);
    assertThat((double) bands[79 * 3_000 + 101])
        .isCloseTo((Math.log10(sum * weight) + 4) / 4, within(1e-5));
    assertThat(bands[79 * 3_000 + 99]).isEqualTo(bands[79 * 3_000 + 101]);
    // A click at sample 100 is seen twice by frame 0, at both sides of its middle.
    float[] early = new float[LogMel.SAMPLES];
    early[100] = 1;
    // At 0 Hz both add up: 2 cos^2(pi / 4) = 1, so the lowest bin has power 1; bin 200 turns by
    // half a circle each sample and both are 100 away: they add up too. The highest band has the
    // cosine of each bin instead.
    double mirrored = 0;
    for (int bin = 0; bin <= 200; bin++) {
      mirrored += filters.weight(79, bin) * Math.pow(Math.cos(2 * Math.PI * bin * 100 / 400), 2);
    }
    assertThat((double) new LogMel(80).of(early)[79 * 3_000])
        .isCloseTo((Math.log10(mirrored) + 4) / 4, within(1e-5));
  }
}
