package org.radloom.deid;

/**
 * Finds places smaller than a state: street addresses, post boxes, cities, counties, facilities and
 * ZIP codes behind a state. States and countries stay.
 */
final class PlaceFinder {
  private static final WordTable HOUSES =
      WordTable.of("hospital", "clinic", "infirmary", "hospice", "home", "center", "centre");
  private static final WordTable BEFORE_FACILITY = WordTable.of("at", "from", "to");
  private static final WordTable NO_FACILITY =
      WordTable.of(
          "the",
          "a",
          "an",
          "our",
          "this",
          "that",
          "other",
          "another",
          "outside",
          "local",
          "referring",
          "same",
          "their",
          "his",
          "her",
          "any",
          "day",
          "in",
          "of",
          "and",
          "for",
          "with",
          "is",
          "was",
          "be",
          "go",
          "clinic",
          "hospital",
          "another",
          "nearby",
          "previous",
          "prior",
          "return",
          "returned",
          "back",
          "going",
          "transferred",
          "admitted",
          "outpatient",
          "your");

  private static final WordTable LIKE_STREET =
      WordTable.of(
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
  private static final WordTable LIKE_ST = WordTable.of("st", "nd", "rd", "th");
  private static final WordTable LIKE_DRIVE =
      WordTable.of("drive", "court", "terrace", "st", "way", "place", "circle", "dr");
  private static final WordTable LIKE_N =
      WordTable.of("n", "s", "e", "w", "north", "south", "east", "west", "ne", "nw", "se", "sw");
  private static final WordTable LIKE_THE =
      WordTable.of(
          "the", "in", "of", "at", "and", "for", "with", "a", "is", "to", "mm", "cm", "x", "was",
          "on", "from", "left", "right", "or", "days", "weeks", "years", "times", "mg", "ml", "per",
          "down", "hour", "minute");
  private static final WordTable LIKE_LIVES = WordTable.of("lives", "resides", "hometown");
  private static final WordTable LIKE_HERE = WordTable.of("here", "up", "in", "back", "over");
  private static final WordTable LIKE_IN = WordTable.of("in", "from", "to");
  private static final WordTable LIKE_YORK = WordTable.of("york", "jersey", "mexico", "hampshire");
  private static final WordTable LIKE_DIEGO =
      WordTable.of(
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
          "petersburg",
          "haute",
          "cruces",
          "paulo",
          "juan",
          "mateo",
          "bernardino",
          "marcos",
          "catherines",
          "claire",
          "lumpur",
          "aires",
          "janeiro",
          "domingo",
          "raton",
          "town",
          "kong");
  private static final WordTable LIKE_BEACH =
      WordTable.of(
          "beach",
          "springs",
          "rapids",
          "falls",
          "heights",
          "hills",
          "lake",
          "park",
          "valley",
          "rock",
          "bay",
          "island",
          "grove",
          "ridge",
          "creek",
          "city",
          "town",
          "haute",
          "mills",
          "harbor",
          "point",
          "center",
          "station",
          "junction");
  private static final WordTable LIKE_SCIENTIFIC =
      WordTable.of("scientific", "criteria", "chromosome", "virus", "general");
  private static final WordTable LIKE_OR =
      WordTable.of("or", "in", "me", "hi", "pa", "ma", "md", "ms", "mt", "ct");
  private static final WordTable LIKE_MEDICAL =
      WordTable.of(
          "medical",
          "health",
          "cancer",
          "imaging",
          "care",
          "heart",
          "rehabilitation",
          "rehab",
          "surgery",
          "trauma",
          "regional",
          "community");
  private static final WordTable LIKE_THE_AT =
      WordTable.of("the", "at", "in", "to", "from", "this", "our", "emergency");
  private static final WordTable LIKE_HOSPITAL =
      WordTable.of("hospital", "infirmary", "clinic", "hospice", "home");
  private static final WordTable LIKE_LIVING = WordTable.of("living", "parish", "center", "centre");
  private static final WordTable LIKE_NURSING =
      WordTable.of("nursing", "veterans", "care", "group", "rest", "retirement", "funeral");
  private static final WordTable LIKE_ASSISTED = WordTable.of("assisted", "senior", "independent");
  private static final WordTable LIKE_IMAGING =
      WordTable.of("imaging", "memorial", "health", "rehab", "rehabilitation");
  private static final WordTable LIKE_HOSPITAL_CENTER =
      WordTable.of("hospital", "center", "centre", "clinic", "medical", "institute", "system");
  private static final WordTable LIKE_BREAST =
      WordTable.of("breast", "cardiac", "diagnostic", "mental", "public", "home");
  private static final WordTable LIKE_HOSPITAL_CENTER_CENTRE =
      WordTable.of("hospital", "center", "centre", "infirmary", "clinic", "institute");
  private static final WordTable LIKE_HOSPITAL_CLINIC =
      WordTable.of(
          "hospital",
          "clinic",
          "infirmary",
          "hospice",
          "home",
          "living",
          "rehab",
          "institute",
          "memorial",
          "imaging",
          "parish",
          "county",
          "rehabilitation");
  private static final WordTable LIKE_GENERAL =
      WordTable.of(
          "general",
          "county",
          "medical",
          "memorial",
          "community",
          "regional",
          "university",
          "health",
          "nursing",
          "veterans",
          "assisted",
          "care",
          "eye",
          "cancer",
          "heart",
          "children",
          "saint");

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
    boolean plain = tokens.isIn(i, LIKE_STREET);
    for (int w = at + 1; w < i; w++) {
      name |=
          tokens.isWord(w)
              && (tokens.isTitleCase(w)
                  || (tokens.isUpperCase(w) && tokens.length(w) > 2)
                  || (plain && !tokens.any(w, Word.UNIT)))
              && !tokens.any(w, Word.HEAD);
    }
    boolean ordinal = tokens.joined(at + 1) && tokens.isIn(at + 1, LIKE_ST);
    boolean lower =
        tokens.isLowerOnly()
            && i - at <= 3
            && tokens.isIn(i, LIKE_DRIVE)
            && !tokens.any(at + 1, Word.COMMON | Word.UNIT);
    if ((!name && !ordinal && !lower) || (!plain && !tokens.startsUpper(i) && !lower)) {
      return -1;
    }
    int from = at;
    if (ordinal) {
      int before = tokens.is(at - 1, '.') ? at - 2 : at - 1;
      boolean direction = tokens.isIn(before, LIKE_N);
      before = direction ? before - 1 : at - 1;
      from = tokens.isNumber(before) ? before : at;
    }
    int last =
        tokens.is(i + 1, '.') && tokens.length(i) <= 4 && tokens.isOneOf(i + 2, ",") ? i + 1 : i;
    findings.add(from, tail(last), Kind.LOCATION);
    return tail(last);
  }

