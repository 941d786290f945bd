package org.radloom.speech;

import java.util.List;

/**
 * What was heard in a window.
 *
 * @param tokens texts and timestamps, without prompt and end
 * @param avgLogprob mean natural log-probability of the tokens and the end
 * @param noSpeechProb probability that nobody spoke
 * @param temperature at which the tokens were picked
 */
record DecodedWindow(
    List<Integer> tokens, double avgLogprob, double noSpeechProb, double temperature) {

  /** Copies the list. */
  DecodedWindow {
    tokens = List.copyOf(tokens);
  }
}
