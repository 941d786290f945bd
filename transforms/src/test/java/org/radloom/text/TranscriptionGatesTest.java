package org.radloom.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.radloom.text.Transcriptions.segment;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.radloom.events.RejectReason;
import org.radloom.schemas.Segment;
import org.radloom.schemas.Transcription;

class TranscriptionGatesTest {
  private static final MedicalTerms TERMS = MedicalTerms.seed();

  private static @Nullable RejectReason failure(Transcription event, String target) {
    TokenizedText words = TokenizedText.of(target);
    return new TranscriptionGates(GateLimits.DEFAULT)
        .firstFailure(event, TranscriptionConfidence.of(event), words, TERMS.count(words))
        .orElse(null);
  }

  /** A text of this many different words, of which the first is a term. */
  private static String words(int count) {
    StringBuilder text = new StringBuilder("lung");
    for (int i = 1; i < count; i++) {
      text.append(" w").append(i);
    }
    return text.toString();
  }

  private static @Nullable RejectReason failure(Segment... segments) {
    return failure(Transcriptions.of(0.9, segments), words(20));
  }

  @Test
  void takesTenToFiveHundredWords() {
    Transcription event = Transcriptions.of(0.9);

    assertThat(failure(event, words(9))).isEqualTo(RejectReason.TOO_FEW_WORDS);
    assertThat(failure(event, words(10))).isNull();
    assertThat(failure(event, words(500))).isNull();
    assertThat(failure(event, words(501))).isEqualTo(RejectReason.TOO_MANY_WORDS);
    assertThat(failure(event, "")).isEqualTo(RejectReason.TOO_FEW_WORDS);
  }

  @Test
  void takesAConfidenceAboveEightTenths() {
    assertThat(failure(Transcriptions.of(0.8), words(20))).isEqualTo(RejectReason.LOW_CONFIDENCE);
    assertThat(failure(Transcriptions.of(0.8000001), words(20))).isNull();
    assertThat(failure(Transcriptions.of(null), words(20))).isEqualTo(RejectReason.NO_CONFIDENCE);
  }

  @Test
  void takesACompressionRatioUpToTheLimit() {
    assertThat(failure(segment(1).setCompressionRatio(2.4).build())).isNull();
    assertThat(failure(segment(1).setCompressionRatio(2.41).build()))
        .isEqualTo(RejectReason.HIGH_COMPRESSION_RATIO);
    // (3 * 1 + 1 * 3) / 4 = 1.5 although one second has 3.
    assertThat(
            failure(
                segment(1).setCompressionRatio(3.0).build(),
                segment(3).setCompressionRatio(1.0).build(),
                segment(9).build()))
        .isNull();
  }

  @Test
  void takesALogProbabilityDownToTheLimit() {
    assertThat(failure(segment(1).setAvgLogprob(-1.0).build())).isNull();
    assertThat(failure(segment(1).setAvgLogprob(-1.01).build()))
        .isEqualTo(RejectReason.LOW_LOG_PROBABILITY);
  }

  @Test
  void callsWordsOverUnlikelySpeechSilence() {
    Segment.Builder silent = segment(1).setNoSpeechProb(0.61).setAvgLogprob(-1.01);

    assertThat(failure(segment(9).setAvgLogprob(-0.1).build(), silent.build()))
        .isEqualTo(RejectReason.SILENCE);
    assertThat(failure(Transcriptions.of(null, silent.build()), words(20)))
        .isEqualTo(RejectReason.SILENCE);
    assertThat(failure(silent.setNoSpeechProb(0.6).build()))
        .isEqualTo(RejectReason.LOW_LOG_PROBABILITY);
    assertThat(failure(silent.setNoSpeechProb(0.9).setAvgLogprob(-1.0).build())).isNull();
    assertThat(
            failure(
                segment(9).setAvgLogprob(-0.1).build(),
                silent.setAvgLogprob(-2.0).setText(" ").build()))
        .isNull();
  }

  @Test
  void takesThreeTenthsOfWordsInLoops() {
    // 3 of 10, then 4 of 11.
    assertThat(failure(Transcriptions.of(0.9), words(7) + " x x x")).isNull();
    assertThat(failure(Transcriptions.of(0.9), words(7) + " x x x x"))
        .isEqualTo(RejectReason.LOOPING_TEXT);
  }

  @Test
  void asksForAMedicalTerm() {
    assertThat(failure(Transcriptions.of(0.9), "this is a short note about us and our nice day"))
        .isEqualTo(RejectReason.NO_MEDICAL_TERM);
  }

  @Test
  void derivesTheConfidenceFromLogProbabilities() {
    // exp((1 * -0.1 + 3 * -0.3) / 4) = exp(-0.25).
    Transcription event =
        Transcriptions.of(
            null,
            segment(1).setAvgLogprob(-0.1).build(),
            segment(3).setAvgLogprob(-0.3).build(),
            segment(5).build());

    assertThat(TranscriptionConfidence.of(event)).hasValue(Math.exp(-0.25));
    assertThat(TranscriptionConfidence.of(Transcriptions.of(0.4, segment(1).build())))
        .hasValue(0.4);
    assertThat(TranscriptionConfidence.of(Transcriptions.of(null, segment(1).build()))).isEmpty();
    // Without durations the plain mean counts: exp((-0.1 - 0.3) / 2).
    assertThat(
            TranscriptionConfidence.of(
                    Transcriptions.of(
                        null,
                        segment(0).setAvgLogprob(-0.1).build(),
                        segment(0).setAvgLogprob(-0.3).build()))
                .getAsDouble())
        .isCloseTo(Math.exp(-0.2), within(1e-15));
  }

  @Test
  void weighsLogProbabilitiesByDuration() {
    // -(5.53 x 0.1602 + 1.99 x 0.0836 + 1.93 x 0.0340 + 4.46 x 0.0551) / 13.91
    // = -(0.885906 + 0.166364 + 0.06562 + 0.245746) / 13.91 = -1.363636 / 13.91 = -0.098033.
    Transcription event =
        Transcriptions.of(
            null,
            segment(5.53).setAvgLogprob(-0.1602).build(),
            segment(1.99).setAvgLogprob(-0.0836).build(),
            segment(1.93).setAvgLogprob(-0.0340).build(),
            segment(4.46).setAvgLogprob(-0.0551).build());

    assertThat(TranscriptionConfidence.of(event).getAsDouble())
        .isCloseTo(Math.exp(-1.363636 / 13.91), within(1e-12))
        .isCloseTo(0.907, within(5e-4));
  }

  @Test
  void rejectsImpossibleLimits() {
    assertThatThrownBy(() -> new GateLimits(5, 4, 0.8, 2.4, -1, 0.6, 0.3))
        .hasMessageContaining("5 and 4");
    assertThatThrownBy(() -> new GateLimits(1, 4, 1.8, 2.4, -1, 0.6, 0.3))
        .hasMessageContaining("confidenceAbove");
    assertThatThrownBy(() -> new GateLimits(1, 4, 0.8, 2.4, 1, 0.6, 0.3))
        .hasMessageContaining("minAvgLogprob");
  }
}