  private boolean isStreetWord(int i) {
    return tokens.isWord(i) && !tokens.opensLine(i + 1) && !tokens.isIn(i, LIKE_THE);
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
      boolean flat =
          last == street
              && at == last + 1
              && tokens.isNumber(at)
              && tokens.length(at) <= 3
              && !tokens.any(at + 1, Word.UNIT | Word.YEAR_UNIT)
              && !(tokens.joined(at + 1) && tokens.isOneOf(at + 1, "-/:"));
      if (flat) {
        last = at;
        continue;
      }
      if (tokens.any(at, Word.PLACE_START) && isNamedPlace(at) && compound(at) > at) {
        last = compound(at);
        continue;
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
        && (!tokens.any(last + 1, Word.COMMON) || isPlaceNoun(last + 1))) {
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
        tokens.isIn(i, LIKE_LIVES)
            || tokens.any(i - 1, Word.HOME)
            || (tokens.isIn(i - 1, LIKE_HERE) && tokens.any(i - 2, Word.HOME))
            || (tokens.is(i - 1, "born") && tokens.is(i, "in"));
    if (tokens.isIn(i, LIKE_LIVES) && tokens.any(next, Word.PLACE_CUE)) {
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
            && tokens.isIn(i, LIKE_IN)
            && home
            && tokens.length(next) > 3
            && !tokens.any(
                next, Word.COMMON | Word.DIGIT | Word.TEEN | Word.NAME | Word.HEAD | Word.EPONYM);
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
        (tokens.is(i, "new") && tokens.isIn(i + 1, LIKE_YORK))
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
    boolean known = city || isPlaceNoun(second) || tokens.isIn(second, LIKE_DIEGO);
    if (!known) {
      return i;
    }
    boolean third = tokens.is(second + 1, "city") && !tokens.opensLine(second + 1);
    return third ? second + 1 : second;
  }

  private boolean isPlaceNoun(int i) {
    return tokens.isIn(i, LIKE_BEACH);
  }

  /** "Boston Scientific", "Milan criteria", "Denver shunt": no places. */
  private boolean isOtherUse(int i) {
    return (tokens.any(i + 1, Word.HEAD) && !tokens.opensLine(i + 1))
        || (tokens.isIn(i + 1, LIKE_SCIENTIFIC) && !tokens.is(i + 1, "general"));
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
      city = tokens.any(last, Word.CITY) && tokens.isTitleCase(last) && !tokens.isIn(i, LIKE_OR);
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
    if (!isFacility(i)) {
      return -1;
    }
    if (!tokens.isTitleCase(i)) {
      return oneCaseFacility(i);
    }
    if (tokens.isAnyOf(i, "center", "centre") && !tokens.isIn(i - 1, LIKE_MEDICAL)) {
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
      } else if (tokens.isTitleCase(at) && tokens.length(at) > 1 && !tokens.isIn(at, LIKE_THE_AT)) {
        first = at;
        name |= !tokens.any(at, Word.COMMON);
      } else {
        break;
      }
    }
    boolean house = tokens.isIn(i, LIKE_HOSPITAL);
    boolean said = tokens.any(first - 1, Word.PLACE_CUE) && !tokens.opensLine(first);
    int last = ofBehind(i);
    boolean several = i - first >= 2 && (house || tokens.isIn(i, LIKE_LIVING));
    if (!name && !several && last == i && !(said && i > first && house)) {
      return -1;
    }
    findings.add(first, last, Kind.LOCATION);
    return last;
  }

  /** Words that are a facility only with another before them, or with a name. */
  private boolean isFacility(int i) {
    if (tokens.is(i, "home")) {
      return tokens.isIn(i - 1, LIKE_NURSING);
    }
    if (tokens.is(i, "living")) {
      return tokens.isIn(i - 1, LIKE_ASSISTED);
    }
    if (tokens.is(i, "general")) {
      return tokens.isTitleCase(i)
          && !tokens.opensSentence(i - 1)
          && !tokens.is(i + 1, "hospital")
          && !tokens.any(i + 1, Word.HEAD);
    }
    if (tokens.isIn(i, LIKE_IMAGING)) {
      return !tokens.isIn(i + 1, LIKE_HOSPITAL_CENTER) && !tokens.isIn(i - 1, LIKE_BREAST);
    }
    return true;
  }

  /** "University Hospital of Example": takes the place behind along. */
  private int ofBehind(int i) {
    boolean of =
        tokens.isIn(i, LIKE_HOSPITAL_CENTER_CENTRE)
            && tokens.is(i + 1, "of")
            && tokens.isTitleCase(i + 2)
            && !tokens.opensLine(i + 1)
            && !tokens.opensLine(i + 2);
    if (!of) {
      return i;
    }
    int last = i + 2;
    while (last < i + 4 && tokens.isTitleCase(last + 1) && !tokens.opensLine(last + 1)) {
      last++;
    }
    return last;
  }

  /** In capitals or in lower case throughout: up to three words, one of them no everyday word. */
  private int oneCaseFacility(int i) {
    boolean center =
        tokens.isAnyOf(i, "center", "centre") && tokens.isAnyOf(i - 1, "medical", "health");
    if ((!tokens.isUpperCase(i) && !tokens.isLowerOnly())
        || (!center && !tokens.isIn(i, LIKE_HOSPITAL_CLINIC))) {
      return -1;
    }
    int first = i;
    boolean name = false;
    while (first > i - 5 && !tokens.opensLine(first)) {
      int at = first - 1;
      boolean generic = tokens.isIn(at, LIKE_GENERAL);
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
    name |= tokens.is(i + 1, "of") && isUnknownPlace(i + 2) && first < i;
    if (!name && tokens.isIn(i, HOUSES)) {
      int said = saidFacility(i);
      first = said > 0 ? said : first;
      name = said > 0;
    }
    if (!name || tokens.isOneOf(first, "'\u2019.") || tokens.is(first, "s")) {
      return -1;
    }
    int last = i;
    if (tokens.is(i + 1, "of") && isUnknownPlace(i + 2)) {
      last = i + 2;
    }
    findings.add(first, last, Kind.LOCATION);
    return last;
  }

  /** "At good shepherd hospital": returns where the name behind the preposition begins, or -1. */
  private int saidFacility(int i) {
    for (int at = i - 1; at >= i - 4 && !tokens.opensLine(at + 1); at--) {
      if (tokens.isIn(at, BEFORE_FACILITY)) {
        return at < i - 1 ? at + 1 : -1;
      }
      if (!tokens.isWord(at) && !tokens.isOneOf(at, "'\u2019.")) {
        return -1;
      }
      if (tokens.isIn(at, NO_FACILITY)) {
        return -1;
      }
    }
    return -1;
  }

  private boolean isUnknownPlace(int i) {
    return tokens.isWord(i)
        && !tokens.opensLine(i)
        && tokens.length(i) > 3
        && !tokens.any(i, Word.COMMON | Word.HEAD);
  }
}
