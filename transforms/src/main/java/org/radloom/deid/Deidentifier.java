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
 * {@link #BLOCK} characters are searched in blocks that overlap. Not thread-safe.
 */
public final class Deidentifier {
  /** Most characters that are searched at once. */
  static final int BLOCK = 1 << 18;

  /** How many characters, at least, are searched again with the next block. */
  private static final int OVERLAP = 1 << 12;

  private static final Comparator<Finding> FROM_THE_LEFT =
      Comparator.comparingInt(Finding::start)
          .thenComparing(Finding::length, Comparator.reverseOrder());

  private final Tokens tokens = new Tokens(Lexicon.STANDARD);
  private final Findings findings = new Findings(tokens);
  private final NameFinder names = new NameFinder(tokens, findings);
  private final OpenName openNames = new OpenName(tokens, names, findings);
  private final PlaceFinder places = new PlaceFinder(tokens, findings);
  private final OpenPlace openPlaces = new OpenPlace(tokens, names, findings);
  private final AgeFinder ages = new AgeFinder(tokens, findings);
  private final NumberFinder numbers = new NumberFinder(tokens, findings);
  private final WebFinder web = new WebFinder(tokens, findings);
  private final DateFinder days;

  /** Makes a finder that treats dates like this. */
  public Deidentifier(DateMode dates) {
    days = new DateFinder(tokens, dates, findings);
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
    days.shiftBy(shiftDays);
    int from = 0;
    int to = 0;
    while (to < text.length()) {
      to = blockEnd(text, from);
      tokens.cut(text, from, to);
      web.begin();
      search();
      findings.moveTo(found);
      from = spaceBefore(text, to - OVERLAP);
    }
    return resolved(found);
  }

  private static int blockEnd(String text, int from) {
    if (text.length() - from <= BLOCK) {
      return text.length();
    }
    return spaceBefore(text, from + BLOCK);
  }

  /** Returns where the last white space before {@code to} is, or {@code to} if it is far away. */
  private static int spaceBefore(String text, int to) {
    for (int at = to; at > Math.max(0, to - BLOCK / 4); at--) {
      if (Character.isWhitespace(text.charAt(at))) {
        return at;
      }
    }
    return to > 0 && Character.isLowSurrogate(text.charAt(to)) ? to - 1 : to;
  }

  private void search() {
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
          if (i > numbersDone && i == namesDone + 1 && i > 0 && !tokens.opensLine(i)) {
            numbersDone = Math.max(numbersDone, numbers.behindName(i));
          }
          if (i > numbersDone) {
            numbersDone = Math.max(numbersDone, web.ipv4(i));
          }
          if (i > numbersDone) {
            numbersDone = Math.max(numbersDone, numbers.atNumber(i));
          }
        }
        case Tokens.OTHER -> {
          char c = tokens.mark(i);
          if (c == '@') {
            web.atSign(i);
          } else if (c == ':') {
            web.atColon(i);
          }
        }
        case Tokens.WORD -> {
          int flags = tokens.flags(i);
          if ((flags & Word.TRIGGER) == 0) {
            if (tokens.length(i) == 1) {
              if (i > namesDone && !(tokens.is(i + 1, '.') && names.atDottedCredential(i) >= 0)) {
                namesDone = Math.max(namesDone, openNames.atInitial(i));
              }
            } else if ((flags & (Word.COMMON | Word.EPONYM)) == 0 && i > namesDone) {
              if (tokens.startsUpper(i)) {
                namesDone = Math.max(namesDone, openNames.atCapital(i));
              } else if (tokens.isLowerOnly()) {
                namesDone = Math.max(namesDone, openNames.atUnlisted(i));
              }
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
            place(i, flags);
          }
          if ((flags & Word.PLACE_CUE) != 0) {
            if (places.atCue(i) < 0
                && (namesDone != i - 1 || i == 0 || openPlaces.behindName(i) < 0)
                && openPlaces.atPreposition(i) < 0) {
              openPlaces.atAddress(i);
            }
          }
          if ((flags & Word.TOP_LEVEL) != 0) {
            web.atTopLevel(i);
          }
          if (i > namesDone) {
            namesDone = Math.max(namesDone, name(i, flags));
          }
        }
        default -> {
          // A tag: taken out before.
        }
      }
    }
  }

  private void place(int i, int flags) {
    if ((flags & Word.STREET) != 0 && openPlaces.atBox(i) < 0 && openPlaces.atNumberedRoad(i) < 0) {
      places.atStreet(i);
    }
    if ((flags & (Word.STATE | Word.STATE_CODE)) != 0) {
      places.atState(i);
    }
    if ((flags & Word.FACILITY) != 0) {
      places.atFacility(i);
    }
  }

  private int name(int i, int flags) {
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
      if (last < 0) {
        last = tokens.isLowerOnly() ? openNames.atUnlisted(i) : openNames.atCapital(i);
      }
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
