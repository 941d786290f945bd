package org.radloom.speech;

import java.util.Random;
import org.radloom.models.PredictionException;

/**
 * Tries again at higher temperatures where a window was heard badly: its text repeats itself, or
 * its tokens were unlikely though somebody speaks. Bounds and temperatures are those of the
 * reference (Radford et al. 2022, section 4.5, and openai/whisper, {@code transcribe.py}).
 */
final class TemperatureFallback {
  /** A text that compresses better repeats itself. */
  static final double MOST_COMPRESSION = 2.4;

  /** A window whose mean log-probability is lower was not understood. */
  static final double LEAST_LOGPROB = -1.0;

  /** A window that is silent with more than this probability need not be understood. */
  static final double MOST_NO_SPEECH = 0.6;

  /** Temperatures above 0: fifths, to 1. */
  private static final int STEPS = 5;

  /** First of the numbers that decide; each window and temperature has its own. */
  private static final long SEED = 0x52_41_44_4C_4F_4F_4DL;

  private final WindowDecoding decoding;
  private final WhisperTokens tokens;

  TemperatureFallback(WindowDecoding decoding, WhisperTokens tokens) {
    this.decoding = decoding;
    this.tokens = tokens;
  }

  /**
   * Returns what a decoder hears in a window: the first try that will do, else the last.
   *
   * @param seek where the window begins, so that the same recording gives the same words
   */
  DecodedWindow decode(SpeechDecoder decoder, long seek) throws PredictionException {
    DecodedWindow heard = decoding.decode(decoder, TokenPicker.likeliest());
    for (int step = 1; step <= STEPS && isBad(heard); step++) {
      Random random = new Random(SEED + seek * (STEPS + 1) + step);
      heard = decoding.decode(decoder, TokenPicker.drawing((double) step / STEPS, random));
    }
    return heard;
  }

  private boolean isBad(DecodedWindow heard) {
    boolean unlikely = heard.avgLogprob() < LEAST_LOGPROB;
    if (unlikely && heard.noSpeechProb() > MOST_NO_SPEECH) {
      return false;
    }
    String text = tokens.text(heard.tokens()).strip();
    return unlikely || CompressionRatio.of(text) > MOST_COMPRESSION;
  }
}
