package org.radloom.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.radloom.speech.SmallVocabulary.BLANK;
import static org.radloom.speech.SmallVocabulary.COUNT;
import static org.radloom.speech.SmallVocabulary.END;
import static org.radloom.speech.SmallVocabulary.HEART;
import static org.radloom.speech.SmallVocabulary.NORMAL;
import static org.radloom.speech.SmallVocabulary.NO_TIMESTAMPS;
import static org.radloom.speech.SmallVocabulary.SIZE;
import static org.radloom.speech.SmallVocabulary.START;
import static org.radloom.speech.SmallVocabulary.TIME;
import static org.radloom.speech.SmallVocabulary.at;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimestampRulesTest {
  private final TimestampRules rules =
      new TimestampRules(SmallVocabulary.tokens(), List.of(), List.of(), 50);

  /** Returns the tokens left where a text is by far the likeliest. */
  private List<Integer> left(TimestampRules some, Integer... sampled) {
    float[] logits = new float[COUNT + 3];
    // More than e^8 times the sum of all timestamps.
    Arrays.fill(logits, 0, TIME, 20);
    some.apply(logits, List.of(sampled));
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < logits.length; i++) {
      if (logits[i] > Float.NEGATIVE_INFINITY) {
        left.add(i);
      }
    }
    return left;
  }

  @Test
  void theFirstIsATimestampOfAtMostOneSecond() {
    List<Integer> left = left(rules);
    assertThat(left).hasSize(51).startsWith(at(0)).endsWith(at(1));
  }

  @Test
  void afterTheFirstTimestampComesText() {
    assertThat(left(rules, at(0)))
        .contains(HEART, SIZE, NORMAL, BLANK, END)
        .doesNotContain(START, NO_TIMESTAMPS)
        .allMatch(token -> token < TIME);
  }

  @Test
  void afterTextComesTextOrALaterTimestamp() {
    List<Integer> left = left(rules, at(0.5), HEART);
    assertThat(left).contains(SIZE, END, at(0.52), at(30)).doesNotContain(at(0.5), at(0));
  }

  @Test
  void anEndIsFollowedByAStartThatIsNotEarlierOrByTheEndOfAll() {
    List<Integer> left = left(rules, at(0), HEART, at(2));
    assertThat(left).contains(END, at(2), at(30)).doesNotContain(HEART, SIZE, at(1.98));
    assertThat(left).allMatch(token -> token == END || token >= at(2));
  }

  @Test
  void aPairIsFollowedByText() {
    assertThat(left(rules, at(0), HEART, at(2), at(2))).contains(SIZE).allMatch(t -> t < TIME);
  }

  @Test
  void tokensBehindTheLastTimestampNeverCome() {
    assertThat(left(rules, at(0), HEART)).allMatch(token -> token < COUNT);
  }

  @Test
  void aTimestampIsForcedWhereAllTogetherAreLikelierThanTheLikeliestText() {
    // Timestamps 0.52 s to 0.58 s: 4 times exp(0) against exp(1.3) = 3.67 of the text.
    float[] logits = new float[COUNT];
    Arrays.fill(logits, -1e4f);
    logits[SIZE] = 1.3f;
    Arrays.fill(logits, at(0.52), at(0.6), 0);
    float[] other = logits.clone();
    rules.apply(logits, List.of(at(0.5), HEART));
    assertThat(logits[SIZE]).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(logits[at(0.52)]).isZero();
    // 4 against exp(1.4) = 4.06: the text stays.
    other[SIZE] = 1.4f;
    rules.apply(other, List.of(at(0.5), HEART));
    assertThat(other[SIZE]).isEqualTo(1.4f);
  }

  @Test
  void suppressedTokensNeverComeAndOthersNotFirst() {
    TimestampRules some =
        new TimestampRules(
            SmallVocabulary.tokens(), List.of(NORMAL), List.of(at(0), 9_999_999), 1500);
    assertThat(left(some)).hasSize(1500).doesNotContain(at(0)).contains(at(30));
    assertThat(left(some, at(0))).doesNotContain(NORMAL).contains(HEART);
  }
}
