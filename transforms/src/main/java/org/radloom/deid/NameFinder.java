package org.radloom.deid;

/**
 * Finds names of people: behind titles, relations and words such as "dictated by", before
 * credentials, and by lists of given and family names. Names of diseases, signs, classifications
 * and devices stay: "Hodgkin lymphoma", "Graves' disease"; "Dr. Graves" does not.
 */
final class NameFinder {
  private static final WordTable LIKE_JR = WordTable.of("jr", "sr", "ii", "iii");
  private static final WordTable LIKE_A = WordTable.of("a", "i", "x", "s");
  private static final WordTable LIKE_AND = WordTable.of("and", "type", "grade");
  private static final WordTable LIKE_JR_SR = WordTable.of("jr", "sr", "iii");
  private static final WordTable LIKE_MAY =
      WordTable.of(
          "may", "will", "case", "day", "house", "long", "short", "small", "good", "page", "do",
          "hand", "head", "wall", "low", "an", "no", "so", "in", "young", "old", "new");
  private static final WordTable LIKE_NAMED = WordTable.of("named", "is", "called");
  private static final WordTable LIKE_PATIENT =
      WordTable.of("patient", "regards", "wishes", "truly", "sincerely", "hello", "thank");
  private static final WordTable LIKE_PATIENT_S =
      WordTable.of("patient", "s", "pt", "full", "last");
  private static final WordTable LIKE_BY = WordTable.of("by", "with", "to", "from");
  private static final WordTable LIKE_NURSE = WordTable.of("nurse", "dear", "baby", "infant");
  private static final WordTable LIKE_BABY = WordTable.of("baby", "infant", "dear");
  private static final WordTable LIKE_IS = WordTable.of("is", "was", "has");
  private static final WordTable LIKE_DONE =
      WordTable.of(
          "done",
          "placed",
          "performed",
          "obtained",
          "injected",
          "repeated",
          "treated",
          "seen",
          "managed",
          "scanned",
          "accepted",
          "presented",
          "followed");
  private static final WordTable LIKE_TO =
      WordTable.of("to", "from", "with", "and", "called", "reported", "by");
  private static final WordTable LIKE_PHD = WordTable.of("phd", "pharmd", "md");
  private static final WordTable LIKE_DO = WordTable.of("do", "np", "pa", "rt", "facs");

  private static final int MOST_TOKENS = 10;
  private static final int MOST_TITLES = 6;

  private final Tokens tokens;
  private final Findings findings;

  NameFinder(Tokens tokens, Findings findings) {
    this.tokens = tokens;
    this.findings = findings;
  }

  /** Looks at a title; returns the last token of the name, or -1. */
  int atTitle(int i) {
    if (tokens.joined(i) && tokens.isOneOf(i - 1, "-/_")) {
      return -1;
    }
    int next = i + 1;
    boolean stop = tokens.is(next, '.') && tokens.joined(next);
    next = stop ? next + 1 : next;
    while (next < i + MOST_TITLES && tokens.any(next, Word.TITLE)) {
      next = tokens.is(next + 1, '.') ? next + 2 : next + 1;
    }
    if (tokens.opensLine(next)) {
      return -1;
    }
    boolean capital = tokens.startsUpper(next);
    boolean abbreviation = tokens.length(i) == 2 || tokens.isAnyOf(i, "mrs", "drs");
    boolean sure = (stop && abbreviation && capital) || (tokens.isTitleCase(i) && capital);
    int last = name(next, sure ? Trust.TITLE : Trust.WEAK);
    if (last < 0) {
      return -1;
    }
    if (tokens.isAnyOf(i, "drs", "doctors")) {
      int more = tokens.isAnyOf(last + 1, "and") || tokens.isOneOf(last + 1, ",&") ? last + 2 : -1;
      while (more > 0 && name(more, sure ? Trust.TITLE : Trust.WEAK) >= 0) {
        last = name(more, sure ? Trust.TITLE : Trust.WEAK);
        findings.add(more, last, Kind.NAME);
        more = tokens.isAnyOf(last + 1, "and") || tokens.isOneOf(last + 1, ",&") ? last + 2 : -1;
      }
    }
    int end = name(next, sure ? Trust.TITLE : Trust.WEAK);
    findings.add(next, end, Kind.NAME);
    return Math.max(end, last);
  }

