package org.radloom.speech;

import org.radloom.models.PredictionException;
import org.radloom.models.Tensor;
import org.radloom.models.onnx.OnnxSession;

/**
 * A decoder that hands keys and values from token to token, so that each token goes through it
 * once.
 *
 * @param model how a failure names it
 * @param cache names of the keys and values
 * @param first begins a text
 * @param next goes on; may be the first
 */
record CachedDecoder(String model, DecoderCache cache, OnnxSession first, OnnxSession next)
    implements WhisperDecoder {

  @Override
  public SpeechDecoder listen(Tensor encoded) throws PredictionException {
    return new CachedWindow(this, encoded);
  }

  @Override
  public String backend() {
    return first.backend();
  }

  @Override
  public boolean isCached() {
    return true;
  }

  @Override
  public void close() {
    first.close();
    next.close();
  }
}
