package org.radloom.deid;

/**
 * Finds names that no word announces, by the way they are written: two capitalised words that are
 * no everyday words, an initial and a family name, "Kowalski, Bronwen" where a line or sentence
 * begins, one capitalised word that does what people do.
 */
final class OpenName {
  private static final WordTable LIKE_BY =
      WordTable.of("by", "to", "and", "re", "with", "pt", "is");
  private static final WordTable LIKE_BY_WITH =
      WordTable.of("by", "with", "to", "and", "re", "is", "kin", "from", "for");
  private static final WordTable LIKE_NAME = WordTable.of("name", "patient", "pt", "by");
  private static final WordTable LIKE_FAMILY = WordTable.of("family", "parents", "mother");
  private static final WordTable LIKE_TOLERATED =
      WordTable.of(
          "tolerated",
          "underwent",
          "denies",
          "denied",
          "complains",
          "returns",
          "cried",
          "declined",
          "refused",
          "consented",
          "lives",
          "fell",
          "came",
          "arrived",
          "presents",
          "presented",
          "returned",
          "felt",
          "states",
          "wishes",
          "walked",
          "agreed",
          "reports");
  private static final WordTable LIKE_SEDATED =
      WordTable.of(
          "sedated",
          "seen",
          "admitted",
          "discharged",
          "brought",
          "unable",
          "told",
          "informed",
          "born",
          "referred",
          "intubated",
          "pregnant",
          "accompanied",
          "cooperative",
          "swaddled",
          "called",
          "advised",
          "anxious",
          "counselled",
          "counseled",
          "placed");
  private static final WordTable LIKE_A = WordTable.of("a", "an", "the");
  private static final WordTable LIKE_DONE =
      WordTable.of("done", "no", "known", "been", "had", "never", "undergone", "recovered");
  private static final WordTable LIKE_MAN =
      WordTable.of(
          "man",
          "woman",
          "lady",
          "gentleman",
          "girl",
          "boy",
          "patient",
          "smoker",
          "infant",
          "child",
          "baby",
          "toddler",
          "student",
          "passenger",
          "driver",
          "nurse",
          "teacher",
          "male",
          "female",
          "resident");

  /** Letters that stand alone for something else in plain texts. */
  private static final WordTable NO_INITIALS =
      WordTable.of("a", "i", "x", "s", "o", "c", "l", "t", "v", "b", "p", "n");

  private static final int NEIGHBOURHOOD = 8;
  private static final int NO_NAME =
      Word.TITLE | Word.WEEKDAY | Word.STATE | Word.COUNTRY | Word.CREDENTIAL | Word.RELATIVE;

  private final Tokens tokens;
  private final NameFinder names;
  private final Findings findings;

  OpenName(Tokens tokens, NameFinder names, Findings findings) {
    this.tokens = tokens;
    this.names = names;
    this.findings = findings;
  }

  /** Looks at a word with a capital; returns the last token of the name, or -1. */
  int atCapital(int i) {
    if (tokens.joined(i) && tokens.isOneOf(i - 1, "-/_@.'\u2019")) {
      return -1;
    }
    int weight = weight(i);
    if (weight < 0) {
      return -1;
    }
    int last = reversed(i);
    if (last < 0) {
      last = pair(i, weight);
    }
    if (last < 0) {
      last = alone(i, weight);
    }
    if (last >= 0) {
      findings.add(i, last, Kind.NAME);
    }
    return last;
  }

  /** Looks at an initial with a full stop: "T. Whitcombe". */
  int atInitial(int i) {
    boolean stop = tokens.is(i + 1, '.') && tokens.joined(i + 1);
    int family = stop ? i + 2 : i + 1;
    if (isPlainFamily(family)
        && !tokens.opensLine(family)
        && !tokens.joined(i)
        && (stop || !tokens.isIn(i, NO_INITIALS))
        && (tokens.isLowerOnly() || tokens.startsUpper(family))) {
      findings.add(i, family, Kind.NAME);
      return family;
    }
    if (!stop
        || !tokens.startsUpper(i)
        || !tokens.isTitleCase(family)
        || tokens.opensLine(family)
        || (tokens.joined(i) && tokens.isOneOf(i - 1, "-/_."))) {
      return -1;
    }
    int weight = weight(family);
    boolean clear = tokens.opensSentence(i) || tokens.isOneOf(i - 1, ",;:/");
    boolean said = clear || tokens.isIn(i - 1, LIKE_BY);
    if (weight < 0
        || (weight == 0 && !(said && tokens.any(family, Word.LAST)))
        || tokens.is(i - 1, "of")) {
      return -1;
    }
    int last = hyphenated(family);
    findings.add(i, last, Kind.NAME);
    return last;
  }