  /** How sure it is, from the words before, that a name comes. */
  private enum Trust {
    /** Any capitalised word is one, listed or not, everyday or not. */
    TITLE,
    /** Any word that is no everyday word, in lower case too where all is. */
    LABEL,
    /** Any capitalised word that is no everyday word, and listed names. */
    CUE,
    /** As CUE, in lower case too. */
    WEAK
  }

  /** Returns the last token of a name that begins at {@code first}, or -1. */
  private int name(int first, Trust trust) {
    int last = -1;
    int word = -1;
    int at = first;
    boolean reversed = false;
    while (at < first + MOST_TOKENS && !(at > first && tokens.opensLine(at))) {
      if (isInitial(at)) {
        boolean stop = tokens.is(at + 1, '.') && tokens.joined(at + 1);
        int behind = stop ? at + 2 : at + 1;
        boolean goesOn = isPart(behind, trust, word) || isInitial(behind);
        if (word < 0 ? !goesOn : !stop && !tokens.startsUpper(at) && !goesOn && !reversed) {
          break;
        }
        last = word < 0 ? last : stop && goesOn ? at + 1 : at;
        at = behind;
      } else if (tokens.any(at, Word.PARTICLE)
          && (word < 0 || !tokens.isAnyOf(at, "st", "do"))
          && isPart(at + 1, trust, word)
          && !tokens.opensLine(at + 1)) {
        at++;
      } else if (word >= 0 && isHyphenated(at)) {
        last = at + 1;
        word = last;
        at += 2;
      } else if (tokens.is(at, ',') && word == first && !reversed && isGivenBehind(at, trust)) {
        reversed = true;
        last = at + 1;
        word = last;
        at += 2;
      } else if (isPart(at, trust, word)) {
        last = at;
        word = at;
        at++;
      } else {
        return word >= 0 && tokens.isIn(at, LIKE_JR) ? at : last;
      }
    }
    return last;
  }

  private boolean isHyphenated(int hyphen) {
    return tokens.is(hyphen, '-')
        && tokens.joined(hyphen)
        && tokens.joined(hyphen + 1)
        && tokens.isWord(hyphen + 1)
        && (isFamily(hyphen + 1) || !tokens.any(hyphen + 1, Word.HEAD | Word.COMMON));
  }

  private boolean isFamily(int i) {
    return tokens.any(i, Word.LAST | Word.EPONYM);
  }

  /** "Hall, Ngaire": a family name, a comma and a given name. */
  private boolean isGivenBehind(int comma, Trust trust) {
    int given = comma + 1;
    int family = comma - 1;
    if (!tokens.isWord(given)
        || tokens.length(given) < 2
        || tokens.opensLine(given)
        || tokens.startsUpper(given) != tokens.startsUpper(family)) {
      return false;
    }
    if (trust == Trust.LABEL) {
      return !tokens.any(given, Word.COMMON | Word.CREDENTIAL) || tokens.any(given, Word.FIRST);
    }
    boolean unlisted =
        tokens.isTitleCase(given)
            && tokens.isTitleCase(family)
            && isUnknown(given)
            && !tokens.any(given, Word.CREDENTIAL | Word.TITLE | Word.CITY | Word.STATE)
            && !tokens.is(given + 1, ',');
    return unlisted
        || (tokens.any(given, Word.FIRST)
            && isFamily(family)
            && !tokens.any(given, Word.ALSO_WORD | Word.CREDENTIAL));
  }

  private boolean isInitial(int i) {
    return tokens.isWord(i)
        && tokens.length(i) == 1
        && (tokens.startsUpper(i)
            || (tokens.isLowerOnly()
                && (!tokens.isIn(i, LIKE_A) || (tokens.is(i + 1, '.') && tokens.joined(i + 1)))));
  }

