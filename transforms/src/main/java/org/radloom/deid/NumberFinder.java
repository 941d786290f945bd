package org.radloom.deid;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds numbers and codes: phones, fax, social security, record, accession, account, plan, licence,
 * vehicle, device and provider numbers, ZIP codes, and codes long enough to be somebody's alone.
 * Measurements, scores, levels, series and image numbers are none.
 */
final class NumberFinder {
  private static final WordTable NO_PREFIX = WordTable.of("no", "id", "nr", "is", "in", "or", "sn");
  private static final int LEAST_BEHIND_NAME = 5;
  private static final WordTable IMAGE_WORDS =
      WordTable.of(
          "series",
          "image",
          "images",
          "img",
          "im",
          "se",
          "slice",
          "slices",
          "sequence",
          "frame",
          "frames",
          "level",
          "levels");
  private static final WordTable LIKE_EXT = WordTable.of("ext", "x", "extension");
  private static final WordTable LIKE_PAGER =
      WordTable.of("pager", "beeper", "ext", "extension", "x");
  private static final WordTable LIKE_NUMBER = WordTable.of("number", "at", "is");
  private static final WordTable LIKE_PAGER_BEEPER =
      WordTable.of("pager", "beeper", "ext", "extension", "number");
  private static final WordTable LIKE_YORK =
      WordTable.of("york", "jersey", "hampshire", "mexico", "carolina", "dakota", "island");
  private static final WordTable LIKE_NEW = WordTable.of("new", "north", "south", "rhode");
  private static final WordTable LIKE_DASH = WordTable.of("dash", "hyphen", "area", "code");

  private static final int MOST_PARTS = 40;
  private static final int MOST_SPOKEN = 60;
  private static final int LONG_NUMBER = 7;

  private final Tokens tokens;
  private final NumberCue cues;
  private final SpokenNumber spoken;
  private final Findings findings;

  NumberFinder(Tokens tokens, Findings findings) {
    this.tokens = tokens;
    this.cues = new NumberCue(tokens);
    this.spoken = new SpokenNumber(tokens);
    this.findings = findings;
  }

  /** Looks at a number, and at the code it is part of; returns the last token looked at. */
  int atNumber(int i) {
    int first = codeStart(i);
    int last = codeEnd(i);
    if (isImageNumber(first)) {
      return last;
    }
    NumberCue.Cue cue = cues.before(first);
    if (cue.kind() == null && isLetters(first - 1) && !tokens.opensLine(first)) {
      NumberCue.Cue apart = cues.before(first - 1);
      int digits = digits(first, last);
      if (apart.kind() != null && first == i && digits >= (apart.strong() ? 2 : 4)) {
        findings.add(first - 1, last, Objects.requireNonNull(apart.kind()));
        return last;
      }
    }
    if (cue.kind() != Kind.ACCESSION && cue.kind() != Kind.RECORD) {
      int phone = phone(first, i, cue.kind());
      if (phone >= 0) {
        return Math.max(phone, last);
      }
    }
    if (cue.kind() != null) {
      int found = cued(first, last, cue);
      if (found >= 0) {
        return found;
      }
    }
    uncued(first, last, i);
    return last;
  }

  /** One to three letters that are no word: the start of a plate or of a code. */
  private boolean isLetters(int i) {
    return tokens.isWord(i)
        && tokens.length(i) <= 3
        && !tokens.any(i, Word.COMMON | Word.UNIT | Word.PLACE_CUE | Word.PARTICLE | Word.MONTH)
        && (tokens.isUpperCase(i) || tokens.isLowerOnly());
  }

  private int codeStart(int i) {
    int first = i;
    while (first > Math.max(0, i - MOST_PARTS)
        && tokens.joined(first)
        && (tokens.isWord(first - 1)
            || tokens.isNumber(first - 1)
            || (tokens.isOneOf(first - 1, "-/._")
                && tokens.joined(first - 1)
                && (tokens.isWord(first - 2) || tokens.isNumber(first - 2))))) {
      first--;
    }
    return first;
  }

  private int codeEnd(int i) {
    int last = i;
    while (last < i + MOST_PARTS
        && tokens.joined(last + 1)
        && (tokens.isWord(last + 1)
            || tokens.isNumber(last + 1)
            || (tokens.isOneOf(last + 1, "-/._")
                && tokens.joined(last + 2)
                && (tokens.isWord(last + 2) || tokens.isNumber(last + 2))))) {
      last++;
    }
    return last;
  }

