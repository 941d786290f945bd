package org.radloom.speech;

import org.radloom.models.PredictionException;
import org.radloom.models.Tensor;

/** A decoder of Whisper that is open. */
interface WhisperDecoder extends AutoCloseable {

  /**
   * Begins to listen to a window. The caller closes what it gets.
   *
   * @param encoded what the encoder made of it
   */
  SpeechDecoder listen(Tensor encoded) throws PredictionException;

  /** Returns what computes, for example {@code cpu}. */
  String backend();

  /** Returns whether keys and values are kept from token to token. */
  boolean isCached();

  /** Gives back what it holds. Closing again does nothing. */
  @Override
  void close();
}