  private boolean isPart(int i, Trust trust, int word) {
    if (!tokens.isWord(i) || tokens.length(i) < 2) {
      return false;
    }
    boolean listed = tokens.any(i, Word.NAME | Word.EPONYM);
    boolean common = tokens.any(i, Word.COMMON);
    boolean title = tokens.isTitleCase(i);
    if (tokens.any(i, Word.TITLE | Word.CREDENTIAL) && !(listed && title)) {
      return false;
    }
    if (word >= 0) {
      return isNextPart(i, trust, word, common, title);
    }
    return switch (trust) {
      case TITLE -> tokens.startsUpper(i) && (!common || listed || (title && tokens.length(i) > 2));
      case LABEL ->
          (!common || (tokens.any(i, Word.NAME) && isNameAround(i)))
              && (tokens.startsUpper(i) || tokens.isLowerOnly())
              && !isVerb(i)
              && !isEponym(i, trust);
      case CUE ->
          tokens.startsUpper(i)
              && !eponymUse(i)
              && (!common || (tokens.any(i, Word.FIRST) && tokens.any(i + 1, Word.LAST)));
      case WEAK -> (!common || listed) && !eponymUse(i) && !isVerb(i);
    };
  }

  /** An everyday word is a name beside another: "Baker, Oyelaran", "Grace Hall". */
  private boolean isNameAround(int i) {
    return (tokens.is(i + 1, ',') && tokens.isWord(i + 2) && !tokens.any(i + 2, Word.COMMON))
        || (tokens.any(i, Word.FIRST) && tokens.any(i + 1, Word.LAST))
        || isInitial(i + 1);
  }

  private boolean isNextPart(int i, Trust trust, int word, boolean common, boolean title) {
    if (isEponym(i, trust) || (tokens.any(i, Word.HEAD) && !tokens.any(i, Word.NAME))) {
      return false;
    }
    boolean behindGiven =
        (tokens.any(word, Word.FIRST) && !tokens.any(word, Word.ALSO_WORD))
            || isInitial(i - 1)
            || (tokens.is(i - 1, '.') && isInitial(i - 2));
    boolean family = isFamily(i);
    if (title) {
      boolean behindUnlisted = tokens.isTitleCase(word) && isUnknown(word);
      return !common
          || (family && (behindGiven || behindUnlisted || !tokens.any(i, Word.ALSO_WORD)));
    }
    if (tokens.startsUpper(i) != tokens.startsUpper(word)
        || (tokens.startsUpper(i) && !tokens.isUpperCase(word))) {
      return false;
    }
    if (common) {
      boolean beside = behindGiven || trust == Trust.LABEL || trust == Trust.WEAK;
      return family && beside && !isPlainly(i) && !tokens.any(i, Word.RELATIVE | Word.TITLE);
    }
    return !isShaped(i) && (family || behindGiven || trust != Trust.CUE);
  }

  /** Verbs and terms that no list holds. */
  boolean isShaped(int i) {
    return isVerb(i) || endsWithAny(i, MEDICAL_SUFFIXES);
  }

  private boolean isVerb(int i) {
    return !tokens.isTitleCase(i) && endsWithAny(i, VERB_SUFFIXES);
  }

  private boolean endsWithAny(int i, String[] suffixes) {
    int length = tokens.length(i);
    if (tokens.any(i, Word.NAME)) {
      return false;
    }
    for (String suffix : suffixes) {
      if (length > suffix.length() + 1 && tokens.endsWith(i, suffix)) {
        return true;
      }
    }
    return false;
  }

  private static final String[] VERB_SUFFIXES = {"ed", "ing", "ly", "tion", "sion"};

  private static final String[] MEDICAL_SUFFIXES = {
    "itis", "osis", "oma", "ectomy", "otomy", "ostomy", "opathy", "ography", "ogram", "oscopy",
    "emia", "uria", "ness", "ment", "able", "ible", "ical", "ology", "plasty", "graphy", "tomy",
    "ous", "ular", "aneous", "itic", "otic", "ized", "ism"
  };

  /**
   * Returns whether a name where a person is expected stands for a disease after all. Of "Joyce
   * Bergström technique" only a listed eponym does, and behind "patient name:" none.
   */
  private boolean isEponym(int i, Trust trust) {
    return trust != Trust.LABEL && tokens.any(i, Word.EPONYM) && eponymUse(i);
  }

