package org.radloom.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WhisperTokensTest {
  private final WhisperTokens tokens = SmallVocabulary.tokens();

  @Test
  void lettersSpreadOverTokensAreJoinedAsBytes() {
    assertThat(
            tokens.text(
                List.of(
                    SmallVocabulary.HEART,
                    SmallVocabulary.BLANK,
                    SmallVocabulary.E_FIRST,
                    SmallVocabulary.E_SECOND)))
        .isEqualTo(" Heart \u00e9");
    // Half a letter is no letter.
    assertThat(tokens.text(List.of(SmallVocabulary.E_FIRST))).isEqualTo("\ufffd");
  }

  @Test
  void ordersAndTimesHaveNoText() {
    assertThat(
            tokens.text(
                List.of(
                    SmallVocabulary.START,
                    SmallVocabulary.at(0),
                    SmallVocabulary.SIZE,
                    SmallVocabulary.at(1),
                    SmallVocabulary.END)))
        .isEqualTo(" size");
  }

  @Test
  void theAlphabetIsThatOfByteLevelVocabularies() {
    // GPT-2's table: blank U+0120, line feed U+010A, delete U+0121, 0xAD the last, U+0143.
    assertThat(ByteAlphabet.bytes("\u0120\u010a\u0121\u0143a~\u00ff"))
        .containsExactly(' ', '\n', 0x7F, 0xAD, 'a', '~', 0xFF);
  }

  @Test
  void timestampsThatTheVocabularyLacksFollowTheOrders() {
    assertThat(tokens.firstTimestamp()).isEqualTo(SmallVocabulary.NO_TIMESTAMPS + 1);
    assertThat(tokens.count()).isEqualTo(SmallVocabulary.NO_TIMESTAMPS + 1 + 1501);
    assertThat(tokens.steps(SmallVocabulary.at(30))).isEqualTo(1500);
  }

  @Test
  void olderNamesOfSilenceAreKnown() throws Exception {
    Map<String, Integer> ids = SmallVocabulary.added();
    ids.remove("<|nospeech|>");
    ids.put("<|nocaptions|>", 13);
    assertThat(WhisperTokens.of(ids).noSpeech()).isEqualTo(13);
    ids.remove("<|nocaptions|>");
    assertThatThrownBy(() -> WhisperTokens.of(ids)).hasMessage("<|nocaptions|>");
  }
}
