package org.radloom.speech;

import java.util.HashMap;
import java.util.Map;

/** A vocabulary of Whisper's kind with six texts. */
final class SmallVocabulary {
  static final int HEART = 0;
  static final int SIZE = 1;
  static final int NORMAL = 2;
  static final int BLANK = 3;

  /** The first byte of U+00E9 in UTF-8, 0xC3. */
  static final int E_FIRST = 4;

  /** The second, 0xA9. */
  static final int E_SECOND = 5;

  static final int END = 6;
  static final int START = 7;
  static final int EN = 8;
  static final int TRANSCRIBE = 10;
  static final int NO_SPEECH = 13;
  static final int NO_TIMESTAMPS = 14;

  /** {@code <|0.00|>}; timestamps are implied, as older exports have it. */
  static final int TIME = 15;

  static final int COUNT = TIME + 1501;

  private SmallVocabulary() {}

  static Map<String, Integer> texts() {
    Map<String, Integer> ids = new HashMap<>();
    ids.put("\u0120Heart", HEART);
    ids.put("\u0120size", SIZE);
    ids.put("\u0120normal", NORMAL);
    ids.put("\u0120", BLANK);
    ids.put("\u00c3", E_FIRST);
    ids.put("\u00a9", E_SECOND);
    return ids;
  }

  static Map<String, Integer> added() {
    Map<String, Integer> ids = new HashMap<>();
    ids.put("<|endoftext|>", END);
    ids.put("<|startoftranscript|>", START);
    ids.put("<|en|>", EN);
    ids.put("<|translate|>", 9);
    ids.put("<|transcribe|>", TRANSCRIBE);
    ids.put("<|startoflm|>", 11);
    ids.put("<|startofprev|>", 12);
    ids.put("<|nospeech|>", NO_SPEECH);
    ids.put("<|notimestamps|>", NO_TIMESTAMPS);
    return ids;
  }

  static WhisperTokens tokens() {
    Map<String, Integer> ids = texts();
    ids.putAll(added());
    try {
      return WhisperTokens.of(ids);
    } catch (WhisperTokens.MissingTokenException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the timestamp of a time in seconds. */
  static int at(double seconds) {
    return TIME + (int) Math.round(seconds / .02);
  }
}
