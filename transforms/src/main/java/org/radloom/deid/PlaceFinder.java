package org.radloom.deid;

/**
 * Finds places smaller than a state: street addresses, post boxes, cities, counties, facilities and
 * ZIP codes behind a state. States and countries stay.
 */
final class PlaceFinder {
  private static final int MOST_STREET_WORDS = 4;

  private final Tokens tokens;
  private final Findings findings;

  PlaceFinder(Tokens tokens, Findings findings) {
    this.tokens = tokens;
    this.findings = findings;
  }

  /** Looks at a word such as "street": a number and a name come before it. */
  int atStreet(int i) {
    int at = i - 1;
    int words = 0;
    while (words < MOST_STREET_WORDS && isStreetWord(at)) {
      words++;
      at = tokens.is(at - 1, '.') && !tokens.opensLine(at) ? at - 2 : at - 1;
    }
    if (words == 0
        || !tokens.isNumber(at)
        || tokens.length(at) > 6
        || (tokens.joined(at) && tokens.isOneOf(at - 1, "./x"))) {
      return -1;
    }
    boolean name = false;
    boolean plain =
        tokens.isAnyOf(
            i,
            "street",
            "avenue",
            "boulevard",
            "road",
            "blvd",
            "ave",
            "parkway",
            "highway",
            "lane",
            "rd",
            "hwy");
    for (int w = at + 1; w < i; w++) {
      name |=
          tokens.isWord(w)
              && (tokens.isTitleCase(w)
                  || (tokens.isUpperCase(w) && tokens.length(w) > 2)
                  || (plain && !tokens.any(w, Word.UNIT)))
              && !tokens.any(w, Word.HEAD);
    }
    boolean ordinal = tokens.joined(at + 1) && tokens.isAnyOf(at + 1, "st", "nd", "rd", "th");
    boolean lower =
        tokens.isLowerOnly()
            && i - at <= 3
            && tokens.isAnyOf(i, "drive", "court", "terrace", "st", "way", "place", "circle", "dr")
            && !tokens.any(at + 1, Word.COMMON | Word.UNIT);
    if ((!name && !ordinal && !lower) || (!plain && !tokens.startsUpper(i) && !lower)) {
      return -1;
    }
    int from = at;
    if (ordinal) {
      int before = tokens.is(at - 1, '.') ? at - 2 : at - 1;
      boolean direction =
          tokens.isAnyOf(
              before, "n", "s", "e", "w", "north", "south", "east", "west", "ne", "nw", "se", "sw");
      before = direction ? before - 1 : at - 1;
      from = tokens.isNumber(before) ? before : at;
    }
    int last =
        tokens.is(i + 1, '.') && tokens.length(i) <= 4 && tokens.isOneOf(i + 2, ",") ? i + 1 : i;
    findings.add(from, tail(last), Kind.LOCATION);
    return tail(last);
  }

  private boolean isStreetWord(int i) {
    return tokens.isWord(i)
        && !tokens.opensLine(i + 1)
        && !tokens.isAnyOf(
            i, "the", "in", "of", "at", "and", "for", "with", "a", "is", "to", "mm", "cm", "x",
            "was", "on", "from", "left", "right", "or", "days", "weeks", "years", "times", "mg",
            "ml", "per", "down", "hour", "minute");
  }

