package org.radloom.speech;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.radloom.models.PredictionException;

/**
 * Picks the next token: the likeliest at temperature 0, else one at random, each as probable as its
 * logit divided by the temperature says.
 */
final class TokenPicker {
  private final double temperature;
  private final @Nullable Random random;

  private TokenPicker(double temperature, @Nullable Random random) {
    this.temperature = temperature;
    this.random = random;
  }

  /** Returns one that takes the first of the likeliest. */
  static TokenPicker likeliest() {
    return new TokenPicker(0, null);
  }

  /**
   * Returns one that draws.
   *
   * @param temperature above 0
   * @param random whose numbers decide
   */
  static TokenPicker drawing(double temperature, Random random) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("the temperature must be > 0, but was: " + temperature);
    }
    return new TokenPicker(temperature, random);
  }

  double temperature() {
    return temperature;
  }

  /** Returns a token that is not impossible. */
  int pick(float[] logits) throws PredictionException {
    int likeliest = likeliest(logits);
    return random == null ? likeliest : draw(logits, logits[likeliest], random);
  }

  /** Returns the first of the greatest. */
  private static int likeliest(float[] logits) throws PredictionException {
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

  private int draw(float[] logits, double greatest, Random drawn) {
    double all = 0;
    for (float logit : logits) {
      all += share(logit, greatest);
    }
    double left = drawn.nextDouble() * all;
    int last = 0;
    for (int i = 0; i < logits.length; i++) {
      double share = share(logits[i], greatest);
      if (share > 0) {
        last = i;
        left -= share;
        if (left < 0) {
          return i;
        }
      }
    }
    // What rounding left over belongs to the last that is possible.
    return last;
  }

  private double share(float logit, double greatest) {
    return StrictMath.exp((logit - greatest) / temperature);
  }
}