  /** A record number right behind a name: "Kowalski, Bronwen 60-12-77". */
  int behindName(int i) {
    int last = codeEnd(i);
    while (tokens.isNumber(last + 1)
        && tokens.isNumber(last)
        && !tokens.opensLine(last + 1)
        && tokens.length(last + 1) >= 2
        && !tokens.any(last + 2, Word.UNIT | Word.MONTH)
        && digits(i, last) < 8) {
      last = codeEnd(last + 1);
    }
    if (digits(i, last) < LEAST_BEHIND_NAME
        || tokens.any(last + 1, Word.STREET)
        || tokens.any(last + 2, Word.STREET)
        || (tokens.any(last + 1, Word.UNIT) && !tokens.opensLine(last + 1))) {
      return -1;
    }
    findings.add(i, last, Kind.RECORD);
    return last;
  }

  private boolean isImageNumber(int first) {
    int at =
        tokens.isOneOf(first - 1, "#:(") || tokens.isAnyOf(first - 1, "number", "no")
            ? first - 2
            : first - 1;
    return tokens.isIn(at, IMAGE_WORDS);
  }

  private int digits(int first, int last) {
    int digits = 0;
    for (int i = first; i <= last; i++) {
      digits += tokens.isNumber(i) ? tokens.length(i) : 0;
    }
    return digits;
  }

  /** Looks for a telephone number; returns its last token or -1. */
  private int phone(int first, int i, @Nullable Kind cue) {
    if (first != i || (tokens.joined(i) && tokens.isOneOf(i - 1, "./") && tokens.isNumber(i - 2))) {
      return -1;
    }
    boolean called = cue == Kind.PHONE || cue == Kind.FAX;
    boolean plus = tokens.is(i - 1, '+') && tokens.joined(i);
    if (!called && !plus && !groupBehind(i)) {
      return -1;
    }
    int[] lengths = new int[8];
    int[] lasts = new int[8];
    char[] separators = new char[8];
    int groups = 0;
    int total = 0;
    int at = i;
    while (groups < 8 && tokens.isNumber(at) && total + tokens.length(at) <= 15) {
      lengths[groups] = tokens.length(at);
      lasts[groups] = at;
      total += tokens.length(at);
      groups++;
      if (tokens.joined(at + 1) && tokens.isWord(at + 1) && !tokens.isAnyOf(at + 1, "x", "ext")) {
        return -1;
      }
      int next = at + 1;
      char separator = ' ';
      int marks = 0;
      while (marks < 2 && tokens.isOneOf(next, "-.()/\u2013\u2010\u2011")) {
        separator = tokens.mark(next);
        next++;
        marks++;
      }
      if (!tokens.isNumber(next)
          || tokens.opensLine(next)
          || (separator == '.' && !tokens.joined(next))
          || tokens.start(next) - tokens.end(at) > 3) {
        break;
      }
      if (groups < separators.length) {
        separators[groups] = separator;
      }
      at = next;
    }
    int count = phoneGroups(lengths, separators, groups, plus, called, i);
    if (count == 0) {
      return -1;
    }
    int last = lasts[count - 1];
    if (tokens.any(last + 1, Word.UNIT) && !called && !tokens.is(last + 1, "x")) {
      return -1;
    }
    if (tokens.joined(last + 1)
        && tokens.isOneOf(last + 1, "-/")
        && tokens.isNumber(last + 2)
        && !called) {
      return -1;
    }
    int start = first;
    if (plus) {
      start--;
    }
    if (tokens.is(start - 1, '(')) {
      start--;
    }
    int extension = tokens.isOneOf(last + 1, ",") ? last + 2 : last + 1;
    if (tokens.isIn(extension, LIKE_EXT)) {
      int number = tokens.is(extension + 1, '.') ? extension + 2 : extension + 1;
      last = tokens.isNumber(number) && tokens.length(number) <= 6 ? number : last;
    }
    boolean opened = tokens.is(start, '(');
    if (opened && tokens.is(last + 1, ')') && !closes(start, last)) {
      last++;
    }
    findings.add(
        opened && !closes(start, last) ? start + 1 : start,
        last,
        cue == Kind.FAX ? Kind.FAX : Kind.PHONE);
    return last;
  }