  /** Takes flat, city, state and ZIP code behind a street along. */
  private int tail(int street) {
    int last = street;
    for (int steps = 0; steps < 6; steps++) {
      int at = tokens.isOneOf(last + 1, ",.") && !tokens.opensLine(last + 2) ? last + 2 : last + 1;
      if (tokens.opensLine(at)) {
        break;
      }
      if (tokens.isAnyOf(at, "apt", "apartment", "suite", "ste", "unit", "#", "floor", "room")) {
        int number = tokens.isOneOf(at + 1, ".#") ? at + 2 : at + 1;
        if (tokens.isNumber(number) || (tokens.isWord(number) && tokens.length(number) <= 2)) {
          last = tokens.joined(number + 1) && tokens.isWord(number + 1) ? number + 1 : number;
          continue;
        }
        break;
      }
      boolean state =
          tokens.any(at, Word.STATE) || (tokens.any(at, Word.STATE_CODE) && tokens.isUpperCase(at));
      if (state && tokens.isNumber(at + 1) && tokens.length(at + 1) == 5) {
        last = zipEnd(at + 1);
        break;
      }
      boolean city =
          tokens.any(at, Word.CITY)
              || (at > last + 1
                  && tokens.isTitleCase(at)
                  && !tokens.any(at, Word.COMMON)
                  && tokens.is(at - 1, ','));
      if (city && !state) {
        last = cityEnd(at);
        continue;
      }
      if (tokens.isNumber(at) && tokens.length(at) == 5) {
        last = zipEnd(at);
      }
      break;
    }
    return last;
  }

  private int zipEnd(int i) {
    boolean plusFour = tokens.is(i + 1, '-') && tokens.isNumber(i + 2) && tokens.length(i + 2) == 4;
    return plusFour ? i + 2 : i;
  }

  private int cityEnd(int i) {
    int last = i;
    while (last < i + 3
        && tokens.isTitleCase(i)
        && tokens.isTitleCase(last + 1)
        && !tokens.opensLine(last + 1)
        && !tokens.any(last + 1, Word.STATE | Word.COUNTRY)
        && (!tokens.any(last + 1, Word.COMMON) || tokens.isAnyOf(last + 1, "city"))) {
      last++;
    }
    return last;
  }

  /** Looks at words that a place comes behind: "lives in", "from", "zip". */
  int atCue(int i) {
    int next = i + 1;
    if (tokens.opensLine(next) || !tokens.isWord(next)) {
      return -1;
    }
    boolean home =
        tokens.isAnyOf(i, "lives", "resides", "hometown")
            || tokens.any(i - 1, Word.HOME)
            || (tokens.isAnyOf(i - 1, "here", "up") && tokens.isAnyOf(i - 2, "moved", "grew"))
            || (tokens.is(i - 1, "born") && tokens.is(i, "in"));
    if (tokens.isAnyOf(i, "lives", "resides", "hometown") && tokens.any(next, Word.PLACE_CUE)) {
      return -1;
    }
    if (tokens.any(next, Word.PLACE_START) && isNamedPlace(next)) {
      int last = compound(next);
      if (last > next) {
        findings.add(next, last, Kind.LOCATION);
        return last;
      }
    }
    if (tokens.any(next, Word.STATE | Word.COUNTRY) || tokens.is(next, "new")) {
      return -1;
    }
    if (tokens.any(next, Word.CITY) && !isOtherUse(next)) {
      boolean sure = tokens.startsUpper(next) || home || !tokens.any(next, Word.FIRST);
      boolean plainWord = tokens.any(next, Word.COMMON) && !(tokens.startsUpper(next) && home);
      if (sure && !plainWord && !(tokens.is(i, "of") && !tokens.startsUpper(next))) {
        int last = cityEnd(next);
        findings.add(next, last, Kind.LOCATION);
        return last;
      }
    }
    if (home && tokens.isTitleCase(next) && !tokens.any(next, Word.COMMON | Word.MONTH)) {
      int last = cityEnd(next);
      findings.add(next, last, Kind.LOCATION);
      return last;
    }
    boolean lowerHome =
        tokens.isLowerOnly()
            && tokens.isAnyOf(i, "in")
            && tokens.isAnyOf(i - 1, "lives", "resides", "residing", "living")
            && !tokens.any(next, Word.COMMON | Word.DIGIT | Word.TEEN);
    if (lowerHome) {
      findings.add(next, next, Kind.LOCATION);
      return next;
    }
    return -1;
  }

  private boolean isNamedPlace(int i) {
    return tokens.startsUpper(i) || tokens.isLowerOnly();
  }

