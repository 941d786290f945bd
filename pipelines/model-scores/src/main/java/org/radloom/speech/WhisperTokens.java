package org.radloom.speech;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whisper's tokens: pieces of text below {@code <|endoftext|>}, orders and times from there. */
final class WhisperTokens {
  /** Timestamps from 0.00 s to 30.00 s. */
  static final int TIMESTAMPS = 1501;

  /** Seconds from one timestamp to the next. */
  static final double TIMESTAMP_SECONDS = 0.02;

  /** What a model of one language hears. */
  static final String ENGLISH = "en";

  /** What ends a text. */
  static final String END = "<|endoftext|>";

  private static final String START = "<|startoftranscript|>";
  private static final String TRANSCRIBE = "<|transcribe|>";
  private static final String NO_TIMESTAMPS = "<|notimestamps|>";
  private static final String FIRST_TIMESTAMP = "<|0.00|>";
  private static final Pattern LANGUAGE = Pattern.compile("<\\|([a-z]{2,3})\\|>");
  private static final String BLANK = "\u0120";

  private final Map<String, Integer> ids;
  private final Map<Integer, byte[]> texts = new HashMap<>();
  private final SortedMap<String, Integer> languages = new TreeMap<>();
  private final int end;
  private final int start;
  private final int noTimestamps;
  private final int firstTimestamp;
  private final int noSpeech;

  private WhisperTokens(Map<String, Integer> ids) throws MissingTokenException {
    this.ids = ids;
    this.end = required(END);
    this.start = required(START);
    this.noTimestamps = required(NO_TIMESTAMPS);
    // Older exports leave the timestamps out of the vocabulary; they follow all that is in it.
    Integer stated = ids.get(FIRST_TIMESTAMP);
    this.firstTimestamp = stated == null ? noTimestamps + 1 : stated;
    Integer silence = ids.get("<|nospeech|>");
    this.noSpeech = silence == null ? required("<|nocaptions|>") : silence;
    for (int order : new int[] {end, start, noTimestamps, noSpeech}) {
      if (order >= firstTimestamp) {
        throw new MissingTokenException("an order before " + FIRST_TIMESTAMP);
      }
    }
    ids.forEach(
        (token, id) -> {
          Matcher language = LANGUAGE.matcher(token);
          if (id < end) {
            texts.put(id, ByteAlphabet.bytes(token));
          } else if (id < firstTimestamp && language.matches()) {
            languages.put(language.group(1), id);
          }
        });
  }

  /** A vocabulary has no token of a name. */
  static final class MissingTokenException extends Exception {
    private static final long serialVersionUID = 1L;

    MissingTokenException(String token) {
      super(token);
    }
  }

  /**
   * Tokens of a vocabulary.
   *
   * @param ids of the tokens, as byte-level vocabularies spell them
   * @throws MissingTokenException if it is not Whisper's
   */
  static WhisperTokens of(Map<String, Integer> ids) throws MissingTokenException {
    return new WhisperTokens(Map.copyOf(ids));
  }

  private int required(String token) throws MissingTokenException {
    Integer id = ids.get(token);
    if (id == null) {
      throw new MissingTokenException(token);
    }
    return id;
  }

  int end() {
    return end;
  }

  int start() {
    return start;
  }

  /** Returns a language that there is, or English. */
  String anyLanguage() {
    return languages.isEmpty() ? ENGLISH : languages.firstKey();
  }

  /** Returns the tokens of languages by name, for example {@code en}. */
  SortedMap<String, Integer> languages() {
    return languages;
  }

  int noTimestamps() {
    return noTimestamps;
  }

  int noSpeech() {
    return noSpeech;
  }

  /** Returns the timestamp of 0 s; all above it are timestamps. */
  int firstTimestamp() {
    return firstTimestamp;
  }

  boolean isTimestamp(int token) {
    return token >= firstTimestamp;
  }

  /** Returns how many steps of 0.02 s a timestamp says. */
  int steps(int timestamp) {
    return timestamp - firstTimestamp;
  }

  /** Returns how many tokens a model must know. */
  int count() {
    return firstTimestamp + TIMESTAMPS;
  }

  /** Returns a blank, if the vocabulary has one by itself. */
  OptionalInt blank() {
    Integer id = ids.get(BLANK);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** Returns what comes before the text in a model of one language. */
  int[] prompt() {
    return new int[] {start};
  }

  /**
   * Returns what comes before the text in a model of many languages.
   *
   * @param language as Whisper spells it, for example {@code en}
   */
  int[] prompt(String language) throws MissingTokenException {
    return new int[] {start, required("<|" + language + "|>"), required(TRANSCRIBE)};
  }

  /** Returns the text of tokens; orders and times have none. */
  String text(List<Integer> tokens) {
    // A letter may be spread over tokens, so bytes are joined first.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int token : tokens) {
      byte[] piece = texts.get(token);
      if (piece != null) {
        bytes.writeBytes(piece);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
