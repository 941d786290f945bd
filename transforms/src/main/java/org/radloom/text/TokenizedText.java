package org.radloom.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import org.radloom.files.Digests;

/**
 * A text cut into words once, for every rule to read.
 *
 * <p>A word is a stretch between white space that keeps at least one character when normalised. Its
 * normal form is NFKC, lower case, without the characters of Unicode's category P and without
 * control and format characters; symbols such as {@code <} and {@code ±} stay. Two marks of
 * punctuation stay because they change what a number says: one of {@code . , / : -} between two
 * digits (3.5, 124/78, 5-10) and a minus before a number (-50).
 *
 * <p>ASCII words are normalised in one pass over their characters and make no object. Buffers are
 * reused by {@link #tokenize}; not thread-safe.
 */
public final class TokenizedText {
  private final MessageDigest sha256;
  private String text = "";
  private char[] source = new char[512];
  private char[] normal = new char[512];
  private int normalLength;
  private int words;
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int[] normalStarts = new int[65];
  private long[] hashes = new long[64];
  private boolean ascii = true;

  /** Creates the words of the empty text. */
  public TokenizedText() {
    sha256 = Digests.sha256();
  }

  /** Returns the words of {@code text}. */
  public static TokenizedText of(String text) {
    return new TokenizedText().tokenize(text);
  }

  /** Makes this the words of {@code text}; returns this. */
  public TokenizedText tokenize(String text) {
    this.text = text;
    words = 0;
    normalLength = 0;
    ascii = true;
    int length = text.length();
    if (source.length < length) {
      source = new char[Math.max(length, source.length * 2)];
    }
    text.getChars(0, length, source, 0);
    int i = 0;
    while (i < length) {
      while (i < length && isSpace(source[i])) {
        i++;
      }
      int start = i;
      int seen = 0;
      while (i < length && !isSpace(source[i])) {
        seen |= source[i++];
      }
      if (i > start) {
        add(start, i, seen < 0x80);
      }
    }
    return this;
  }

  private void add(int start, int end, boolean asciiWord) {
    int from = words == 0 ? 0 : normalLength + 1;
    int to;
    if (asciiWord) {
      to = normalize(source, start, end, from);
    } else {
      char[] word = canonical(start, end);
      to = normalize(word, 0, word.length, from);
    }
    if (to == from) {
      return;
    }
    if (words == starts.length) {
      starts = Arrays.copyOf(starts, words * 2);
      ends = Arrays.copyOf(ends, words * 2);
      normalStarts = Arrays.copyOf(normalStarts, words * 2 + 1);
      hashes = Arrays.copyOf(hashes, words * 2);
    }
    if (from > 0) {
      normal[from - 1] = ' ';
    }
    starts[words] = start;
    ends[words] = end;
    normalStarts[words] = from;
    hashes[words] = WordHash.of(normal, from, to);
    words++;
    normalLength = to;
    normalStarts[words] = to + 1;
    ascii &= asciiWord;
  }

  private char[] canonical(int start, int end) {
    return Normalizer.normalize(text.substring(start, end), Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .toCharArray();
  }

  private int normalize(char[] word, int start, int end, int from) {
    if (normal.length < from + end - start) {
      normal = Arrays.copyOf(normal, Math.max(normal.length * 2, from + end - start));
    }
    return NormalForm.write(word, start, end, normal, from);
  }

  /** Returns whether {@code c} separates words: white space or a Unicode space of any width. */
  static boolean isSpace(char c) {
    return c <= ' '
        ? c == ' ' || (c >= '\t' && c <= '\r') || c >= 0x1C
        : c >= 0x80 && (c == 0x85 || Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  /** Returns the number of words. */
  public int words() {
    return words;
  }

  /** Returns the text as it was given. */
  public String text() {
    return text;
  }

  /** Returns where word {@code i} starts in the text. */
  public int start(int i) {
    return starts[i];
  }

  /** Returns where word {@code i} ends in the text, exclusive. */
  public int end(int i) {
    return ends[i];
  }

  /** Returns the 64-bit hash of the normal form of word {@code i}. */
  public long hash(int i) {
    return hashes[i];
  }

  /** Returns the hashes of all words; entries from {@link #words} on are meaningless. */
  public long[] hashes() {
    return hashes;
  }

  /** Returns the characters of all normal forms; word {@code i} starts at {@link #normalStart}. */
  char[] normal() {
    return normal;
  }

  int normalStart(int i) {
    return normalStarts[i];
  }

  int normalEnd(int i) {
    return normalStarts[i + 1] - 1;
  }

  /** Returns the normal forms of all words, with one space between them. */
  public String normalised() {
    return new String(normal, 0, normalLength);
  }

  /** Returns the hash of {@link #normalised} in UTF-8: equal for equal normal texts. */
  public TextHash normalisedHash() {
    byte[] bytes;
    if (ascii) {
      bytes = new byte[normalLength];
      for (int i = 0; i < normalLength; i++) {
        bytes[i] = (byte) normal[i];
      }
    } else {
      bytes = normalised().getBytes(StandardCharsets.UTF_8);
    }
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest(bytes));
    return new TextHash(digest.getLong(), digest.getLong());
  }
}