  /** Returns the last token of a place of several words, or {@code i} if it is none. */
  private int compound(int i) {
    boolean twoStates =
        (tokens.is(i, "new") && tokens.isAnyOf(i + 1, "york", "jersey", "mexico", "hampshire"))
            || (tokens.isAnyOf(i, "north", "south") && tokens.isAnyOf(i + 1, "carolina", "dakota"))
            || (tokens.is(i, "west") && tokens.is(i + 1, "virginia"));
    if (twoStates) {
      return tokens.is(i + 2, "city") && !tokens.opensLine(i + 2) ? i + 2 : i;
    }
    int second = tokens.is(i, "st") && tokens.is(i + 1, '.') ? i + 2 : i + 1;
    boolean city = tokens.is(second, "city");
    if (tokens.any(i, Word.STATE | Word.COUNTRY)
        && !city
        && !(tokens.isAnyOf(i, "virginia") && tokens.is(second, "beach"))
        && !(tokens.is(i, "colorado") && tokens.is(second, "springs"))) {
      return i;
    }
    if (!tokens.isWord(second) || tokens.opensLine(second)) {
      return i;
    }
    if (tokens.isTitleCase(i)) {
      boolean name =
          tokens.isTitleCase(second)
              && (!tokens.any(second, Word.COMMON) || city || isPlaceNoun(second));
      return name ? cityEnd(second) : i;
    }
    boolean known =
        city
            || isPlaceNoun(second)
            || tokens.isAnyOf(
                second,
                "diego",
                "francisco",
                "antonio",
                "jose",
                "angeles",
                "vegas",
                "paso",
                "worth",
                "wayne",
                "lauderdale",
                "orleans",
                "haven",
                "louis",
                "paul",
                "moines",
                "rouge",
                "arbor",
                "monica",
                "barbara",
                "ana",
                "rosa",
                "fe",
                "cruz",
                "clara",
                "petersburg");
    if (!known) {
      return i;
    }
    boolean third = tokens.is(second + 1, "city") && !tokens.opensLine(second + 1);
    return third ? second + 1 : second;
  }

  private boolean isPlaceNoun(int i) {
    return tokens.isAnyOf(
        i, "beach", "springs", "rapids", "falls", "heights", "hills", "lake", "park", "valley",
        "rock", "bay", "island", "grove", "ridge", "creek", "city");
  }

  /** "Boston Scientific", "Milan criteria", "Denver shunt": no places. */
  private boolean isOtherUse(int i) {
    return (tokens.any(i + 1, Word.HEAD) && !tokens.opensLine(i + 1))
        || (tokens.isAnyOf(i + 1, "scientific", "criteria", "chromosome", "virus", "general")
            && !tokens.is(i + 1, "general"));
  }

  /** Looks at a state: "Springfield, Illinois 62704", "Akron OH". */
  int atState(int i) {
    boolean code = tokens.any(i, Word.STATE_CODE);
    boolean comma = tokens.is(i - 1, ',');
    boolean zipBehind = tokens.isNumber(i + 1) && tokens.length(i + 1) == 5;
    if ((code && !tokens.isUpperCase(i) && !(tokens.isLowerOnly() && comma && zipBehind))
        || tokens.opensLine(i)
        || tokens.joined(i)) {
      return -1;
    }
    int last = comma ? i - 2 : i - 1;
    int zip = tokens.isNumber(i + 1) && tokens.length(i + 1) == 5 ? zipEnd(i + 1) : -1;
    boolean city =
        tokens.isWord(last)
            && (tokens.isTitleCase(last)
                || tokens.any(last, Word.CITY)
                || (comma && (zip > 0 || tokens.any(last - 1, Word.PLACE_CUE))))
            && tokens.length(last) > 2
            && (comma || tokens.any(last, Word.CITY) || zip > 0)
            && !tokens.any(last, Word.TITLE | Word.STATE | Word.MONTH | Word.WEEKDAY)
            && (!tokens.any(last, Word.COMMON)
                || (tokens.any(last, Word.CITY) && tokens.isTitleCase(last)))
            && !(tokens.any(last, Word.FIRST) && code && tokens.any(i, Word.CREDENTIAL));
    if (code && zip < 0 && city && !(comma && (tokens.any(last, Word.CITY) || isCityCue(last)))) {
      city =
          tokens.any(last, Word.CITY)
              && tokens.isTitleCase(last)
              && !tokens.isAnyOf(i, "or", "in", "me", "hi", "pa", "ma", "md", "ms", "mt", "ct");
    }
    if (zip > 0 && (!code || city)) {
      findings.add(i + 1, zip, Kind.LOCATION);
    }
    if (!city) {
      return zip;
    }
    int first = last;
    while (first > last - 2
        && tokens.isTitleCase(first - 1)
        && !tokens.opensLine(first)
        && !tokens.any(first - 1, Word.COMMON)) {
      first--;
    }
    findings.add(first, last, Kind.LOCATION);
    return Math.max(i, zip);
  }