  /** Returns whether more digits come behind these, with two marks between at most. */
  private boolean groupBehind(int i) {
    int next = i + 1;
    while (next < i + 3 && tokens.isOneOf(next, "-.()/\u2013\u2010\u2011")) {
      next++;
    }
    return tokens.isNumber(next);
  }

  private boolean closes(int first, int last) {
    for (int i = first; i <= last; i++) {
      if (tokens.is(i, ')')) {
        return true;
      }
    }
    return false;
  }

  /** Returns how many of the groups are a telephone number; 0 if they are none. */
  private int phoneGroups(
      int[] lengths, char[] separators, int groups, boolean plus, boolean called, int i) {
    if (groups >= 4
        && lengths[0] == 1
        && tokens.value(i) == 1
        && lengths[1] == 3
        && lengths[2] == 3
        && lengths[3] == 4) {
      return 4;
    }
    if (groups >= 3 && lengths[0] == 3 && lengths[1] == 3 && lengths[2] == 4) {
      return 3;
    }
    boolean trunk =
        tokens.text().charAt(tokens.start(i)) == '0' && lengths[0] >= 3 && lengths[1] >= 3;
    if (groups >= 3 && trunk && lengths[0] + lengths[1] + lengths[2] >= 9) {
      return 3;
    }
    if (plus && groups >= 2) {
      int total = 0;
      for (int g = 0; g < groups; g++) {
        total += lengths[g];
      }
      return total >= 8 ? groups : 0;
    }
    if (groups >= 2
        && lengths[0] == 3
        && lengths[1] == 4
        && (called || (separators[1] == '-' && tokens.value(i) >= 200))) {
      return 2;
    }
    if (called) {
      int total = 0;
      for (int g = 0; g < groups; g++) {
        total += lengths[g];
      }
      if (total >= 7) {
        return groups;
      }
      boolean inside =
          tokens.isIn(i - 1, LIKE_PAGER)
              || ((tokens.isOneOf(i - 1, ":#.") || tokens.isIn(i - 1, LIKE_NUMBER))
                  && tokens.isIn(i - 2, LIKE_PAGER_BEEPER));
      return inside && total >= 3 ? groups : 0;
    }
    return 0;
  }

  /** Looks at a number behind words that say what it is; returns its last token or -1. */
  private int cued(int first, int last, NumberCue.Cue cue) {
    Kind kind = Objects.requireNonNull(cue.kind());
    int digits = digits(first, last);
    int end = last;
    boolean pure = isPure(first, last);
    while (pure
        && tokens.isNumber(end + 1)
        && !tokens.opensLine(end + 1)
        && !tokens.any(end + 2, Word.UNIT)
        && digits < 20) {
      end = codeEnd(end + 1);
      digits = digits(first, end);
    }
    while (!pure
        && (cue.strong() || kind == Kind.VEHICLE)
        && tokens.isNumber(end + 1)
        && tokens.length(end + 1) >= 3
        && !tokens.opensLine(end + 1)
        && !tokens.any(end + 2, Word.UNIT)
        && digits < 20) {
      end = end + 1;
      digits = digits(first, end);
    }
    if (pure
        && tokens.any(last + 1, Word.UNIT)
        && !tokens.opensLine(last + 1)
        && !tokens.is(last + 1, "x")) {
      return -1;
    }
    int least = cue.strong() ? 3 : 5;
    if (kind == Kind.PHONE || kind == Kind.FAX) {
      least = LONG_NUMBER;
    } else if (kind == Kind.LOCATION) {
      least = 5;
    } else if (kind == Kind.VEHICLE && (cue.strong() || isPlate(first, end))) {
      least = 2;
    }
    boolean plate = kind == Kind.VEHICLE && isPlate(first, end);
    if (digits < least || (!plate && end == last && looksMedical(first, last))) {
      return -1;
    }
    boolean fraction = tokens.is(first + 1, '.') && last == first + 2 && tokens.length(first) < 4;
    if (fraction || (last == first + 2 && tokens.is(first + 1, '/'))) {
      return -1;
    }
    if (kind == Kind.RECORD && !cue.strong() && tokens.length(first) == 4 && first == last) {
      return -1;
    }
    int start = prefixStart(first);
    findings.add(start, end, kind);
    return end;
  }

  /** Letters and digits in a code of five or more, in whatever order. */
  private boolean isPlate(int first, int last) {
    return !isPure(first, last) && tokens.end(last) - tokens.start(first) >= 5;
  }

