package org.radloom.deid;

/**
 * Finds places by the words around them: numbered roads, post boxes, what stands behind "lives at"
 * and "address", and capitalised words that are no everyday words behind "in", "from" and "to".
 */
final class OpenPlace {
  private static final WordTable LIKE_MAIL = WordTable.of("mail", "send", "write");
  private static final WordTable LIKE_ROUTE =
      WordTable.of("route", "highway", "interstate", "road", "hwy", "rd");
  private static final WordTable LIKE_STATE =
      WordTable.of("state", "county", "us", "rural", "old", "farm", "forest");
  private static final WordTable LIKE_ADDRESS = WordTable.of("address", "lives", "resides", "home");
  private static final WordTable LIKE_AT = WordTable.of("at", "on", "is", "address");
  private static final WordTable LIKE_WITH =
      WordTable.of("with", "and", "alone", "has", "was", "is");
  private static final WordTable LIKE_IN = WordTable.of("in", "from", "to", "near", "at");
  private static final WordTable LIKE_WENT =
      WordTable.of("went", "trip", "travel", "travels", "flight", "forward", "sent");
  private static final WordTable LIKE_WITH_AND =
      WordTable.of(
          "with",
          "and",
          "for",
          "last",
          "by",
          "on",
          "to",
          "in",
          "was",
          "were",
          "is",
          "as",
          "since",
          "this",
          "soon",
          "who",
          "during",
          "after",
          "before",
          "today",
          "yesterday",
          "has",
          "had",
          "sent",
          "reviewed",
          "at",
          "via",
          "because",
          "when",
          "where",
          "shows",
          "months",
          "weeks",
          "years");

  private static final int MOST_WORDS = 4;

  private final Tokens tokens;
  private final NameFinder names;
  private final Findings findings;

  OpenPlace(Tokens tokens, NameFinder names, Findings findings) {
    this.tokens = tokens;
    this.names = names;
    this.findings = findings;
  }

  /** Looks at "box": "PO Box 512", "P.O. Box 51". */
  int atBox(int i) {
    if (!tokens.is(i, "box") || tokens.opensLine(i)) {
      return -1;
    }
    int first = -1;
    if (tokens.is(i - 1, "po")) {
      first = i - 1;
    } else if (tokens.is(i - 1, '.') && tokens.is(i - 2, "o") && tokens.is(i - 4, "p")) {
      first = i - 4;
    } else if (tokens.isAnyOf(i - 1, "o", "office") && tokens.isAnyOf(i - 2, "p", "post")) {
      first = i - 2;
    } else if (tokens.is(i - 1, "to") && tokens.isIn(i - 2, LIKE_MAIL)) {
      first = i;
    }
    int number = tokens.is(i + 1, '#') ? i + 2 : i + 1;
    if (first < 0 || !tokens.isNumber(number) || tokens.opensLine(number)) {
      return -1;
    }
    findings.add(first, number, Kind.LOCATION);
    return number;
  }

  /** Looks at "road", "route", "highway" with a number behind: "720 State Road 44". */
  int atNumberedRoad(int i) {
    if (!tokens.isIn(i, LIKE_ROUTE)
        || !tokens.isNumber(i + 1)
        || tokens.opensLine(i + 1)
        || tokens.length(i + 1) > 4) {
      return -1;
    }
    int first = i;
    while (first > i - 3 && !tokens.opensLine(first) && tokens.isIn(first - 1, LIKE_STATE)) {
      first--;
    }
    boolean house =
        tokens.isNumber(first - 1) && !tokens.opensLine(first) && tokens.length(first - 1) <= 5;
    if (!house && !tokens.startsUpper(i) && first == i && !tokens.is(i, "highway")) {
      return -1;
    }
    boolean flat =
        tokens.isNumber(i + 2)
            && tokens.length(i + 2) <= 3
            && !tokens.opensLine(i + 2)
            && !tokens.joined(i + 3);
    findings.add(house ? first - 1 : first, flat ? i + 2 : i + 1, Kind.LOCATION);
    return i + 1;
  }

  /** Looks at "address", "lives", "resides", "home": a house number and a street come behind. */
  int atAddress(int i) {
    if (!tokens.isIn(i, LIKE_ADDRESS)) {
      return -1;
    }
    int at = i + 1;
    while (at < i + 4 && (tokens.isOneOf(at, ":,") || tokens.isIn(at, LIKE_AT))) {
      at++;
    }
    if (!tokens.isNumber(at) || tokens.length(at) > 5 || tokens.opensLine(at)) {
      return -1;
    }
    int last = at;
    while (last < at + MOST_WORDS
        && tokens.isWord(last + 1)
        && !tokens.opensLine(last + 1)
        && !tokens.joined(last + 1)
        && (tokens.startsUpper(last + 1) || tokens.isLowerOnly())
        && !tokens.any(last + 1, Word.UNIT | Word.YEAR_UNIT | Word.PLACE_CUE)
        && !tokens.isIn(last + 1, LIKE_WITH)) {
      last++;
    }
    if (last == at || (tokens.isLowerOnly() && last - at > 2)) {
      return -1;
    }
    findings.add(at, last, Kind.LOCATION);
    return last;
  }

  /**
   * Looks at "in", "from", "to", "near", "at": a capitalised word that no list holds is a place.
   */
  int atPreposition(int i) {
    int first = i + 1;
    if (!tokens.isIn(i, LIKE_IN)
        || tokens.opensLine(first)
        || !tokens.isTitleCase(first)
        || !isUnlisted(first)
        || (tokens.startsUpper(i) && !tokens.opensSentence(i))
        || (tokens.is(i, "to") && !isTravel(i))) {
      return -1;
    }
    int last = first;
    while (last < first + MOST_WORDS
        && tokens.isTitleCase(last + 1)
        && !tokens.opensLine(last + 1)
        && !tokens.any(last + 1, Word.STATE | Word.COUNTRY)
        && !tokens.joined(last + 1)) {
      last++;
    }
    if (!endsThought(last + 1)) {
      return -1;
    }
    findings.add(first, last, Kind.LOCATION);
    return last;
  }

  /** "Ann Kowalski of Tarnow": a city, or a word that no list holds, behind a name and "of". */
  int behindName(int i) {
    int place = i + 1;
    boolean written = tokens.isTitleCase(place) || tokens.isLowerOnly();
    if (!tokens.is(i, "of")
        || tokens.opensLine(place)
        || !written
        || tokens.length(place) < 4
        || tokens.any(place, Word.COMMON | Word.HEAD | Word.STATE | Word.COUNTRY)) {
      return -1;
    }
    findings.add(place, place, Kind.LOCATION);
    return place;
  }

  private boolean isTravel(int i) {
    return tokens.any(i - 1, Word.HOME)
        || tokens.isIn(i - 1, LIKE_WENT)
        || tokens.is(i - 3, "from");
  }

  private boolean isUnlisted(int i) {
    return tokens.length(i) > 3
        && !tokens.any(
            i,
            Word.COMMON
                | Word.EPONYM
                | Word.HEAD
                | Word.STATE
                | Word.COUNTRY
                | Word.MONTH
                | Word.WEEKDAY
                | Word.TITLE
                | Word.UNIT)
        && !names.isShaped(i);
  }

  /** A sentence, a line or a clause ends, or a function word comes. */
  private boolean endsThought(int i) {
    return tokens.opensLine(i)
        || (tokens.isOneOf(i, ".,;)") && !tokens.joined(i + 1))
        || tokens.isIn(i, LIKE_WITH_AND);
  }
}
