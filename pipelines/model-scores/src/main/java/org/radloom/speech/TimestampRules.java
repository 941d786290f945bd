package org.radloom.speech;

import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which tokens may come next, after the rules of the reference decoder (openai/whisper, {@code
 * decoding.py}): a text begins with a timestamp of at most 1 s; timestamps come in pairs, end and
 * start, but for the first and the last; they never go back, and a segment has a length; where all
 * timestamps together are likelier than the likeliest text, a timestamp it is.
 */
final class TimestampRules {
  /** Latest first timestamp: 1 s. */
  static final int LATEST_FIRST = 50;

  private final WhisperTokens tokens;
  private final Set<Integer> never;
  private final Set<Integer> notFirst;
  private final int latestFirst;

  /**
   * Rules for a model.
   *
   * @param suppressed tokens that never come
   * @param suppressedFirst tokens that do not come first; empty for the blank and the end
   * @param latestFirst steps of 0.02 s of the latest first timestamp
   */
  TimestampRules(
      WhisperTokens tokens,
      Collection<Integer> suppressed,
      Collection<Integer> suppressedFirst,
      int latestFirst) {
    this.tokens = tokens;
    this.never = new TreeSet<>(suppressed);
    this.notFirst = new TreeSet<>(suppressedFirst);
    if (suppressedFirst.isEmpty()) {
      notFirst.add(tokens.end());
      OptionalInt blank = tokens.blank();
      if (blank.isPresent()) {
        notFirst.add(blank.getAsInt());
      }
    }
    this.latestFirst = latestFirst;
  }

  /**
   * Makes tokens that must not come next impossible.
   *
   * @param logits of the next token, changed
   * @param sampled tokens since the prompt
   */
  void apply(float[] logits, List<Integer> sampled) {
    for (int token : never) {
      forbid(logits, token, token + 1);
    }
    int first = tokens.firstTimestamp();
    // Orders, those of languages too, are given to a model and not by it.
    forbid(logits, tokens.end() + 1, first);
    forbid(logits, tokens.count(), logits.length);
    if (sampled.isEmpty()) {
      for (int token : notFirst) {
        forbid(logits, token, token + 1);
      }
      forbid(logits, 0, first);
      forbid(logits, first + latestFirst + 1, logits.length);
      return;
    }
    boolean last = tokens.isTimestamp(sampled.get(sampled.size() - 1));
    boolean lastButOne = sampled.size() < 2 || tokens.isTimestamp(sampled.get(sampled.size() - 2));
    if (last && lastButOne) {
      forbid(logits, first, logits.length);
    } else if (last) {
      forbid(logits, 0, tokens.end());
    }
    int latest = latestTimestamp(sampled);
    if (latest >= 0) {
      forbid(logits, first, last && !lastButOne ? latest : latest + 1);
    }
    if (LogProbabilities.sumOf(logits, first, logits.length)
        > LogProbabilities.greatest(logits, 0, first)) {
      forbid(logits, 0, first);
    }
  }

  private int latestTimestamp(List<Integer> sampled) {
    for (int i = sampled.size() - 1; i >= 0; i--) {
      if (tokens.isTimestamp(sampled.get(i))) {
        return sampled.get(i);
      }
    }
    return -1;
  }

  private static void forbid(float[] logits, int from, int to) {
    for (int i = Math.max(0, from); i < Math.min(to, logits.length); i++) {
      logits[i] = Float.NEGATIVE_INFINITY;
    }
  }
}
