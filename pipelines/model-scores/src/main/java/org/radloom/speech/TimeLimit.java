package org.radloom.speech;

import java.util.List;
import java.util.function.LongSupplier;
import org.radloom.models.PredictionException;

/**
 * How long a recording may be worked on: a model that always finds another token, in windows that
 * hardly advance, must come to an end.
 */
final class TimeLimit {
  /** Seconds for any recording. */
  static final long LEAST_SECONDS = 600;

  /** Seconds for each second of a recording. */
  static final long SECONDS_EACH = 60;

  private final LongSupplier clock;
  private final long began;
  private final long seconds;

  /**
   * A limit that begins now.
   *
   * @param clock in nanoseconds
   * @param seconds that a recording lasts
   */
  TimeLimit(LongSupplier clock, double seconds) {
    this.clock = clock;
    this.began = clock.getAsLong();
    this.seconds = LEAST_SECONDS + (long) Math.ceil(seconds * SECONDS_EACH);
  }

  private void check() throws PredictionException {
    if ((clock.getAsLong() - began) / 1_000_000_000L > seconds) {
      throw new PredictionException(
          "the model took longer than the %d s that this recording may take".formatted(seconds),
          null);
    }
  }

  /** Returns a decoder that fails once the time is over. It closes the other one. */
  SpeechDecoder over(SpeechDecoder decoder) {
    return new SpeechDecoder() {
      @Override
      public List<float[]> logits(List<Integer> tokens, int from) throws PredictionException {
        check();
        return decoder.logits(tokens, from);
      }

      @Override
      public void close() {
        decoder.close();
      }
    };
  }
}
