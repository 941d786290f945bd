package org.radloom.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.radloom.speech.SmallVocabulary.COUNT;
import static org.radloom.speech.SmallVocabulary.END;
import static org.radloom.speech.SmallVocabulary.HEART;
import static org.radloom.speech.SmallVocabulary.NORMAL;
import static org.radloom.speech.SmallVocabulary.NO_SPEECH;
import static org.radloom.speech.SmallVocabulary.SIZE;
import static org.radloom.speech.SmallVocabulary.at;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.radloom.models.PredictionException;

final class TemperatureFallbackTest {
  private static final WhisperTokens TOKENS = SmallVocabulary.tokens();

  private int windows;

  private TemperatureFallback fallback() {
    TimestampRules rules = new TimestampRules(TOKENS, List.of(), List.of(), 0);
    return new TemperatureFallback(
        new WindowDecoding(TOKENS, rules, new int[] {SmallVocabulary.START}), TOKENS);
  }

  /** Thinks the same behind every number of tokens: only what is set is possible. */
  private SpeechDecoder decoder(double noSpeech, float[]... behind) {
    return (tokens, from) -> {
      windows += from == 0 ? 1 : 0;
      List<float[]> answers = new ArrayList<>();
      for (int place = from; place < tokens.size(); place++) {
        float[] logits = behind[Math.min(place, behind.length - 1)].clone();
        if (place == 0) {
          // All others together are 1.
          logits[NO_SPEECH] = (float) Math.log(noSpeech / (1 - noSpeech));
        }
        answers.add(logits);
      }
      return answers;
    };
  }

  /** Logits of tokens that have these probabilities. */
  private static float[] logits(Object... tokensAndProbabilities) {
    float[] logits = new float[COUNT];
    Arrays.fill(logits, -1e4f);
    for (int i = 0; i < tokensAndProbabilities.length; i += 2) {
      logits[(int) tokensAndProbabilities[i]] =
          (float) Math.log((double) tokensAndProbabilities[i + 1]);
    }
    return logits;
  }

  private static final float[] BEGIN = logits(at(0), 1.0);

  @Test
  void aWindowThatWasUnderstoodIsDecodedOnceAtZero() throws PredictionException {
    // ln 1/2 = -0.69 for one of three tokens.
    DecodedWindow heard =
        fallback().decode(decoder(.1, BEGIN, logits(HEART, .5, SIZE, .5), logits(END, 1.0)), 0);
    assertThat(heard.tokens()).containsExactly(at(0), HEART);
    assertThat(heard.temperature()).isZero();
    assertThat(heard.avgLogprob()).isCloseTo(Math.log(.5) / 3, within(1e-6));
    assertThat(windows).isEqualTo(1);
  }

  @Test
  void aTextThatRepeatsItselfIsTriedAgainAtHigherTemperatures() throws PredictionException {
    // At 0: Heart 224 times less the first timestamp. Higher up the rarer texts come too; END has
    // 0.15, so the windows end. ln 0.55 = -0.60 is above -1: only the repetition is bad.
    float[] text = logits(HEART, .55, SIZE, .15, NORMAL, .15, END, .15);
    DecodedWindow heard = fallback().decode(decoder(.1, BEGIN, text), 0);
    assertThat(windows).isBetween(2, 6);
    assertThat(heard.temperature()).isCloseTo((windows - 1) / 5.0, within(1e-12));
    assertThat(heard.temperature()).isPositive();
    assertThat(heard.tokens().size()).isLessThan(WindowDecoding.MOST_TOKENS);
  }

  @Test
  void tokensThatWereUnlikelyAreTriedToTheLastTemperature() throws PredictionException {
    // Six texts of 1/6 each, 223 of them: ln 1/6 = -1.79 a token at every temperature.
    float[] text = logits(0, 1 / 6.0, 1, 1 / 6.0, 2, 1 / 6.0, 3, 1 / 6.0, 4, 1 / 6.0, 5, 1 / 6.0);
    DecodedWindow heard = fallback().decode(decoder(.1, BEGIN, text), 0);
    assertThat(windows).isEqualTo(6);
    assertThat(heard.temperature()).isEqualTo(1.0);
    assertThat(heard.avgLogprob()).isLessThan(TemperatureFallback.LEAST_LOGPROB);
  }

  @Test
  void silenceIsNotTriedAgain() throws PredictionException {
    float[] text = logits(0, 1 / 6.0, 1, 1 / 6.0, 2, 1 / 6.0, 3, 1 / 6.0, 4, 1 / 6.0, 5, 1 / 6.0);
    DecodedWindow heard = fallback().decode(decoder(.61, BEGIN, text), 0);
    assertThat(windows).isEqualTo(1);
    assertThat(heard.temperature()).isZero();
    assertThat(heard.noSpeechProb()).isCloseTo(.61, within(1e-6));
  }

  @Test
  void theSameWindowGivesTheSameWordsAndAnotherWindowOthers() throws PredictionException {
    float[] text = logits(0, 1 / 6.0, 1, 1 / 6.0, 2, 1 / 6.0, 3, 1 / 6.0, 4, 1 / 6.0, 5, 1 / 6.0);
    List<Integer> first = fallback().decode(decoder(.1, BEGIN, text), 0).tokens();
    assertThat(fallback().decode(decoder(.1, BEGIN, text), 0).tokens()).isEqualTo(first);
    assertThat(fallback().decode(decoder(.1, BEGIN, text), 3000).tokens()).isNotEqualTo(first);
  }

  @Test
  void drawnTokensComeAsOftenAsTheirProbabilitiesAtTheTemperatureSay() throws PredictionException {
    // Shares 4 : 1. At temperature 1/2 they are squared, 16 : 1, so 16/17 = 0.9412; at 1, 0.8.
    float[] text = logits(HEART, .8, SIZE, .2);
    assertThat(shareOfHeart(text, .5)).isCloseTo(16 / 17.0, within(.01));
    assertThat(shareOfHeart(text, 1)).isCloseTo(.8, within(.015));
  }

  private static double shareOfHeart(float[] text, double temperature) throws PredictionException {
    TokenPicker picker = TokenPicker.drawing(temperature, new Random(1));
    int hearts = 0;
    for (int i = 0; i < 10_000; i++) {
      int token = picker.pick(text);
      assertThat(token).isIn(HEART, SIZE);
      hearts += token == HEART ? 1 : 0;
    }
    return hearts / 10_000.0;
  }
}