  /** Returns whether a name stands for a disease, a sign, a device: "Graves' disease". */
  boolean eponymUse(int i) {
    if (tokens.is(i - 1, '-')
        && tokens.joined(i)
        && tokens.any(i - 2, Word.EPONYM)
        && tokens.any(i, Word.EPONYM)) {
      return true;
    }
    if (!tokens.any(i, Word.EPONYM | Word.NAME)) {
      return false;
    }
    int at = i + 1;
    for (int steps = 0; steps < 6; steps++) {
      if (tokens.opensLine(at)) {
        return false;
      }
      if (tokens.any(at, Word.HEAD)) {
        // "Technique:" begins a section.
        return !tokens.is(at + 1, ':');
      }
      if ((tokens.is(at, "s") && tokens.joined(at)) || tokens.isOneOf(at, "'\u2019")) {
        at++;
      } else if (tokens.is(at, '-') && tokens.joined(at)) {
        at++;
      } else if (tokens.joined(at) && tokens.is(at - 1, '-') && tokens.isWord(at)) {
        at++;
      } else if (tokens.isIn(at, LIKE_AND) || tokens.any(at, Word.EPONYM)) {
        at++;
      } else {
        return false;
      }
    }
    return false;
  }

  /** Looks at a listed name; returns the last token of the name, or -1. */
  int atName(int i) {
    if ((tokens.joined(i) && tokens.isOneOf(i - 1, "-/_@."))
        || (tokens.joined(i + 1) && tokens.isOneOf(i + 1, "@_/"))) {
      return -1;
    }
    boolean first = tokens.any(i, Word.FIRST);
    boolean lastName = tokens.any(i, Word.LAST);
    if (lastName && tokens.is(i + 1, ',') && reversed(i)) {
      int end = i + 2;
      if (isInitial(end + 1) && !tokens.opensLine(end + 1) && tokens.isUpperCase(end + 1)) {
        end++;
      }
      findings.add(i, end, Kind.NAME);
      return end;
    }
    if ((first && tokens.isWord(i + 1)) || (isInitial(i + 1) && first)) {
      int end = fullName(i);
      if (end > i) {
        findings.add(withUnlistedBefore(i), end, Kind.NAME);
        return end;
      }
    }
    if (isOneCase(i)
        && isUnlistedFamily(i - 1)
        && !tokens.joined(i)
        && !tokens.opensLine(i)
        && !tokens.any(i, Word.COMMON | Word.CITY | Word.COUNTRY)
        && !(first && tokens.any(i, Word.ALSO_WORD | Word.EPONYM))
        && !eponymUse(i)) {
      int end = first && isInitial(i + 1) && !tokens.opensLine(i + 1) ? i + 1 : i;
      findings.add(i - 1, end, Kind.NAME);
      return end;
    }
    if (tokens.any(i, Word.ALSO_WORD | Word.COMMON | Word.EPONYM | Word.CITY | Word.COUNTRY)
        || eponymUse(i)) {
      return -1;
    }
    if (first
        || (lastName && isAllOneCase(i) && tokens.length(i) > 3)
        || (lastName && tokens.isTitleCase(i) && !tokens.opensSentence(i))) {
      if (lastName
          && !first
          && tokens.is(i - 1, "of")
          && tokens.any(i - 2, Word.COMMON | Word.HEAD)
          && !tokens.startsUpper(i - 2)) {
        return -1;
      }
      int from = lastName || tokens.isLowerOnly() ? withUnlistedBefore(i) : i;
      boolean reversed =
          first
              && tokens.is(i - 1, ',')
              && isUnknown(i - 2)
              && tokens.opensSentence(i - 2)
              && tokens.startsUpper(i - 2) == tokens.startsUpper(i);
      if (reversed) {
        findings.add(i - 2, isInitial(i + 1) ? i + 1 : i, Kind.NAME);
        return i;
      }
      int end = i;
      if (tokens.is(i + 1, '-')
          && tokens.joined(i + 1)
          && tokens.joined(i + 2)
          && tokens.isTitleCase(i + 2)
          && !tokens.any(i + 2, Word.COMMON)) {
        end = i + 2;
      }
      findings.add(from, end, Kind.NAME);
      return end;
    }
    return -1;
  }

