package org.radloom.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityScorerTest {
  private final QualityScorer scorer = new QualityScorer(QualityWeights.DEFAULT);

  @ParameterizedTest
  @CsvSource({"10, 0.5", "15, 0.75", "20, 1", "300, 1", "400, 0.75", "500, 0.5", "900, 0"})
  void scoresTheLength(int words, double expected) {
    assertThat(scorer.score(words, 1, 0, 0).length()).isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0.7, 0", "0.8, 0", "0.9, 0.5", "1, 1"})
  void scoresTheConfidence(double confidence, double expected) {
    assertThat(scorer.score(50, confidence, 0, 0).confidence()).isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "4, 0.5", "8, 1", "50, 1"})
  void scoresTheDensityOfTerms(int medicalWords, double expected) {
    assertThat(scorer.score(100, 1, medicalWords, 0).medical()).isCloseTo(expected, within(1e-12));
  }

  @Test
  void weighsTheParts() {
    // 100 words: length 1, confidence (0.9 - 0.8) / 0.2 = 0.5, medical 0.06 / 0.08 = 0.75,
    // grammar exp(-5 / 5).
    QualityScore score = scorer.score(100, 0.9, 6, 5);

    assertThat(score.grammar()).isCloseTo(Math.exp(-1), within(1e-12));
    assertThat(score.total())
        .isCloseTo(0.25 * 1 + 0.30 * 0.5 + 0.25 * 0.75 + 0.20 * Math.exp(-1), within(1e-12));
  }

  @Test
  void scoresALongDictationWithoutFault() {
    // Length, terms and grammar 1; confidence (0.927 - 0.8) / 0.2 = 0.635.
    assertThat(scorer.score(123, 0.927, 20, 0).total())
        .isCloseTo(0.25 + 0.30 * 0.635 + 0.25 + 0.20, within(1e-12))
        .isCloseTo(0.8905, within(1e-12));
  }

  @Test
  void scoresAShortDictationWithAnError() {
    QualityScore score = scorer.score(15, 0.9, 1, 1);

    // 15 / 20; (1 / 15) / 0.08; e^(-(100 / 15) / 5) = e^(-4/3).
    assertThat(score.length()).isCloseTo(0.75, within(1e-12));
    assertThat(score.medical()).isCloseTo(0.8333, within(5e-5));
    assertThat(score.grammar()).isCloseTo(Math.exp(-4 / 3.0), within(1e-12));
    // 0.1875 + 0.15 + 0.2083 + 0.0527.
    assertThat(score.total()).isCloseTo(0.599, within(5e-4));
  }

  @Test
  void rejectsWeightsThatDoNotSumToOne() {
    assertThatThrownBy(() -> new QualityWeights(0.3, 0.3, 0.3, 0.3)).hasMessageContaining("sum");
    assertThatThrownBy(() -> new QualityWeights(-0.1, 0.5, 0.5, 0.1)).hasMessageContaining(">= 0");
    assertThatThrownBy(() -> new QualityWeights(Double.NaN, 0.5, 0.5, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new QualityWeights(0.1, 0.2, 0.3, 0.4).grammar()).isEqualTo(0.4);
  }
}