  private boolean isCityCue(int last) {
    return tokens.any(last - 1, Word.PLACE_CUE) || tokens.any(last - 2, Word.PLACE_CUE);
  }

  /** Looks at "hospital", "clinic", "county": a name comes before it. */
  int atFacility(int i) {
    if (tokens.opensLine(i)) {
      return -1;
    }
    if (!tokens.isTitleCase(i)) {
      return oneCaseFacility(i);
    }
    if (tokens.isAnyOf(i, "center", "centre")
        && !tokens.isAnyOf(i - 1, "medical", "health", "cancer", "imaging", "care", "heart")) {
      return -1;
    }
    int first = i;
    boolean name = false;
    while (first > i - 6 && !tokens.opensLine(first)) {
      int at = first - 1;
      if ((tokens.is(at, '.') && tokens.is(at - 1, "st"))
          || (tokens.isOneOf(at, "'\u2019") && tokens.isWord(at - 1))) {
        first = at - 1;
        name |= tokens.isTitleCase(at - 1) && !tokens.any(at - 1, Word.COMMON);
      } else if (tokens.is(at, "s") && tokens.isOneOf(at - 1, "'\u2019")) {
        first = at;
      } else if (tokens.is(at, "of") && tokens.isTitleCase(at - 1)) {
        first = at;
      } else if (tokens.isTitleCase(at)
          && tokens.length(at) > 1
          && !tokens.isAnyOf(at, "the", "at", "in", "to", "from", "this", "our", "emergency")) {
        first = at;
        name |= !tokens.any(at, Word.COMMON);
      } else {
        break;
      }
    }
    if (!name) {
      return -1;
    }
    findings.add(first, i, Kind.LOCATION);
    return i;
  }

  /** In capitals or in lower case throughout: up to three words, one of them no everyday word. */
  private int oneCaseFacility(int i) {
    boolean center =
        tokens.isAnyOf(i, "center", "centre") && tokens.isAnyOf(i - 1, "medical", "health");
    if ((!tokens.isUpperCase(i) && !tokens.isLowerOnly())
        || (!center && !tokens.isAnyOf(i, "hospital", "clinic", "infirmary", "hospice"))) {
      return -1;
    }
    int first = i;
    boolean name = false;
    while (first > i - 5 && !tokens.opensLine(first)) {
      int at = first - 1;
      boolean generic =
          tokens.isAnyOf(
              at,
              "general",
              "county",
              "medical",
              "memorial",
              "community",
              "regional",
              "university",
              "health",
              "saint");
      boolean owner = tokens.isOneOf(at, "'\u2019") || (tokens.is(at, "s") && tokens.joined(at));
      boolean saint = (tokens.is(at, '.') && tokens.is(at - 1, "st")) || tokens.is(at, "st");
      boolean unknown =
          tokens.isWord(at)
              && tokens.length(at) > 2
              && !tokens.any(at, Word.COMMON | Word.TITLE | Word.PLACE_CUE | Word.PERSON_CUE)
              && tokens.isUpperCase(at) == tokens.isUpperCase(i);
      if (!generic && !owner && !saint && !unknown) {
        break;
      }
      name |= unknown;
      first = at;
    }
    if (!name || tokens.isOneOf(first, "'\u2019.") || tokens.is(first, "s")) {
      return -1;
    }
    findings.add(first, i, Kind.LOCATION);
    return i;
  }
}