  private boolean isUnlistedFamily(int i) {
    return isUnknown(i)
        && tokens.length(i) > 3
        && !tokens.any(i, Word.EPONYM | Word.CITY | Word.STATE | Word.TITLE | Word.NAME);
  }

  /** In a text without capitals, or in capitals as its neighbours. */
  private boolean isAllOneCase(int i) {
    return tokens.isLowerOnly()
        || (tokens.isUpperCase(i) && (tokens.isUpperCase(i - 1) || tokens.isUpperCase(i + 1)));
  }

  /** In lower case or in capitals, as the word before it. */
  private boolean isOneCase(int i) {
    return tokens.startsUpper(i)
        ? tokens.isUpperCase(i) && tokens.isUpperCase(i - 1)
        : tokens.isLowerOnly();
  }

  private boolean reversed(int i) {
    int given = i + 2;
    return tokens.any(given, Word.FIRST)
        && tokens.startsUpper(i)
        && tokens.startsUpper(given)
        && !tokens.opensLine(given)
        && !(tokens.any(i, Word.COMMON) && tokens.any(given, Word.ALSO_WORD | Word.COMMON))
        && !(tokens.any(i, Word.FIRST) && tokens.is(given + 1, "and"))
        && !eponymUse(given);
  }

  /** A capitalised word that no list holds, before a family name: "Xiomara Gutierrez". */
  private int withUnlistedBefore(int i) {
    boolean unlisted =
        tokens.isTitleCase(i - 1)
            && tokens.isTitleCase(i)
            && tokens.length(i - 1) > 2
            && !tokens.opensLine(i)
            && !tokens.joined(i)
            && !tokens.any(
                i - 1,
                Word.COMMON
                    | Word.HEAD
                    | Word.TITLE
                    | Word.MONTH
                    | Word.WEEKDAY
                    | Word.CITY
                    | Word.STATE
                    | Word.EPONYM
                    | Word.RELATIVE
                    | Word.PERSON_CUE)
            && !isShaped(i - 1);
    boolean family =
        tokens.isLowerOnly()
            && tokens.any(i - 1, Word.LAST)
            && !tokens.any(i - 1, Word.EPONYM)
            && !tokens.joined(i)
            && !tokens.opensLine(i)
            && (!tokens.any(i - 1, Word.COMMON | Word.ALSO_WORD)
                || tokens.any(i - 2, Word.PERSON_CUE));
    return unlisted || family ? i - 1 : i;
  }

