package org.radloom.speech;

import java.util.ArrayList;
import java.util.List;
import org.radloom.models.PredictionException;

/** Takes the likeliest token, again and again: decoding at temperature 0. */
final class GreedyDecoding {
  /** Most tokens of a window: half of what Whisper's decoder holds. */
  static final int MOST_TOKENS = 224;

  /** What events call it. */
  static final double TEMPERATURE = 0;

  private final WhisperTokens tokens;
  private final TimestampRules rules;
  private final int[] prompt;

  /**
   * Decodes after a prompt.
   *
   * @param prompt begins with the start of the transcript
   */
  GreedyDecoding(WhisperTokens tokens, TimestampRules rules, int[] prompt) {
    this.tokens = tokens;
    this.rules = rules;
    this.prompt = prompt.clone();
  }

  /** Returns what a decoder hears in a window. */
  DecodedWindow decode(SpeechDecoder decoder) throws PredictionException {
    List<Integer> all = new ArrayList<>();
    for (int token : prompt) {
      all.add(token);
    }
    double sum = 0;
    double noSpeech = 0;
    while (all.size() < prompt.length + MOST_TOKENS) {
      boolean first = all.size() == prompt.length;
      // At first also what is thought at the start, which is where silence is told.
      List<float[]> answers = decoder.logits(List.copyOf(all), first ? 0 : all.size() - 1);
      for (float[] answer : answers) {
        check(answer);
      }
      if (first) {
        noSpeech = Math.exp(LogProbabilities.of(answers.get(0), tokens.noSpeech()));
      }
      float[] logits = answers.get(answers.size() - 1).clone();
      rules.apply(logits, all.subList(prompt.length, all.size()));
      int next = likeliest(logits);
      sum += LogProbabilities.of(logits, next);
      if (next == tokens.end()) {
        break;
      }
      all.add(next);
    }
    List<Integer> sampled = all.subList(prompt.length, all.size());
    return new DecodedWindow(sampled, sum / (sampled.size() + 1), noSpeech);
  }

  private void check(float[] logits) throws PredictionException {
    if (logits.length < tokens.count()) {
      throw new PredictionException(
          "the decoder must know %d tokens, but knew: %d".formatted(tokens.count(), logits.length),
          null);
    }
  }

  /** Returns the first of the greatest. */
  private int likeliest(float[] logits) throws PredictionException {
    int best = -1;
    for (int i = 0; i < logits.length; i++) {
      if (Float.isNaN(logits[i]) || logits[i] == Float.POSITIVE_INFINITY) {
        throw new PredictionException("the decoder gave no numbers", null);
      }
      if (logits[i] > Float.NEGATIVE_INFINITY && (best < 0 || logits[i] > logits[best])) {
        best = i;
      }
    }
    if (best < 0) {
      throw new PredictionException("the decoder held every token impossible", null);
    }
    return best;
  }
}
