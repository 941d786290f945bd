package org.radloom.speech;

/**
 * A stretch of speech.
 *
 * @param start seconds from the start of the recording
 * @param end seconds from the start of the recording
 * @param text what was heard, trimmed
 * @param avgLogprob mean natural log-probability of the tokens of its window
 * @param noSpeechProb probability that nobody spoke in its window
 * @param compressionRatio bytes of its window's text over bytes of it deflated
 * @param temperature at which the tokens of its window were picked
 * @param tokens how many tokens it has
 */
public record SpokenSegment(
    double start,
    double end,
    String text,
    double avgLogprob,
    double noSpeechProb,
    double compressionRatio,
    double temperature,
    int tokens) {

  /** Returns times and no text, which may be a patient's. */
  @Override
  public String toString() {
    return "SpokenSegment[%s to %s s]".formatted(start, end);
  }
}
