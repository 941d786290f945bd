package org.radloom.deid;

import java.util.Arrays;

/**
 * A text cut into words, digit runs, single other characters, and tags that stand for something
 * taken out before. White space is between tokens. One pass, memory in proportion to the text; made
 * to be used again. Indices outside the text are tokens of no type, so that finders need not look
 * where it ends. Not thread-safe.
 */
final class Tokens {
  static final byte NONE = 0;
  static final byte WORD = 1;
  static final byte NUMBER = 2;
  static final byte OTHER = 3;
  static final byte TAG = 4;

  private static final byte LETTER = 1;
  private static final byte NUMERAL = 2;
  private static final byte SPACE = 3;
  private static final byte[] CLASSES = classes();
  private static final int LONGEST_TAG = 24;

  private final Lexicon lexicon;
  private String text = "";
  private int size;
  private byte[] types = new byte[512];
  private boolean[] breaks = new boolean[512];
  private int[] starts = new int[512];
  private int[] ends = new int[512];
  private int[] flags = new int[512];
  private int[] values = new int[512];
  private long[] hashes = new long[512];
  private boolean lowerOnly;

  Tokens(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  /** Cuts {@code from} to {@code to} of a text. */
  void cut(String whole, int from, int to) {
    text = whole;
    size = 0;
    boolean broken = false;
    boolean upper = false;
    int at = from;
    while (at < to) {
      char c = whole.charAt(at);
      int type = classOf(c);
      if (type == SPACE) {
        broken |= c == '\n' || c == '\r';
        at++;
        continue;
      }
      if (size == types.length) {
        grow();
      }
      breaks[size] = broken;
      broken = false;
      starts[size] = at;
      flags[size] = 0;
      values[size] = -1;
      hashes[size] = 0;
      if (type == LETTER) {
        at = word(at, to);
        upper |= Character.isUpperCase(c);
      } else if (type == NUMERAL) {
        int end = at + 1;
        while (end < to && classOf(whole.charAt(end)) == NUMERAL) {
          end++;
        }
        types[size] = NUMBER;
        values[size] = number(at, end);
        at = end;
      } else {
        int tag = c == '[' ? tagEnd(at, to) : -1;
        types[size] = tag > 0 ? TAG : OTHER;
        at = tag > 0 ? tag : at + 1;
      }
      ends[size++] = at;
    }
    lowerOnly = !upper;
  }

  private int word(int from, int to) {
    int at = from;
    long hash = Lexicon.HASH_START;
    while (at < to) {
      char c = text.charAt(at);
      if (classOf(c) == LETTER) {
        hash = Lexicon.step(hash, c);
      } else if (!((c == '\'' || c == '\u2019')
          && at + 2 < to
          && at > from
          && classOf(text.charAt(at + 1)) == LETTER
          && classOf(text.charAt(at + 2)) == LETTER)) {
        break;
      }
      at++;
    }
    types[size] = WORD;
    hashes[size] = hash;
    int slot = lexicon.slot(hash);
    flags[size] = lexicon.flags(slot);
    values[size] = lexicon.value(slot);
    return at;
  }

  /** Returns the number, or -1 if it has more than nine digits. */
  private int number(int from, int to) {
    if (to - from > 9) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + Character.digit(text.charAt(i), 10);
    }
    return value;
  }

  /** Returns where a tag such as [DATE:2024] or [NAME-2] ends, -1 if this is none. */
  private int tagEnd(int from, int to) {
    int most = Math.min(to, from + LONGEST_TAG);
    for (int i = from + 1; i < most; i++) {
      char c = text.charAt(i);
      if (c == ']') {
        return i - from >= 3 ? i + 1 : -1;
      }
      boolean inside =
          (c >= 'A' && c <= 'Z') || (i > from + 2 && (c == '-' || c == ':' || isDigit(c)));
      if (!inside) {
        return -1;
      }
    }
    return -1;
  }

