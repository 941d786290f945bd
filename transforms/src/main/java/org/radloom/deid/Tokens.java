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

  /** How a word is written: its first letter is a capital, it has a small letter. */
  private static final byte CAPITAL = 1;

  private static final byte SMALL = 2;

  private final Lexicon lexicon;
  private String text = "";
  private char[] chars = new char[1024];
  private int size;
  private byte[] types = new byte[512];
  private byte[] shapes = new byte[512];
  private char[] marks = new char[512];
  private boolean[] breaks = new boolean[512];
  private int[] starts = new int[512];
  private int[] ends = new int[512];
  private int[] flags = new int[512];
  private int[] values = new int[512];
  private long[] hashes = new long[512];
  private boolean lowerOnly;

  /** Where in the text {@code chars} begins. */
  private int base;

  Tokens(Lexicon lexicon) {
    this.lexicon = lexicon;
  }

  /** Cuts {@code from} to {@code to} of a text. */
  void cut(String whole, int from, int to) {
    text = whole;
    size = 0;
    base = from;
    if (chars.length < to - from) {
      chars = new char[Math.max(to - from, 2 * chars.length)];
    }
    whole.getChars(from, to, chars, 0);
    boolean broken = false;
    boolean upper = false;
    int at = from;
    while (at < to) {
      char c = chars[at - from];
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
      shapes[size] = 0;
      marks[size] = 0;
      if (type == LETTER) {
        at = word(at, to);
        upper |= (shapes[size] & CAPITAL) != 0;
      } else if (type == NUMERAL) {
        int end = at + 1;
        while (end < to && classOf(chars[end - from]) == NUMERAL) {
          end++;
        }
        types[size] = NUMBER;
        values[size] = number(at, end);
        at = end;
      } else {
        int tag = c == '[' ? tagEnd(at, to) : -1;
        types[size] = tag > 0 ? TAG : OTHER;
        marks[size] = tag > 0 ? 0 : c;
        at = tag > 0 ? tag : at + 1;
      }
      ends[size++] = at;
    }
    lowerOnly = !upper;
  }

  private int word(int from, int to) {
    int at = from;
    long hash = Lexicon.HASH_START;
    boolean small = false;
    while (at < to) {
      char c = chars[at - base];
      if (classOf(c) == LETTER) {
        hash = Lexicon.step(hash, c);
        small |= c < CLASSES.length ? c >= 'a' : Character.isLowerCase(c);
      } else if (!((c == '\'' || c == '\u2019')
          && at + 2 < to
          && at > from
          && classOf(chars[at + 1 - base]) == LETTER
          && classOf(chars[at + 2 - base]) == LETTER)) {
        break;
      }
      at++;
    }
    types[size] = WORD;
    shapes[size] =
        (byte) ((Character.isUpperCase(chars[from - base]) ? CAPITAL : 0) | (small ? SMALL : 0));
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
      value = value * 10 + Character.digit(chars[i - base], 10);
    }
    return value;
  }

  /** Returns where a tag such as [DATE:2024] or [NAME-2] ends, -1 if this is none. */
  private int tagEnd(int from, int to) {
    int most = Math.min(to, from + LONGEST_TAG);
    for (int i = from + 1; i < most; i++) {
      char c = chars[i - base];
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
    shapes = Arrays.copyOf(shapes, room);
    marks = Arrays.copyOf(marks, room);
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
    return has(i) && marks[i] == c;
  }

  /** Returns the character of a token that is no word, number or tag; 0 of others. */
  char mark(int i) {
    return has(i) ? marks[i] : 0;
  }

  /** Returns whether a word ends like this, in small letters, whatever its case. */
  boolean endsWith(int i, String suffix) {
    int length = suffix.length();
    if (!isWord(i) || ends[i] - starts[i] < length) {
      return false;
    }
    int from = ends[i] - base - length;
    for (int at = length - 1; at >= 0; at--) {
      if ((chars[from + at] | 0x20) != suffix.charAt(at)) {
        return false;
      }
    }
    return true;
  }

  boolean isOneOf(int i, String characters) {
    return has(i) && marks[i] != 0 && characters.indexOf(marks[i]) >= 0;
  }

  /** Returns whether a word is this one, whatever its case. */
  boolean is(int i, String word) {
    int length = word.length();
    if (!isWord(i)
        || ends[i] - starts[i] != length
        || (chars[starts[i] - base] | 0x20) != (word.charAt(0) | 0x20)) {
      return false;
    }
    for (int at = 1; at < length; at++) {
      if (Lexicon.fold(chars[starts[i] - base + at]) != (word.charAt(at) | 0x20)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a word is one of these, whatever its case. */
  boolean isIn(int i, WordTable words) {
    return has(i) && hashes[i] != 0 && words.has(hashes[i]);
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
    return has(i) && (shapes[i] & CAPITAL) != 0;
  }

  /** Returns whether a word is written as Smith, O'Brien or McCarthy. */
  boolean isTitleCase(int i) {
    return startsUpper(i) && (ends[i] - starts[i] == 1 || !isUpperCase(i));
  }

  /** Returns whether every letter of a word is a capital. */
  boolean isUpperCase(int i) {
    return isWord(i) && (shapes[i] & SMALL) == 0;
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
