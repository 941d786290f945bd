package org.radloom.speech;

import java.util.List;
import org.radloom.models.PredictionException;

/** What a decoder thinks of tokens, for one window of speech. */
interface SpeechDecoder extends AutoCloseable {
  /**
   * Returns the logits of the token behind each of the tokens at and after a place.
   *
   * @param tokens so far, the prompt first
   * @param from the first place that is asked for
   */
  List<float[]> logits(List<Integer> tokens, int from) throws PredictionException;

  /** Gives back what it holds. Closing again does nothing. */
  @Override
  default void close() {}
}
