package org.radloom.deid;

/** Finds ages over 89, written and spoken. */
final class AgeFinder {
  private static final WordTable LIKE_OF = WordTable.of("of", "is", "was", "at");
  private static final WordTable LIKE_AGE = WordTable.of("age", "aged", "ages");
  private static final WordTable LIKE_IS = WordTable.of("is", "was", "now");
  private static final WordTable LIKE_PATIENT = WordTable.of("patient", "pt", "she", "he", "who");
  private static final WordTable LIKE_MAN =
      WordTable.of("man", "woman", "lady", "gentleman", "female", "male", "patient");
  private static final WordTable LIKE_OLD =
      WordTable.of(
          "old",
          "olds",
          "female",
          "male",
          "man",
          "woman",
          "lady",
          "gentleman",
          "patient",
          "white",
          "black",
          "hispanic",
          "asian",
          "caucasian");

  private static final int FIRST_HIDDEN = 90;
  private static final int OLDEST = 130;
  private static final String HIDDEN = "90+";

  private final Tokens tokens;
  private final SpokenNumber spoken;
  private final Findings findings;

  AgeFinder(Tokens tokens, Findings findings) {
    this.tokens = tokens;
    this.spoken = new SpokenNumber(tokens);
    this.findings = findings;
  }

  /** Looks at a digit run. */
  void atNumber(int i) {
    int value = tokens.value(i);
    if (value >= FIRST_HIDDEN && value <= OLDEST && tokens.length(i) <= 3) {
      check(i, i);
    }
  }

  /** Looks at "ninety" and "hundred"; returns the last token of the age, or -1. */
  int atWord(int i) {
    if (tokens.is(i, "ninety")) {
      return check(i, spoken.below100(i).last());
    }
    if (tokens.is(i, "hundred") && tokens.isAnyOf(i - 1, "a", "one")) {
      int next = tokens.is(i + 1, "and") ? i + 2 : i + 1;
      SpokenNumber.Read rest = spoken.below100(next);
      return check(i - 1, rest.value() > 0 && rest.value() <= 30 ? rest.last() : i);
    }
    return -1;
  }

  private int check(int first, int last) {
    if (tokens.is(last + 1, '+') || (tokens.joined(first) && tokens.isOneOf(first - 1, "./"))) {
      return -1;
    }
    if (saysAge(first) || saysOld(last) || saysSex(last) || saysPerson(first, last)) {
      findings.add(first, last, Kind.AGE, HIDDEN);
      return last;
    }
    return -1;
  }

  private boolean saysAge(int first) {
    int at = first - 1;
    while (at > first - 3 && (tokens.isOneOf(at, ":=-") || tokens.isIn(at, LIKE_OF))) {
      at--;
    }
    return tokens.isIn(at, LIKE_AGE);
  }

  /** "93F": a letter right behind the number. */
  private boolean saysSex(int last) {
    return tokens.isNumber(last)
        && tokens.joined(last + 1)
        && tokens.isAnyOf(last + 1, "f", "m")
        && !tokens.joined(last + 2);
  }

  /** "The patient is 93.", "turned 94", "a man of 95". */
  private boolean saysPerson(int first, int last) {
    if (!endsThought(last + 1)) {
      return false;
    }
    if (tokens.is(first - 1, "turned")) {
      return true;
    }
    if (tokens.isIn(first - 1, LIKE_IS)) {
      int at = tokens.isIn(first - 2, LIKE_IS) ? first - 3 : first - 2;
      return tokens.isIn(at, LIKE_PATIENT);
    }
    return tokens.is(first - 1, "of") && tokens.isIn(first - 2, LIKE_MAN);
  }

  private boolean endsThought(int i) {
    return tokens.opensLine(i)
        || (tokens.isOneOf(i, ".,;)") && !tokens.joined(i + 1))
        || (tokens.isWord(i) && !tokens.any(i, Word.UNIT) && !tokens.joined(i));
  }

  private boolean saysOld(int last) {
    int at = tokens.is(last + 1, '-') ? last + 2 : last + 1;
    if (!tokens.any(at, Word.YEAR_UNIT)) {
      return false;
    }
    if (tokens.is(at, "yo")) {
      return true;
    }
    int next = at + 1;
    if (tokens.is(at, "y")) {
      next = tokens.isOneOf(next, "./") ? next + 1 : next;
      return tokens.isAnyOf(next, "o", "old");
    }
    next = tokens.isOneOf(next, "-.") ? next + 1 : next;
    return tokens.isIn(next, LIKE_OLD)
        || (tokens.is(next, "of") && tokens.is(next + 1, "age"))
        || (tokens.is(next, "in") && tokens.is(next + 1, "age"))
        || (tokens.is(next, '\'') && tokens.is(next + 1, "old"));
  }
}