  /** A listed family name that is nothing else. */
  private boolean isPlainFamily(int i) {
    return tokens.any(i, Word.LAST)
        && !tokens.any(i, Word.COMMON | Word.ALSO_WORD | Word.EPONYM | Word.CITY)
        && !names.eponymUse(i);
  }

  /** Returns how much a word looks like a name: 2 surely, 1 perhaps, 0 an everyday word, -1 no. */
  private int weight(int i) {
    if (!tokens.isTitleCase(i) || tokens.length(i) < 3) {
      return -1;
    }
    boolean name = tokens.any(i, Word.NAME);
    if (tokens.any(i, NO_NAME) && !name) {
      return -1;
    }
    if (names.eponymUse(i) || (tokens.any(i, Word.HEAD) && !name)) {
      return -1;
    }
    boolean common = tokens.any(i, Word.COMMON | Word.MONTH | Word.CITY | Word.UNIT);
    if (name) {
      return common ? 0 : tokens.any(i, Word.ALSO_WORD | Word.EPONYM) ? 1 : 2;
    }
    return common || tokens.any(i, Word.EPONYM) || names.isShaped(i) || headBehind(i) ? -1 : 1;
  }

  private boolean headBehind(int i) {
    int at = tokens.is(i + 1, '-') ? i + 3 : i + 1;
    return tokens.any(at, Word.HEAD) && !tokens.any(at, Word.NAME) && !tokens.opensLine(at);
  }

  private int pair(int i, int weight) {
    int at = hyphenated(i) + 1;
    boolean initial = false;
    while (at < i + 6 && tokens.length(at) == 1 && tokens.startsUpper(at)) {
      at = tokens.is(at + 1, '.') && tokens.joined(at + 1) ? at + 2 : at + 1;
      initial = true;
    }
    boolean particle = false;
    while (at < i + 8 && tokens.any(at, Word.PARTICLE) && !tokens.opensLine(at)) {
      at = tokens.is(at + 1, '.') && tokens.joined(at + 1) ? at + 2 : at + 1;
      particle = true;
    }
    if (at > i + 8 || opensLineWithin(i, at) || tokens.joined(at)) {
      return -1;
    }
    int behind = weight(at);
    boolean everyday = weight == 0 || behind == 0;
    int least = everyday || isHeading(i) ? 3 : 2;
    if (initial || particle) {
      least--;
    }
    boolean sure = everyday && !isHeading(i) && isHuman(i, at, behind);
    if (behind < 0 || (weight + behind < least && !sure)) {
      return -1;
    }
    int last = hyphenated(at);
    return weight(last + 1) > 0 && !tokens.opensLine(last + 1) && !tokens.joined(last + 1)
        ? hyphenated(last + 1)
        : last;
  }

  /** Two words of which one is an everyday word, inside a sentence. */
  private boolean isHuman(int i, int family, int behind) {
    boolean said = tokens.isOneOf(i - 1, ",;:/") || tokens.isIn(i - 1, LIKE_BY_WITH);
    if (tokens.any(i, Word.FIRST)) {
      return tokens.any(i, Word.COMMON | Word.MONTH)
          ? said
              || !tokens.opensSentence(i)
              || (behind >= 1 && tokens.any(i, Word.MONTH))
              || (behind >= 1 && tokens.any(family, Word.LAST))
          : tokens.any(family, Word.NAME);
    }
    return tokens.any(family, Word.LAST) && !tokens.any(i, Word.COMMON);
  }

  private boolean opensLineWithin(int first, int last) {
    for (int i = first + 1; i <= last; i++) {
      if (tokens.opensLine(i)) {
        return true;
      }
    }
    return false;
  }