  /** Returns the last token of a given name with a family name behind it, or -1. */
  private int fullName(int i) {
    boolean title = tokens.isTitleCase(i);
    boolean doubtful =
        tokens.any(i, Word.ALSO_WORD | Word.COMMON | Word.EPONYM | Word.CITY | Word.COUNTRY);
    int at = i + 1;
    int second = -1;
    if (tokens.any(at, Word.FIRST)
        && !tokens.opensLine(at)
        && (tokens.any(at + 1, Word.LAST) || isInitial(at + 1))
        && tokens.startsUpper(at) == tokens.startsUpper(i)) {
      second = at;
      at++;
    }
    while (isInitial(at) && !tokens.opensLine(at) && at < i + 5) {
      at = tokens.is(at + 1, '.') && tokens.joined(at + 1) ? at + 2 : at + 1;
    }
    while (tokens.any(at, Word.PARTICLE)
        && !tokens.opensLine(at)
        && at < i + 7
        && !(tokens.any(at, Word.LAST) && !tokens.isWord(at + 1))) {
      if (!tokens.isWord(at + 1) || tokens.isTitleCase(at + 1) != title) {
        break;
      }
      at++;
    }
    if (!tokens.isWord(at)
        || tokens.opensLine(at)
        || tokens.length(at) < 2
        || (tokens.joined(at) && tokens.isOneOf(at - 1, "-/_@'\u2019"))) {
      return second > 0 && !doubtful ? second : -1;
    }
    boolean listed = isFamily(at);
    boolean common = tokens.any(at, Word.COMMON);
    if (isEponym(at, Trust.CUE)
        || (tokens.any(at, Word.HEAD) && !listed)
        || tokens.any(at, Word.TITLE)) {
      return -1;
    }
    boolean accepted;
    if (title && tokens.isTitleCase(at)) {
      accepted =
          doubtful
              ? listed && !(common && tokens.any(at, Word.ALSO_WORD)) && !isPlaceLike(i, at)
              : listed || (!common && !isShaped(at));
    } else if (tokens.startsUpper(i) == tokens.startsUpper(at)) {
      accepted =
          doubtful
              ? listed && !common && !tokens.any(at, Word.ALSO_WORD)
              : listed || (!common && !isShaped(at) && !tokens.any(at, Word.CITY | Word.STATE));
      accepted &= !(tokens.isLowerOnly() && isPlainly(at));
    } else {
      accepted = false;
    }
    if (!accepted) {
      return second > 0 && !doubtful ? second : -1;
    }
    int end = at;
    if (tokens.is(end + 1, '-')
        && tokens.joined(end + 1)
        && tokens.joined(end + 2)
        && tokens.isWord(end + 2)
        && !tokens.any(end + 2, Word.COMMON | Word.HEAD)) {
      end += 2;
    } else if (tokens.any(end, Word.FIRST)
        && tokens.any(end + 1, Word.LAST)
        && !tokens.opensLine(end + 1)
        && tokens.startsUpper(end + 1) == title
        && !tokens.any(end + 1, Word.COMMON)) {
      end++;
    }
    if (tokens.isIn(end + 1, LIKE_JR_SR)
        || (tokens.is(end + 1, ',') && tokens.isAnyOf(end + 2, "jr", "sr"))) {
      end = tokens.is(end + 1, ',') ? end + 2 : end + 1;
    }
    return end;
  }

  /** Family names that in lower case are mostly no names. */
  private boolean isPlainly(int i) {
    return tokens.isIn(i, LIKE_MAY);
  }

  private boolean isPlaceLike(int i, int at) {
    return tokens.any(i, Word.CITY) && tokens.any(at, Word.CITY | Word.FACILITY);
  }

  /** Looks behind a relation: "her daughter Maria", "his wife, Linda Okafor". */
  int atRelative(int i) {
    int next = i + 1;
    if (tokens.isOneOf(next, ",(:") || tokens.isIn(next, LIKE_NAMED)) {
      next++;
    }
    next = tokens.isAnyOf(next, "named", "is") ? next + 1 : next;
    if (tokens.opensLine(next)) {
      return -1;
    }
    boolean named = next > i + 1 && tokens.isAnyOf(next - 1, "named", "called");
    boolean lower = !tokens.startsUpper(next);
    boolean given =
        tokens.any(next, Word.FIRST) && (named || !tokens.any(next, Word.ALSO_WORD | Word.COMMON));
    boolean unlisted = tokens.isTitleCase(next) && !tokens.isLowerOnly();
    boolean two =
        isUnknown(next)
            && (isInitial(next + 1)
                || ((isUnknown(next + 1) || tokens.any(next + 1, Word.LAST))
                    && !isPlainly(next + 1)
                    && !tokens.opensLine(next + 1)
                    && tokens.startsUpper(next) == tokens.startsUpper(next + 1)))
            && (tokens.isLowerOnly() || (!lower && tokens.isUpperCase(i)));
    if (two) {
      return addName(next, Trust.LABEL);
    }
    if (lower ? !given && !(named && !tokens.any(next, Word.COMMON)) : !(given || unlisted)) {
      return -1;
    }
    return addName(next, lower ? Trust.WEAK : Trust.CUE);
  }

  /** A word that is neither everyday nor shaped as a verb or a medical term. */
  private boolean isUnknown(int i) {
    return tokens.isWord(i)
        && tokens.length(i) > 2
        && !tokens.any(i, Word.COMMON | Word.HEAD | Word.UNIT)
        && !isShaped(i);
  }

  private int addName(int first, Trust trust) {
    int last = name(first, trust);
    if (last >= 0) {
      findings.add(first, last, Kind.NAME);
    }
    return last;
  }

