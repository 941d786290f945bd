package org.radloom.deid;

/** Reads numbers, days and years that are written as words. */
final class SpokenNumber {
  private static final WordTable LIKE_ST = WordTable.of("st", "nd", "rd", "th");
  private static final WordTable LIKE_OH = WordTable.of("oh", "o", "zero");

  /**
   * A number read.
   *
   * @param value the number
   * @param last its last token
   */
  record Read(int value, int last) {}

  static final Read NONE = new Read(-1, -1);

  private final Tokens tokens;

  SpokenNumber(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Reads 0 to 99 at token {@code i}: "four", "twenty four", "twenty-four". */
  Read below100(int i) {
    if (tokens.any(i, Word.DIGIT | Word.TEEN)) {
      return new Read(tokens.value(i), i);
    }
    if (!tokens.any(i, Word.TENS)) {
      return NONE;
    }
    int next = behindHyphen(i);
    return tokens.any(next, Word.DIGIT) && tokens.value(next) > 0
        ? new Read(tokens.value(i) + tokens.value(next), next)
        : new Read(tokens.value(i), i);
  }

  /** Reads a day of the month: "3", "3rd", "third", "twenty third", "twenty three". */
  Read day(int i) {
    if (tokens.isNumber(i)) {
      int value = tokens.value(i);
      if (value < 1 || value > 31 || tokens.length(i) > 2) {
        return NONE;
      }
      boolean suffix = tokens.joined(i + 1) && tokens.isIn(i + 1, LIKE_ST);
      return new Read(value, suffix ? i + 1 : i);
    }
    if (tokens.any(i, Word.ORDINAL)) {
      return new Read(tokens.value(i), i);
    }
    if (tokens.any(i, Word.TENS)) {
      int next = behindHyphen(i);
      if (tokens.any(next, Word.ORDINAL) && tokens.value(next) < 10) {
        int value = tokens.value(i) + tokens.value(next);
        return value <= 31 ? new Read(value, next) : NONE;
      }
    }
    Read cardinal = below100(i);
    return cardinal.value >= 1 && cardinal.value <= 31 ? cardinal : NONE;
  }

  /** Returns whether the token at {@code i} begins an ordinal day: "3rd", "third". */
  boolean isOrdinalDay(int i) {
    Read read = day(i);
    return read.last >= 0
        && (tokens.any(read.last, Word.ORDINAL) || (tokens.isNumber(i) && read.last == i + 1));
  }

  /** Reads a year from 1900 to 2099: "2024", "twenty twenty four", "nineteen oh five". */
  Read year(int i) {
    if (tokens.isNumber(i)) {
      boolean plausible =
          tokens.length(i) == 4 && tokens.value(i) >= 1900 && tokens.value(i) < 2100;
      return plausible ? new Read(tokens.value(i), i) : NONE;
    }
    if (tokens.is(i, "two") && tokens.is(i + 1, "thousand")) {
      int next = tokens.is(i + 2, "and") ? i + 3 : i + 2;
      Read rest = below100(next);
      return rest.value > 0 ? new Read(2000 + rest.value, rest.last) : new Read(2000, i + 1);
    }
    if (!tokens.isAnyOf(i, "nineteen", "twenty")) {
      return NONE;
    }
    int century = tokens.value(i) * 100;
    if (tokens.isNumber(i + 1) && tokens.length(i + 1) == 2) {
      return new Read(century + tokens.value(i + 1), i + 1);
    }
    if (tokens.is(i + 1, "hundred")) {
      return new Read(century, i + 1);
    }
    if (tokens.isIn(i + 1, LIKE_OH) && tokens.any(i + 2, Word.DIGIT)) {
      return new Read(century + tokens.value(i + 2), i + 2);
    }
    Read rest = below100(behindHyphen(i));
    return rest.value >= 10 ? new Read(century + rest.value, rest.last) : NONE;
  }

  private int behindHyphen(int i) {
    return tokens.is(i + 1, '-') ? i + 2 : i + 1;
  }
}
