package org.radloom.speech;

import java.util.List;
import java.util.Map;
import org.radloom.models.PredictionException;

/** Finds out what is spoken: the likeliest language after one step of the decoder. */
final class SpokenLanguage {
  private SpokenLanguage() {}

  /**
   * Returns the language that a decoder hears, as Whisper spells it.
   *
   * @param tokens of many languages
   */
  static String of(SpeechDecoder decoder, WhisperTokens tokens) throws PredictionException {
    float[] logits = decoder.logits(List.of(tokens.start()), 0).get(0);
    String best = "";
    float greatest = Float.NEGATIVE_INFINITY;
    for (Map.Entry<String, Integer> language : tokens.languages().entrySet()) {
      float logit = language.getValue() < logits.length ? logits[language.getValue()] : Float.NaN;
      if (logit > greatest) {
        best = language.getKey();
        greatest = logit;
      }
    }
    if (best.isEmpty()) {
      throw new PredictionException("the decoder held every language impossible", null);
    }
    return best;
  }
}