  /**
   * Looks behind words that announce a person: "dictated by", "patient name:", "discussed with".
   */
  int atCue(int i) {
    int next = i + 1;
    boolean colon = tokens.is(next, ':') || tokens.is(next, '=');
    boolean label = colon && isLabel(i);
    if (label) {
      next++;
      if (tokens.any(next, Word.TITLE) || tokens.opensLine(next)) {
        return -1;
      }
      return addName(next, Trust.LABEL);
    }
    if (tokens.isIn(i, LIKE_PATIENT) && tokens.is(next, ',')) {
      next++;
    }
    if (tokens.opensLine(next) || !tokens.isWord(next) || tokens.any(next, Word.TITLE)) {
      return -1;
    }
    if (tokens.isAnyOf(i, "named") || (tokens.is(i, "name") && tokens.is(next, "is"))) {
      next = tokens.is(next, "is") ? next + 1 : next;
      return addName(next, tokens.startsUpper(next) ? Trust.CUE : Trust.WEAK);
    }
    if (tokens.is(i, "name") && tokens.isIn(i - 1, LIKE_PATIENT_S)) {
      return addName(next, tokens.startsUpper(next) ? Trust.CUE : Trust.WEAK);
    }
    boolean linked = tokens.isIn(i, LIKE_BY);
    if (tokens.is(i, "this")) {
      if (!tokens.is(next, "is")) {
        return -1;
      }
      next++;
    }
    if ((linked && tokens.any(i - 1, Word.VERB) && !isTool(i)) || isDirect(i)) {
      boolean listed =
          tokens.any(next, Word.NAME) && !tokens.any(next, Word.ALSO_WORD | Word.COMMON);
      boolean plain = !tokens.any(next, Word.COMMON | Word.HEAD | Word.UNIT) && !isShaped(next);
      boolean two =
          plain
              && tokens.isWord(next + 1)
              && tokens.length(next) > 2
              && tokens.length(next + 1) > 1
              && (tokens.startsUpper(next) || tokens.isLowerOnly())
              && tokens.startsUpper(next) == tokens.startsUpper(next + 1)
              && !tokens.opensLine(next + 1)
              && !isShaped(next + 1)
              && (!tokens.any(next + 1, Word.COMMON | Word.HEAD)
                  || (tokens.any(next + 1, Word.PARTICLE)
                      && (isUnknown(next + 2) || tokens.any(next + 2, Word.LAST)))
                  || (tokens.any(next + 1, Word.LAST) && !isPlainly(next + 1)));
      boolean one =
          (linked || tokens.isIn(i, LIKE_NURSE))
              && (tokens.isTitleCase(next) || (tokens.is(i, "nurse") && tokens.isLowerOnly()))
              && plain
              && !tokens.any(next, Word.EPONYM | Word.CITY);
      boolean written = tokens.startsUpper(next) || tokens.isLowerOnly();
      boolean family = tokens.any(next + 1, Word.LAST) && !tokens.opensLine(next + 1);
      boolean full =
          tokens.any(next, Word.FIRST)
              && written
              && (isInitial(next + 1) || family || isUnknown(next + 1))
              && (!tokens.any(next, Word.COMMON)
                  || (!tokens.any(next + 1, Word.COMMON) && !tokens.opensLine(next + 1)));
      int behindInitial = tokens.is(next + 1, '.') ? next + 2 : next + 1;
      boolean behind =
          isInitial(next)
              && !tokens.opensLine(behindInitial)
              && (isUnknown(behindInitial) || tokens.any(behindInitial, Word.LAST));
      boolean turned =
          written
              && tokens.is(next + 1, ',')
              && (plain || tokens.any(next, Word.LAST))
              && isGivenBehind(next + 1, Trust.LABEL);
      boolean child =
          tokens.isIn(i, LIKE_BABY)
              && tokens.any(next, Word.NAME)
              && !tokens.any(next, Word.TITLE)
              && (tokens.isTitleCase(next) || tokens.isIn(next + 1, LIKE_IS));
      if (behind || turned) {
        return addName(next, Trust.LABEL);
      }
      if (child) {
        findings.add(next, next, Kind.NAME);
        return next;
      }
      boolean initialed =
          plain
              && isInitial(next + 1)
              && tokens.is(next + 2, '.')
              && (tokens.startsUpper(next) || tokens.isLowerOnly());
      if (listed || two || one || full || initialed) {
        return andOthers(addName(next, listed || full ? Trust.WEAK : Trust.LABEL));
      }
    }
    return -1;
  }

