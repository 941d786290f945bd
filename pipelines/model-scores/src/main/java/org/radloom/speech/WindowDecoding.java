package org.radloom.speech;

import java.util.ArrayList;
import java.util.List;
import org.radloom.models.PredictionException;

/** Asks a decoder for one token after the other, until it ends the window. */
final class WindowDecoding {
  /** Most tokens of a window: half of what Whisper's decoder holds. */
  static final int MOST_TOKENS = 224;

  private final WhisperTokens tokens;
  private final TimestampRules rules;
  private final int[] prompt;

  /**
   * Decodes after a prompt.
   *
   * @param prompt begins with the start of the transcript
   */
  WindowDecoding(WhisperTokens tokens, TimestampRules rules, int[] prompt) {
    this.tokens = tokens;
    this.rules = rules;
    this.prompt = prompt.clone();
  }

  /** Returns what a decoder hears in a window. */
  DecodedWindow decode(SpeechDecoder decoder, TokenPicker picker) throws PredictionException {
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
      int next = picker.pick(logits);
      sum += LogProbabilities.of(logits, next);
      if (next == tokens.end()) {
        break;
      }
      all.add(next);
    }
    List<Integer> sampled = all.subList(prompt.length, all.size());
    return new DecodedWindow(sampled, sum / (sampled.size() + 1), noSpeech, picker.temperature());
  }

  private void check(float[] logits) throws PredictionException {
    if (logits.length < tokens.count()) {
      throw new PredictionException(
          "the decoder must know %d tokens, but knew: %d".formatted(tokens.count(), logits.length),
          null);
    }
  }
}