  /** A letter or two that stand apart before the digits of a code: "A 12345", "HX 4821". */
  private int prefixStart(int first) {
    boolean letters =
        tokens.isWord(first - 1)
            && (tokens.isUpperCase(first - 1) || tokens.isLowerOnly())
            && tokens.length(first - 1) <= 2
            && !tokens.opensLine(first)
            && (!tokens.any(first - 1, Word.COMMON)
                || tokens.any(first - 1, Word.STATE_CODE | Word.TITLE | Word.CREDENTIAL))
            && !tokens.isIn(first - 1, NO_PREFIX);
    return letters ? first - 1 : first;
  }

  private boolean isPure(int first, int last) {
    for (int i = first; i <= last; i++) {
      if (tokens.isWord(i)) {
        return false;
      }
    }
    return true;
  }

  /** Vertebrae, TNM codes, gauges and the like: at most two digits together, or a unit behind. */
  private boolean looksMedical(int first, int last) {
    int longest = 0;
    boolean letters = false;
    for (int i = first; i <= last; i++) {
      if (tokens.isNumber(i)) {
        longest = Math.max(longest, tokens.length(i));
      }
      letters |= tokens.isWord(i);
    }
    return letters
        && longest <= 2
        && digits(first, last) < 5
        && last - first < 4
        && !(tokens.isWord(first) && tokens.length(first) >= 2 && digits(first, last) >= 3);
  }

  private void uncued(int first, int last, int i) {
    int digits = digits(first, last);
    if (digits < 5) {
      if (first == last) {
        spacedSocialSecurity(i);
      }
      return;
    }
    if (first == last) {
      alone(i);
      return;
    }
    if (isPure(first, last)) {
      grouped(first, last, digits);
      return;
    }
    mixed(first, last, digits);
  }

  private void alone(int i) {
    int length = tokens.length(i);
    if (length == 5 && isStateBefore(i)) {
      findings.add(i, i, Kind.LOCATION);
      return;
    }
    if (length < LONG_NUMBER || (tokens.any(i + 1, Word.UNIT) && !tokens.opensLine(i + 1))) {
      return;
    }
    if (tokens.joined(i) && tokens.isOneOf(i - 1, ".,$")) {
      return;
    }
    if (length == 10) {
      char lead = tokens.text().charAt(tokens.start(i));
      String number = tokens.text().substring(tokens.start(i), tokens.end(i));
      findings.add(i, i, Npi.isValid(number) ? Kind.NPI : lead >= '2' ? Kind.PHONE : Kind.OTHER);
      return;
    }
    findings.add(i, i, Kind.OTHER);
  }

  /** "472 96 7895". */
  private boolean spacedSocialSecurity(int i) {
    boolean spaced =
        tokens.length(i) == 3
            && tokens.isNumber(i + 1)
            && tokens.length(i + 1) == 2
            && tokens.isNumber(i + 2)
            && tokens.length(i + 2) == 4
            && !tokens.opensLine(i + 1)
            && !tokens.opensLine(i + 2)
            && !tokens.isNumber(i - 1)
            && !tokens.isNumber(i + 3)
            && !tokens.any(i + 3, Word.UNIT);
    if (spaced) {
      findings.add(i, i + 2, Kind.SSN);
    }
    return spaced;
  }

  private boolean isStateBefore(int i) {
    int at = tokens.isOneOf(i - 1, ",.") ? i - 2 : i - 1;
    return tokens.any(at, Word.STATE)
        || (tokens.any(at, Word.STATE_CODE) && (tokens.isUpperCase(at) || tokens.is(at - 1, ',')))
        || (tokens.isIn(at, LIKE_YORK) && tokens.isIn(at - 1, LIKE_NEW));
  }

  private void grouped(int first, int last, int digits) {
    int parts = (last - first) / 2 + 1;
    boolean dashes = tokens.is(first + 1, '-');
    if (parts == 3
        && tokens.length(first) == 3
        && tokens.length(first + 2) == 2
        && tokens.length(last) == 4
        && !tokens.is(first + 1, '/')) {
      findings.add(first, last, Kind.SSN);
    } else if (parts == 2 && dashes && tokens.length(first) == 5 && tokens.length(last) == 4) {
      findings.add(first, last, isStateBefore(first) ? Kind.LOCATION : Kind.OTHER);
    } else if (isObjectIdentifier(first, last, parts, digits)) {
      findings.add(first, last, Kind.OTHER);
    } else if (!tokens.any(last + 1, Word.UNIT)
        && !tokens.is(first + 1, '.')
        && (digits >= 9 || longest(first, last) >= LONG_NUMBER)) {
      findings.add(first, last, Kind.OTHER);
    } else if (tokens.is(first + 1, '.') && longest(first, last) >= 9 && parts > 2) {
      findings.add(first, last, Kind.OTHER);
    }
  }

