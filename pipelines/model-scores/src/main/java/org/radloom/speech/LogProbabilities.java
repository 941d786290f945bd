package org.radloom.speech;

/** Natural logarithms of probabilities, from logits. */
final class LogProbabilities {
  private LogProbabilities() {}

  /** Returns the greatest of some logits; minus infinity of none. */
  static double greatest(float[] logits, int from, int to) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      greatest = Math.max(greatest, logits[i]);
    }
    return greatest;
  }

  /** Returns the logarithm of the sum of the exponentials of some logits. */
  static double sumOf(float[] logits, int from, int to) {
    double greatest = greatest(logits, from, to);
    if (Double.isInfinite(greatest)) {
      return greatest;
    }
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.exp(logits[i] - greatest);
    }
    return greatest + Math.log(sum);
  }

  /** Returns the logarithm of a token's share of all. */
  static double of(float[] logits, int token) {
    return Math.min(0, logits[token] - sumOf(logits, 0, logits.length));
  }
}