  private int hyphenated(int i) {
    boolean joined =
        tokens.is(i + 1, '-')
            && tokens.joined(i + 1)
            && tokens.joined(i + 2)
            && tokens.isTitleCase(i + 2);
    return joined ? i + 2 : i;
  }

  /** Returns whether all words of a line are capitalised, as in "Axial Images Of The Chest". */
  private boolean isHeading(int i) {
    int words = 0;
    for (int at = i; at > i - NEIGHBOURHOOD && at >= 0; at--) {
      if (tokens.isWord(at) && !tokens.startsUpper(at)) {
        return false;
      }
      words += tokens.isWord(at) ? 1 : 0;
      if (tokens.opensLine(at)) {
        break;
      }
    }
    for (int at = i + 1; at < i + NEIGHBOURHOOD && !tokens.opensLine(at); at++) {
      if (tokens.isWord(at) && !tokens.startsUpper(at) && !tokens.any(at, Word.PARTICLE)) {
        return false;
      }
      words += tokens.isWord(at) ? 1 : 0;
    }
    return words > 4;
  }

  /** "Kowalski, Bronwen A": where a line or sentence begins, with no list going on behind. */
  private int reversed(int i) {
    int comma = hyphenated(i) + 1;
    int given = comma + 1;
    if (!tokens.is(comma, ',')
        || tokens.opensLine(given)
        || !(tokens.opensSentence(i) || tokens.isIn(i - 1, LIKE_NAME))) {
      return -1;
    }
    int family = weight(i);
    int behind = weight(given);
    if (behind < 1 || family + behind < 2) {
      return -1;
    }
    int last = given;
    if (tokens.length(last + 1) == 1 && tokens.startsUpper(last + 1)) {
      last++;
    }
    boolean list = tokens.is(last + 1, ',') || tokens.isAnyOf(last + 1, "and", "or");
    return list ? -1 : last;
  }

  /** One name: "Adaobi was sedated", "injected by Adaobi", "the family of Adaobi". */
  private int alone(int i, int weight) {
    if (weight < 1) {
      return -1;
    }
    boolean agent =
        tokens.is(i - 1, "by")
            || (tokens.is(i - 1, "of")
                && (tokens.any(i - 2, Word.RELATIVE)
                    || tokens.isAnyOf(i - 2, "family", "parents")));
    boolean owner = tokens.isOneOf(i + 1, "'\u2019") && tokens.is(i + 2, "s");
    boolean acts = tokens.opensSentence(i) && (acts(hyphenated(i) + 1) || (owner && weight == 2));
    return agent || acts ? hyphenated(i) : -1;
  }

  /** Looks at a word of a dictated text that no list holds: "adaobi was sedated". */
  int atUnlisted(int i) {
    boolean owner =
        (tokens.is(i - 1, "of") && tokens.isIn(i - 2, LIKE_FAMILY))
            || (tokens.is(i - 1, "by") && tokens.any(i, Word.FIRST));
    if (tokens.length(i) > 3
        && !tokens.any(i, Word.COMMON | Word.MONTH | Word.CITY)
        && !names.isShaped(i)
        && !headBehind(i)
        && !names.eponymUse(i)
        && (owner || acts(i + 1))) {
      findings.add(i, i, Kind.NAME);
      return i;
    }
    return -1;
  }

  private boolean acts(int i) {
    if (tokens.opensLine(i) || !tokens.isWord(i)) {
      return false;
    }
    if (tokens.isIn(i, LIKE_TOLERATED)) {
      return true;
    }
    if (tokens.isAnyOf(i, "was", "is")) {
      return tokens.isIn(i + 1, LIKE_SEDATED) || (tokens.isIn(i + 1, LIKE_A) && isPerson(i + 2));
    }
    return tokens.isAnyOf(i, "has", "had") && tokens.isIn(i + 1, LIKE_DONE);
  }

  private boolean isPerson(int i) {
    for (int at = i; at < i + 4; at++) {
      if (tokens.any(at, Word.YEAR_UNIT) || tokens.isIn(at, LIKE_MAN)) {
        return true;
      }
    }
    return false;
  }
}
