package org.radloom.deid;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds identifiers in free text: names, places, dates, ages over 89, telephone and other numbers,
 * mail and web addresses, after the kinds of 45 CFR 164.514(b)(2).
 *
 * <p>Rules and lists, hand-written scanners, no backtracking: time is in proportion to the text. A
 * word costs one look into a table; only words that may begin something cost more. Texts above
 * {@link #BLOCK} characters are searched in blocks. Not thread-safe.
 */
public final class Deidentifier {
  /** Most characters that are searched at once. */
  static final int BLOCK = 1 << 18;

  private static final Comparator<Finding> FROM_THE_LEFT =
      Comparator.comparingInt(Finding::start)
          .thenComparing(Finding::length, Comparator.reverseOrder());

  private final DateMode dates;
  private final Tokens tokens = new Tokens(Lexicon.STANDARD);

  /** Makes a finder that treats dates like this. */
  public Deidentifier(DateMode dates) {
    this.dates = dates;
  }

  /** Returns the text with tags in place of what was found; dates are not shifted. */
  public String scrub(String text) {
    return replace(text, find(text, 0));
  }

  /**
   * Returns what was found, from the left, without overlaps.
   *
   * @param shiftDays by how many days full dates move in mode SHIFT
   */
  public List<Finding> find(String text, int shiftDays) {
    List<Finding> found = new ArrayList<>(0);
    int from = 0;
    while (from < text.length()) {
      int to = blockEnd(text, from);
      tokens.cut(text, from, to);
      Findings findings = new Findings(tokens);
      search(findings, shiftDays);
      found.addAll(findings.all());
      from = to;
    }
    return resolved(found);
  }

  private static int blockEnd(String text, int from) {
    if (text.length() - from <= BLOCK) {
      return text.length();
    }
    int to = from + BLOCK;
    for (int at = to; at > to - BLOCK / 4; at--) {
      if (Character.isWhitespace(text.charAt(at))) {
        return at;
      }
    }
    return Character.isLowSurrogate(text.charAt(to)) ? to - 1 : to;
  }

  private void search(Findings findings, int shiftDays) {
    NameFinder names = new NameFinder(tokens, findings);
    PlaceFinder places = new PlaceFinder(tokens, findings);
    DateFinder days = new DateFinder(tokens, dates, shiftDays, findings);
    AgeFinder ages = new AgeFinder(tokens, findings);
    NumberFinder numbers = new NumberFinder(tokens, findings);
    WebFinder web = new WebFinder(tokens, findings);
    int numbersDone = -1;
    int namesDone = -1;
    int spokenDone = -1;
    int size = tokens.size();
    for (int i = 0; i < size; i++) {
      switch (tokens.type(i)) {
        case Tokens.NUMBER -> {
          ages.atNumber(i);
          if (i > numbersDone) {
            numbersDone = Math.max(numbersDone, days.atNumber(i));
          }
          if (i > numbersDone) {
            numbersDone = Math.max(numbersDone, web.ipv4(i));
          }
          if (i > numbersDone) {
            numbersDone = Math.max(numbersDone, numbers.atNumber(i));
          }
        }
        case Tokens.OTHER -> {
          char c = tokens.text().charAt(tokens.start(i));
          if (c == '@') {
            web.atSign(i);
          } else if (c == ':') {
            web.atColon(i);
          }
        }
        case Tokens.WORD -> {
          int flags = tokens.flags(i);
          if ((flags & Word.TRIGGER) == 0) {
            if (tokens.length(i) == 1 && tokens.is(i + 1, '.')) {
              names.atDottedCredential(i);
            }
            continue;
          }
          if ((flags & (Word.TENS | Word.MULTIPLIER)) != 0) {
            spokenDone = Math.max(spokenDone, ages.atWord(i));
          }
          if ((flags & Word.SPOKEN_NUMBER) != 0 && i > spokenDone) {
            spokenDone = Math.max(spokenDone, days.spokenDate(i));
            if (i > spokenDone && (flags & (Word.DIGIT | Word.TENS | Word.TEEN)) != 0) {
              spokenDone = Math.max(spokenDone, numbers.atSpokenDigit(i));
            }
          }
          if ((flags & Word.MONTH) != 0) {
            numbersDone = Math.max(numbersDone, days.atMonth(i));
            spokenDone = Math.max(spokenDone, numbersDone);
          }
          if ((flags & Word.WEEKDAY) != 0) {
            days.atWeekday(i);
          }
          if ((flags & (Word.STREET | Word.STATE | Word.STATE_CODE | Word.FACILITY)) != 0) {
            place(places, i, flags);
          }
          if ((flags & Word.PLACE_CUE) != 0) {
            places.atCue(i);
          }
          if ((flags & Word.TOP_LEVEL) != 0) {
            web.atTopLevel(i);
          }
          if (i > namesDone) {
            namesDone = Math.max(namesDone, name(names, i, flags));
          }
        }
        default -> {
          // A tag: taken out before.
        }
      }
    }
  }

  private static void place(PlaceFinder places, int i, int flags) {
    if ((flags & Word.STREET) != 0) {
      places.atStreet(i);
    }
    if ((flags & (Word.STATE | Word.STATE_CODE)) != 0) {
      places.atState(i);
    }
    if ((flags & Word.FACILITY) != 0) {
      places.atFacility(i);
    }
  }

  private static int name(NameFinder names, int i, int flags) {
    int last = -1;
    if ((flags & Word.TITLE) != 0) {
      last = names.atTitle(i);
    }
    if (last < 0 && (flags & Word.RELATIVE) != 0) {
      last = names.atRelative(i);
    }
    if (last < 0 && (flags & Word.PERSON_CUE) != 0) {
      last = names.atCue(i);
    }
    if (last < 0 && (flags & Word.CREDENTIAL) != 0) {
      last = names.atCredential(i);
    }
    if (last < 0 && (flags & Word.NAME) != 0) {
      last = names.atName(i);
    }
    return last;
  }

  /** Settles overlaps: the longest finding wins, and takes along what juts out on either side. */
  static List<Finding> resolved(List<Finding> found) {
    if (found.size() < 2) {
      return found;
    }
    found.sort(FROM_THE_LEFT);
    List<Finding> resolved = new ArrayList<>(found.size());
    Finding longest = found.get(0);
    int start = longest.start();
    int end = longest.end();
    for (Finding next : found.subList(1, found.size())) {
      if (next.start() < end) {
        end = Math.max(end, next.end());
        longest = next.length() > longest.length() ? next : longest;
      } else {
        resolved.add(new Finding(start, end, longest.kind(), longest.replacement()));
        longest = next;
        start = next.start();
        end = next.end();
      }
    }
    resolved.add(new Finding(start, end, longest.kind(), longest.replacement()));
    return resolved;
  }

  /** Returns the text with the replacements, built once. */
  static String replace(String text, List<Finding> found) {
    if (found.isEmpty()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 32);
    int copied = 0;
    for (Finding finding : found) {
      out.append(text, copied, finding.start()).append(finding.replacement());
      copied = finding.end();
    }
    return out.append(text, copied, text.length()).toString();
  }
}