  /** "Witnessed by Ann Kowalski and Bronwen Small". */
  private int andOthers(int last) {
    int end = last;
    while (end >= 0
        && (tokens.is(end + 1, "and") || tokens.isOneOf(end + 1, "&/"))
        && !tokens.opensLine(end + 2)
        && (isUnknown(end + 2) || tokens.any(end + 2, Word.FIRST))
        && (isInitial(end + 3) || isUnknown(end + 3) || tokens.any(end + 3, Word.LAST))) {
      int other = addName(end + 2, Trust.LABEL);
      if (other < 0) {
        break;
      }
      end = other;
    }
    return end;
  }

  /** "Done with", "seen with": a thing comes behind them as well as a person. */
  private boolean isTool(int i) {
    return tokens.is(i, "with") && tokens.isIn(i - 1, LIKE_DONE);
  }

  /** Words that have the person right behind them: "patient Maria Lopez", "notified Sandra". */
  private boolean isDirect(int i) {
    return tokens.any(i, Word.DIRECT);
  }

  private boolean isLabel(int i) {
    return !tokens.isIn(i, LIKE_TO)
        || tokens.isAnyOf(i, "by")
        || (tokens.isAnyOf(i, "from", "to") && tokens.startsUpper(i));
  }

  /** Looks before a credential: "Jane Okafor, MD", "T. Whitcombe M.D.". */
  int atCredential(int i) {
    if ((!tokens.isUpperCase(i) && !tokens.isIn(i, LIKE_PHD)) || tokens.length(i) < 2) {
      return -1;
    }
    return beforeCredential(i);
  }

  /** Looks before "M.D.", "D.O.", "R.N.". */
  int atDottedCredential(int i) {
    boolean dotted =
        tokens.length(i) == 1
            && tokens.length(i + 2) == 1
            && tokens.is(i + 1, '.')
            && tokens.joined(i + 1)
            && tokens.joined(i + 2)
            && ((tokens.is(i, "M") && tokens.is(i + 2, "D"))
                || (tokens.is(i, "D") && tokens.is(i + 2, "O"))
                || (tokens.is(i, "R") && tokens.is(i + 2, "N")));
    return dotted && (tokens.startsUpper(i) || (tokens.isLowerOnly() && tokens.is(i - 1, ',')))
        ? beforeCredential(i)
        : -1;
  }

  private int beforeCredential(int i) {
    boolean comma = tokens.is(i - 1, ',');
    int last = comma ? i - 2 : i - 1;
    if (tokens.opensLine(i) || !tokens.isWord(last) || tokens.length(last) < 2) {
      return -1;
    }
    boolean weak = tokens.isIn(i, LIKE_DO);
    boolean listed = tokens.any(last, Word.NAME);
    if (!tokens.startsUpper(last)
        || (tokens.any(last, Word.HEAD | Word.COMMON) && !listed)
        || ((weak || !comma) && !listed)) {
      return -1;
    }
    int first = last;
    while (first > last - 6 && !tokens.opensLine(first)) {
      int at = first - 1;
      if (tokens.is(at, '.') && isInitial(at - 1)) {
        first = at - 1;
      } else if (isInitial(at)) {
        first = at;
      } else if (tokens.is(at, '-') && tokens.joined(first) && tokens.isWord(at - 1)) {
        first = at - 1;
      } else if (tokens.isWord(at)
          && (tokens.startsUpper(at) || (tokens.isLowerOnly() && !isShaped(at)))
          && tokens.length(at) > 1
          && (!tokens.any(at, Word.COMMON | Word.TITLE | Word.HEAD)
              || tokens.any(at, Word.FIRST))) {
        first = at;
      } else {
        break;
      }
    }
    findings.add(first, last, Kind.NAME);
    return i;
  }
}