  private boolean isObjectIdentifier(int first, int last, int parts, int digits) {
    return parts >= 5 && digits >= 10 && tokens.is(first + 1, '.') && tokens.is(last - 1, '.');
  }

  private int longest(int first, int last) {
    int longest = 0;
    for (int i = first; i <= last; i++) {
      longest = tokens.isNumber(i) ? Math.max(longest, tokens.length(i)) : longest;
    }
    return longest;
  }

  private void mixed(int first, int last, int digits) {
    boolean unitBehind = tokens.isNumber(first) && last == first + 1 && tokens.any(last, Word.UNIT);
    boolean dated = false;
    for (int i = first; i <= last; i++) {
      dated |= tokens.any(i, Word.MONTH) && last - first <= 5;
    }
    if (!unitBehind
        && !dated
        && (longest(first, last) >= 5 || (digits >= 6 && !isList(first, last)))) {
      findings.add(first, last, Kind.OTHER);
    }
  }

  /** Words and short numbers between slashes and dashes: "L3-L4-L5", "BI-RADS/2025-3". */
  private boolean isList(int first, int last) {
    return longest(first, last) <= 2
        || (longest(first, last) <= 4 && tokens.isWord(first) && tokens.length(first) > 3);
  }

  /** Looks at digits that are spoken one by one; returns the last token looked at, or -1. */
  int atSpokenDigit(int i) {
    int last = i - 1;
    int digits = 0;
    int words = 0;
    int at = i;
    while (at < i + MOST_SPOKEN && !(tokens.opensLine(at) && at > i)) {
      int step = 1;
      if (tokens.any(at, Word.DIGIT) || (tokens.is(at, "o") && at > i)) {
        digits++;
        words++;
      } else if (tokens.any(at, Word.TEEN) || tokens.any(at, Word.TENS)) {
        SpokenNumber.Read read = spoken.below100(at);
        digits += 2;
        words++;
        step = read.last() - at + 1;
      } else if (tokens.isNumber(at) && words > 0) {
        digits += tokens.length(at);
      } else if (tokens.isAnyOf(at, "double", "triple") && tokens.any(at + 1, Word.DIGIT)) {
        digits += tokens.is(at, "double") ? 2 : 3;
        words++;
        step = 2;
      } else if (tokens.any(at, Word.MULTIPLIER) && words > 0 && tokens.is(at, "hundred")) {
        digits += 2;
      } else if ((tokens.isOneOf(at, "-,.") || tokens.isIn(at, LIKE_DASH))
          && words > 0
          && (tokens.any(at + 1, Word.DIGIT | Word.TEEN | Word.TENS)
              || tokens.isAnyOf(at + 1, "double", "triple"))) {
        at++;
        continue;
      } else {
        break;
      }
      last = at + step - 1;
      at += step;
    }
    if (digits < 3 || isImageNumber(i)) {
      return Math.max(last, i);
    }
    int first = i;
    if (tokens.isAnyOf(i - 1, "double", "triple") && !tokens.opensLine(i)) {
      digits += tokens.is(i - 1, "double") ? 1 : 2;
      words++;
      first = i - 1;
    }
    NumberCue.Cue cue = cues.before(first);
    boolean inRow = words >= digits - 2;
    if (cue.kind() != null
        && digits >= (cue.strong() ? 3 : 4)
        && !tokens.any(last + 1, Word.UNIT | Word.YEAR_UNIT)) {
      Kind kind = cue.kind();
      if ((kind != Kind.PHONE && kind != Kind.FAX)
          || digits >= 7
          || (cue.strong() && digits >= 4)) {
        findings.add(first, last, kind);
      }
    } else if (digits >= 6 && words >= 5 && (inRow || digits >= 7)) {
      boolean phone = digits == 7 || digits == 10 || digits == 11;
      findings.add(first, last, phone ? Kind.PHONE : Kind.OTHER);
    }
    return Math.max(last, i);
  }
}
