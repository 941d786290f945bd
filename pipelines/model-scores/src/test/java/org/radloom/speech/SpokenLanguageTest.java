package org.radloom.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.radloom.models.PredictionException;

final class SpokenLanguageTest {
  private static final int DE = 9;

  private static WhisperTokens tokens() throws Exception {
    Map<String, Integer> ids = new HashMap<>(SmallVocabulary.texts());
    ids.putAll(SmallVocabulary.added());
    // German in the place of the order to translate.
    ids.remove("<|translate|>");
    ids.put("<|de|>", DE);
    return WhisperTokens.of(ids);
  }

  private static SpeechDecoder thinking(float[] logits) {
    return (tokens, from) -> {
      assertThat(tokens).containsExactly(SmallVocabulary.START);
      return List.of(logits);
    };
  }

  @Test
  void languagesAreTheShortNamesAmongTheOrders() throws Exception {
    assertThat(tokens().languages())
        .containsExactly(Map.entry("de", DE), Map.entry("en", SmallVocabulary.EN));
  }

  @Test
  void theLikeliestLanguageIsTakenWhateverElseIsLikelier() throws Exception {
    float[] logits = new float[SmallVocabulary.COUNT];
    logits[SmallVocabulary.HEART] = 9;
    logits[SmallVocabulary.TRANSCRIBE] = 8;
    logits[DE] = 2;
    logits[SmallVocabulary.EN] = 1;
    assertThat(SpokenLanguage.of(thinking(logits), tokens())).isEqualTo("de");
    logits[SmallVocabulary.EN] = 3;
    assertThat(SpokenLanguage.of(thinking(logits), tokens())).isEqualTo("en");
  }

  @Test
  void aDecoderWithoutNumbersNamesNone() throws Exception {
    float[] logits = new float[SmallVocabulary.COUNT];
    Arrays.fill(logits, Float.NaN);
    WhisperTokens tokens = tokens();
    assertThatExceptionOfType(PredictionException.class)
        .isThrownBy(() -> SpokenLanguage.of(thinking(logits), tokens));
  }
}
