package org.radloom.deid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Searches a text for identifiers that are known, with one character more, less or other, whatever
 * the case, the separators and the spacing, digits spoken or written. For identifiers of 5 to 60
 * letters and digits; of one with words and a number, the number alone is searched too.
 *
 * <p>Letters and digits are read as one stream, through Wu and Manber's bit-parallel search with at
 * most one error (Communications of the ACM 35, 1992): a few operations a character. What is found
 * begins and ends with whole tokens.
 */
final class IdSearch {
  static final int SHORTEST = 5;

  /** Stands for a full stop or a tag, which no identifier reaches across. */
  private static final char BORDER = '\uffff';

  private static final int LONGEST = 60;

  @SuppressWarnings("ArrayRecordComponent") // Made once, never compared.
  private record Pattern(String value, long[] masks, String tag) {}

  private final List<Pattern> patterns = new ArrayList<>(4);
  private char[] stream = new char[512];
  private int[] owners = new int[512];
  private int length;

  /** Adds an identifier; short ones are left to the exact search. */
  void add(String identifier, String tag) {
    StringBuilder plain = new StringBuilder(identifier.length());
    StringBuilder run = new StringBuilder();
    String number = "";
    for (int i = 0; i <= identifier.length(); i++) {
      char c = i < identifier.length() ? identifier.charAt(i) : ' ';
      if (Character.isLetterOrDigit(c)) {
        plain.append(Character.toLowerCase(c));
      }
      if (Character.isDigit(c)) {
        run.append(c);
      } else {
        number = run.length() > number.length() ? run.toString() : number;
        run.setLength(0);
      }
    }
    addPlain(plain.toString(), tag);
    if (number.length() >= SHORTEST && number.length() < plain.length()) {
      addPlain(number, tag);
    }
  }

  private void addPlain(String value, String tag) {
    if (value.length() < SHORTEST || value.length() > LONGEST) {
      return;
    }
    long[] masks = new long[128];
    for (int i = 0; i < value.length(); i++) {
      masks[value.charAt(i) & 127] |= 1L << i;
    }
    patterns.add(new Pattern(value.toLowerCase(Locale.ROOT), masks, tag));
  }

  boolean isEmpty() {
    return patterns.isEmpty();
  }

  /** Adds what is found to {@code found}. */
  void search(Tokens tokens, List<Finding> found) {
    if (patterns.isEmpty()) {
      return;
    }

    boolean digits = false;
    for (int i = 0; i < tokens.size() && !digits; i++) {
      digits = tokens.isNumber(i) || tokens.any(i, Word.DIGIT);
    }
    boolean read = false;
    for (Pattern pattern : patterns) {
      boolean numeric = pattern.value.chars().filter(Character::isDigit).count() >= 3;
      if (numeric && !digits) {
        continue;
      }
      if (!read) {
        read(tokens);
        read = true;
      }
      search(tokens, pattern, found);
    }
  }

  /** Reads letters and digits of all tokens; a spoken digit is one. */
  private void read(Tokens tokens) {
    length = 0;
    String text = tokens.text();
    for (int i = 0; i < tokens.size(); i++) {
      byte type = tokens.type(i);
      if (tokens.any(i, Word.DIGIT)) {
        put((char) ('0' + tokens.value(i)), i);
      } else if (type == Tokens.WORD || type == Tokens.NUMBER) {
        for (int at = tokens.start(i); at < tokens.end(i); at++) {
          char c = text.charAt(at);
          if (Character.isLetterOrDigit(c)) {
            put(Character.toLowerCase(c), i);
          }
        }
      } else if (type == Tokens.TAG || (tokens.isOneOf(i, ".") && !tokens.joined(i + 1))) {
        put(BORDER, i);
      }
    }
  }

  private void put(char c, int owner) {
    if (length == stream.length) {
      stream = Arrays.copyOf(stream, 2 * length);
      owners = Arrays.copyOf(owners, 2 * length);
    }
    stream[length] = c;
    owners[length++] = owner;
  }

  private void search(Tokens tokens, Pattern pattern, List<Finding> found) {
    String value = pattern.value;
    int size = value.length();
    long goal = 1L << (size - 1);
    long exact = 0;
    long near = 1;
    for (int i = 0; i < length; i++) {
      long mask = pattern.masks[stream[i] & 127];
      long before = exact;
      exact = (exact << 1 | 1) & mask;
      near = (near << 1 & mask) | before | (before | exact) << 1 | 1;
      if ((near & goal) == 0 && (exact & goal) == 0) {
        continue;
      }
      int end = i;
      int start = startOf(value, end);
      if (start < 0) {
        continue;
      }
      found.add(
          new Finding(
              tokens.start(owners[start]), tokens.end(owners[end]), Kind.OTHER, pattern.tag));
    }
  }

  /** Returns where the match begins that ends with {@code end}, on token borders; -1 if nowhere. */
  private int startOf(String value, int end) {
    if (end + 1 < length && owners[end + 1] == owners[end]) {
      return -1;
    }
    for (int size : new int[] {value.length(), value.length() - 1, value.length() + 1}) {
      int start = end - size + 1;
      if (start < 0 || (start > 0 && owners[start - 1] == owners[start])) {
        continue;
      }
      String there = new String(stream, start, size);
      if (there.indexOf(BORDER) < 0 && OneEdit.apart(value, there) && isCode(value, start, end)) {
        return start;
      }
    }
    return -1;
  }

  /** A number's neighbour is a number: words that only look alike stay. */
  private boolean isCode(String value, int start, int end) {
    int wanted = 0;
    int there = 0;
    for (int i = 0; i < value.length(); i++) {
      wanted += Character.isDigit(value.charAt(i)) ? 1 : 0;
    }
    for (int i = start; i <= end; i++) {
      there += Character.isDigit(stream[i]) ? 1 : 0;
    }
    return Math.abs(wanted - there) <= 1;
  }
}