  private void grow() {
    int room = types.length * 2;
    types = Arrays.copyOf(types, room);
    breaks = Arrays.copyOf(breaks, room);
    starts = Arrays.copyOf(starts, room);
    ends = Arrays.copyOf(ends, room);
    flags = Arrays.copyOf(flags, room);
    values = Arrays.copyOf(values, room);
    hashes = Arrays.copyOf(hashes, room);
  }

  private static int classOf(char c) {
    if (c < CLASSES.length) {
      return CLASSES[c];
    }
    if (Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK) {
      return LETTER;
    }
    return Character.isDigit(c)
        ? NUMERAL
        : Character.isWhitespace(c) || Character.isSpaceChar(c) ? SPACE : 0;
  }

  private static byte[] classes() {
    byte[] classes = new byte[128];
    for (char c = 0; c < classes.length; c++) {
      classes[c] =
          Character.isLetter(c)
              ? LETTER
              : isDigit(c) ? NUMERAL : Character.isWhitespace(c) ? SPACE : 0;
    }
    return classes;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  String text() {
    return text;
  }

  int size() {
    return size;
  }

  private boolean has(int i) {
    return i >= 0 && i < size;
  }

  byte type(int i) {
    return has(i) ? types[i] : NONE;
  }

  int start(int i) {
    return starts[i];
  }

  int end(int i) {
    return ends[i];
  }

  int length(int i) {
    return has(i) ? ends[i] - starts[i] : 0;
  }

  int flags(int i) {
    return has(i) ? flags[i] : 0;
  }

  /** Returns the value of a digit run or of a number word, -1 if it has none. */
  int value(int i) {
    return has(i) ? values[i] : -1;
  }

  long hash(int i) {
    return has(i) ? hashes[i] : 0;
  }

  boolean any(int i, int wanted) {
    return (flags(i) & wanted) != 0;
  }

  boolean isWord(int i) {
    return type(i) == WORD;
  }

  boolean isNumber(int i) {
    return type(i) == NUMBER;
  }

  boolean is(int i, char c) {
    return type(i) == OTHER && text.charAt(starts[i]) == c;
  }

  boolean isOneOf(int i, String characters) {
    return type(i) == OTHER && characters.indexOf(text.charAt(starts[i])) >= 0;
  }

  /** Returns whether a word is this one, whatever its case. */
  boolean is(int i, String word) {
    return isWord(i)
        && ends[i] - starts[i] == word.length()
        && (text.charAt(starts[i]) | 0x20) == (word.charAt(0) | 0x20)
        && text.regionMatches(true, starts[i], word, 0, word.length());
  }

  boolean isAnyOf(int i, String... words) {
    for (String word : words) {
      if (is(i, word)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether nothing is between token {@code i} and the one before it. */
  boolean joined(int i) {
    return has(i) && i > 0 && starts[i] == ends[i - 1];
  }

  /** Returns whether a line begins with token {@code i}. */
  boolean opensLine(int i) {
    return !has(i) || breaks[i];
  }

  boolean startsUpper(int i) {
    return isWord(i) && Character.isUpperCase(text.charAt(starts[i]));
  }

  /** Returns whether a word is written as Smith, O'Brien or McCarthy. */
  boolean isTitleCase(int i) {
    return startsUpper(i) && (ends[i] - starts[i] == 1 || !isUpperCase(i));
  }

  /** Returns whether every letter of a word is a capital. */
  boolean isUpperCase(int i) {
    if (!isWord(i)) {
      return false;
    }
    for (int at = starts[i]; at < ends[i]; at++) {
      if (Character.isLowerCase(text.charAt(at))) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the text has no word with a capital, as plain recognisers write. */
  boolean isLowerOnly() {
    return lowerOnly;
  }

  /** Returns whether a sentence, line or heading begins with token {@code i}. */
  boolean opensSentence(int i) {
    return i <= 0
        || opensLine(i)
        || isOneOf(i - 1, ".:;!?*-\u2022\"([")
        || (is(i - 1, ',') && i >= 2 && isOneOf(i - 2, ".:;"));
  }
}
