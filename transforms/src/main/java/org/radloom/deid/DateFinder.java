package org.radloom.deid;

import java.time.LocalDate;

/**
 * Finds dates: with month names, spoken, numeric, and weekdays with a day. A birth date loses its
 * year too, which might tell an age over 89.
 */
final class DateFinder {
  private static final WordTable LIKE_TO = WordTable.of("to", "and", "through");
  private static final WordTable LIKE_IN =
      WordTable.of("in", "since", "last", "until", "during", "early", "late", "mid", "this");
  private static final WordTable LIKE_IN_SINCE = WordTable.of("in", "since", "last");
  private static final WordTable LIKE_MAY =
      WordTable.of("may", "march", "mar", "dec", "jan", "sep", "apr", "august");
  private static final WordTable LIKE_JAN = WordTable.of("jan", "sep", "apr", "august");
  private static final WordTable LIKE_ON =
      WordTable.of("on", "in", "of", "from", "dated", "since", "until", "by", "date", "to", "and");
  private static final WordTable LIKE_PERIOD =
      WordTable.of("period", "dictated", "performed", "hysterectomy");
  private static final WordTable LIKE_ON_DATED =
      WordTable.of("on", "dated", "since", "until", "date", "dob", "birthday", "due", "born");
  private static final WordTable LIKE_DATE = WordTable.of("date", "dated", "dob");
  private static final WordTable LIKE_MURMUR =
      WordTable.of("murmur", "strength", "pulses", "views", "occasions", "scale");
  private static final WordTable LIKE_CT =
      WordTable.of(
          "ct",
          "mr",
          "mri",
          "us",
          "xr",
          "cxr",
          "pet",
          "film",
          "comparison",
          "priors",
          "prior",
          "from",
          "between",
          "before",
          "after",
          "through",
          "seen",
          "signed",
          "by",
          "ultrasound",
          "mammogram",
          "radiograph",
          "to");
  private static final WordTable LIKE_IN_SINCE_FROM =
      WordTable.of("in", "since", "from", "of", "until", "by", "year", "dated");

  private static final int BIRTH_WORDS_BACK = 5;

  private final Tokens tokens;
  private final SpokenNumber spoken;
  private final DayText out;
  private int shiftDays;
  private final Findings findings;

  DateFinder(Tokens tokens, DateMode mode, Findings findings) {
    this.tokens = tokens;
    this.spoken = new SpokenNumber(tokens);
    this.out = new DayText(mode);
    this.findings = findings;
  }

  /** Says by how many days full dates move from now on, in mode SHIFT. */
  void shiftBy(int days) {
    shiftDays = days;
  }

  /** Looks at a month's name; returns the last token of the date, or -1. */
  int atMonth(int i) {
    int month = tokens.value(i);
    int first = i;
    int dayToken = -1;
    SpokenNumber.Read day = SpokenNumber.NONE;
    int before = i - 1;
    boolean of = tokens.is(before, "of");
    before = of ? before - 1 : before;
    before = tokens.isOneOf(before, "-,.") && !of ? before - 1 : before;
    int from = dayEndingAt(before);
    if (from >= 0 && !(tokens.joined(from) && tokens.isOneOf(from - 1, ".:"))) {
      day = spoken.day(from);
      dayToken = from;
      first = tokens.is(from - 1, "the") && of ? from - 1 : from;
    }
    int last = i;
    int next = i + 1;
    if (tokens.is(next, '.') && tokens.joined(next) && tokens.length(i) <= 4) {
      next++;
    }
    if (tokens.is(next, '-') && tokens.joined(next)) {
      next++;
    }
    if (dayToken < 0) {
      int at = tokens.is(next, "the") ? next + 1 : next;
      SpokenNumber.Read read = spoken.day(at);
      SpokenNumber.Read yearAtOnce = spoken.year(next);
      if (read.last() >= 0
          && !(tokens.is(read.last() + 1, ':') && tokens.joined(read.last() + 1))
          && (yearAtOnce.last() < 0 || yearBehind(read.last()).last() >= 0)) {
        day = read;
        dayToken = at;
        last = read.last();
        int range = rangeEnd(last);
        last = Math.max(last, range);
      }
    }
    SpokenNumber.Read year = dayToken < 0 || dayToken < i ? yearBehind(next - 1) : yearBehind(last);
    if (year.last() >= 0) {
      last = year.last();
    }
    if (dayToken < 0 && year.last() < 0) {
      return monthAlone(i);
    }
    if (year.last() < 0 && mayBeNoMonth(i) && !hasDateCue(first)) {
      return -1;
    }
    if (year.last() < 0 && dayToken > i && tokens.any(last + 1, Word.UNIT) && mayBeNoMonth(i)) {
      return -1;
    }
    int weekday = weekdayBefore(first);
    int start = weekday >= 0 ? weekday : first;
    findings.add(
        start,
        last,
        Kind.DATE,
        bornBefore(start)
            ? Kind.DATE.tag()
            : named(start, last, i, dayToken, day, year, month, weekday));
    return last;
  }

  private int rangeEnd(int last) {
    if (tokens.is(last + 1, '-') || tokens.isIn(last + 1, LIKE_TO)) {
      SpokenNumber.Read end = spoken.day(last + 2);
      boolean isDay =
          end.last() >= 0
              && tokens.isNumber(last + 2)
              && !(tokens.is(end.last() + 1, '/') && tokens.joined(end.last() + 1));
      if (isDay && (tokens.is(last + 1, '-') || yearBehind(end.last()).last() >= 0)) {
        return end.last();
      }
    }
    return -1;
  }

  /** Returns the first token of a day that ends with token {@code end}, -1 if there is none. */
  private int dayEndingAt(int end) {
    if (end < 0 || tokens.opensLine(end + 1)) {
      return -1;
    }
    for (int from = end; from >= Math.max(0, end - 2); from--) {
      if (spoken.day(from).last() == end) {
        int longer = from - 1;
        if (tokens.any(longer, Word.TENS) && spoken.day(longer).last() == end) {
          return longer;
        }
        if (tokens.is(longer, '-') && spoken.day(longer - 1).last() == end) {
          return longer - 1;
        }
        boolean ordinal = spoken.isOrdinalDay(from) || tokens.isNumber(from);
        return ordinal && !(tokens.joined(from) && tokens.is(from - 1, '/')) ? from : -1;
      }
    }
    return -1;
  }

  private SpokenNumber.Read yearBehind(int last) {
    int next = last + 1;
    if (tokens.isOneOf(next, ",-/.") && !(tokens.is(next, '.') && !tokens.joined(next + 1))) {
      next++;
    } else if (tokens.isAnyOf(next, "of", "in")) {
      next++;
    }
    SpokenNumber.Read year = spoken.year(next);
    if (year.last() >= 0) {
      return year;
    }
    boolean quoted = tokens.isOneOf(next, "'\u2019");
    int at = quoted ? next + 1 : next;
    boolean short2 =
        tokens.isNumber(at)
            && tokens.length(at) == 2
            && (quoted
                || (tokens.joined(at) && at > last + 1 && !tokens.is(last + 1, ','))
                || (tokens.joined(at) && at == last + 1 && tokens.joined(last)));
    return short2 ? new SpokenNumber.Read(century(tokens.value(at)), at) : SpokenNumber.NONE;
  }

  /** Two-digit years from 70 on are of the last century. */
  private static int century(int year) {
    return year < 70 ? 2000 + year : 1900 + year;
  }

  private int monthAlone(int i) {
    boolean said = tokens.isIn(i - 1, LIKE_IN);
    boolean clear = !mayBeNoMonth(i) || tokens.isIn(i - 1, LIKE_IN_SINCE);
    boolean wordGoesOn = tokens.is(i + 1, '-') || (tokens.length(i) <= 3 && !tokens.is(i, "may"));
    if (said && clear && !wordGoesOn) {
      findings.add(i, i, Kind.DATE);
      return i;
    }
    return -1;
  }

  private boolean mayBeNoMonth(int i) {
    return tokens.isIn(i, LIKE_MAY)
        && !(tokens.startsUpper(i) && tokens.isIn(i, LIKE_JAN))
        && !(tokens.isTitleCase(i) && tokens.is(i, "march"));
  }

  private boolean hasDateCue(int i) {
    int at = tokens.is(i - 1, "the") ? i - 2 : i - 1;
    return tokens.any(i, Word.ORDINAL)
        || tokens.isIn(at, LIKE_ON)
        || weekdayBefore(i) >= 0
        || tokens.isTitleCase(i)
        || tokens.isIn(at, LIKE_PERIOD)
        || spoken.isOrdinalDay(i + 1)
        || spoken.isOrdinalDay(i);
  }

  private int weekdayBefore(int first) {
    int at = first - 1;
    if (tokens.is(at, "the")) {
      at--;
    }
    if (tokens.isOneOf(at, ",.")) {
      at--;
    }
    return tokens.any(at, Word.WEEKDAY) && !tokens.opensLine(first) ? at : -1;
  }

  /** Looks at a weekday: "Monday the third", "Tue 14th". */
  int atWeekday(int i) {
    int at = i + 1;
    at = tokens.isOneOf(at, ",.") ? at + 1 : at;
    boolean the = tokens.is(at, "the");
    at = the ? at + 1 : at;
    if (!spoken.isOrdinalDay(at) || (!the && !tokens.isNumber(at)) || tokens.opensLine(at)) {
      return -1;
    }
    int last = spoken.day(at).last();
    if ((tokens.is(last + 1, "of") && tokens.any(last + 2, Word.MONTH))
        || tokens.any(last + 1, Word.MONTH)) {
      return -1;
    }
    findings.add(i, last, Kind.DATE);
    return last;
  }

  private String named(
      int start,
      int last,
      int monthToken,
      int dayToken,
      SpokenNumber.Read day,
      SpokenNumber.Read year,
      int month,
      int weekday) {
    if (year.last() < 0) {
      return out.year(0);
    }
    LocalDate moved = dayToken < 0 ? null : out.moved(year.value(), month, day.value(), shiftDays);
    if (moved == null) {
      return out.year(year.value());
    }
    StringBuilder text = new StringBuilder(32);
    int yearToken = year.last();
    boolean digits = tokens.isNumber(dayToken) && tokens.isNumber(yearToken);
    boolean range = dayToken > monthToken && rangeEnd(day.last()) >= 0;
    if (!digits || range) {
      boolean lower = !tokens.startsUpper(monthToken);
      String name = DayText.month(moved, lower ? "january" : "January");
      return "%s %d, %d".formatted(name, moved.getDayOfMonth(), moved.getYear());
    }
    int copied = tokens.start(start);
    for (int i = start; i <= last; i++) {
      String instead = null;
      if (i == weekday) {
        instead = DayText.weekday(moved, word(i));
      } else if (i == monthToken) {
        instead = DayText.month(moved, word(i));
      } else if (i == dayToken) {
        boolean padded = word(i).startsWith("0");
        instead = DayText.number(moved.getDayOfMonth(), padded ? 2 : 1);
      } else if (i == day.last() && i == dayToken + 1) {
        instead = DayText.suffix(moved.getDayOfMonth());
      } else if (i == yearToken) {
        int width = tokens.length(i);
        instead = DayText.number(width == 2 ? moved.getYear() % 100 : moved.getYear(), width);
      }
      if (instead != null) {
        text.append(tokens.text(), copied, tokens.start(i)).append(instead);
        copied = tokens.end(i);
      }
    }
    return text.append(tokens.text(), copied, tokens.end(last)).toString();
  }

  private String word(int i) {
    return tokens.text().substring(tokens.start(i), tokens.end(i));
  }

  /** Looks at a number: 3/14/2024, 2024-03-14, 14.03.2024, 03/2024, "on 3/14", 20240314. */
  int atNumber(int i) {
    if (tokens.joined(i)
        && (tokens.isOneOf(i - 1, "/.-:") || tokens.isNumber(i - 1))
        && !tokens.isNumber(i - 2)
        && !tokens.is(i - 1, ':')
        && !tokens.is(i - 1, '-')) {
      return -1;
    }
    if (!tokens.isOneOf(i + 1, "/-.") || !tokens.joined(i + 1) || !tokens.joined(i + 2)) {
      return compact(i);
    }
    char separator = tokens.text().charAt(tokens.start(i + 1));
    if (tokens.any(i + 2, Word.MONTH)) {
      return -1;
    }
    boolean three =
        tokens.is(i + 3, separator)
            && tokens.joined(i + 3)
            && tokens.isNumber(i + 4)
            && tokens.joined(i + 4);
    boolean goesOn =
        three
            && tokens.is(i + 5, separator)
            && tokens.joined(i + 5)
            && tokens.isNumber(i + 6)
            && tokens.joined(i + 6);
    if (goesOn || !tokens.isNumber(i + 2)) {
      return -1;
    }
    return three ? threeParts(i, separator) : twoParts(i, separator);
  }

  private int threeParts(int i, char separator) {
    int a = tokens.value(i);
    int b = tokens.value(i + 2);
    int c = tokens.value(i + 4);
    int wide = tokens.length(i + 4);
    if (tokens.length(i) == 4 && tokens.length(i + 2) <= 2 && wide <= 2) {
      return isYear(a) && isDay(b, c) ? numeric(i, i, i + 2, i + 4, a) : -1;
    }
    boolean shortYear = wide == 2 && separator != '.' && !tokens.any(i + 5, Word.UNIT);
    if (tokens.length(i) > 2 || tokens.length(i + 2) > 2 || !(wide == 4 || shortYear)) {
      return -1;
    }
    int year = wide == 4 ? c : century(c);
    if (!isYear(year)) {
      return -1;
    }
    boolean monthFirst = separator != '.' && isDay(a, b);
    if (monthFirst) {
      return numeric(i, i + 4, i, i + 2, year);
    }
    return isDay(b, a) ? numeric(i, i + 4, i + 2, i, year) : -1;
  }

  private int numeric(int i, int yearToken, int monthToken, int dayToken, int year) {
    int last = i + 4;
    int weekday = weekdayBefore(i);
    int start = weekday >= 0 ? weekday : i;
    LocalDate moved = out.moved(year, tokens.value(monthToken), tokens.value(dayToken), shiftDays);
    if (tokens.joined(last + 1) && tokens.isWord(last + 1) && tokens.is(last + 1, "t")) {
      last++;
      while (tokens.joined(last + 1)
          && (tokens.isNumber(last + 1)
              || tokens.is(last + 1, "z")
              || tokens.isOneOf(last + 1, ":.+-"))
          && !(tokens.is(last + 1, '.')
              && !(tokens.isNumber(last + 2) && tokens.joined(last + 2)))) {
        last++;
      }
    }
    findings.add(
        start,
        last,
        Kind.DATE,
        bornBefore(start)
            ? Kind.DATE.tag()
            : moved == null
                ? out.year(year)
                : rewritten(start, last, weekday, yearToken, monthToken, dayToken, moved));
    return last;
  }

  private String rewritten(
      int start,
      int last,
      int weekday,
      int yearToken,
      int monthToken,
      int dayToken,
      LocalDate moved) {
    StringBuilder text = new StringBuilder(32);
    int copied = tokens.start(start);
    for (int i = start; i <= last; i++) {
      String instead = null;
      if (i == weekday) {
        instead = DayText.weekday(moved, word(i));
      } else if (i == yearToken) {
        int width = tokens.length(i);
        instead = DayText.number(width == 2 ? moved.getYear() % 100 : moved.getYear(), width);
      } else if (i == monthToken) {
        instead = DayText.number(moved.getMonthValue(), width(i, yearToken));
      } else if (i == dayToken) {
        instead = DayText.number(moved.getDayOfMonth(), width(i, yearToken));
      }
      if (instead != null) {
        text.append(tokens.text(), copied, tokens.start(i)).append(instead);
        copied = tokens.end(i);
      }
    }
    return text.append(tokens.text(), copied, tokens.end(last)).toString();
  }

  /** Months and days have two digits where they begin with 0, and in ISO 8601 always. */
  private int width(int i, int yearToken) {
    return word(i).startsWith("0") || yearToken < i ? 2 : 1;
  }

  private int twoParts(int i, char separator) {
    int a = tokens.value(i);
    int b = tokens.value(i + 2);
    int last = i + 2;
    if (tokens.is(last + 1, separator) && tokens.joined(last + 1) && tokens.joined(last + 2)) {
      return -1;
    }
    if (separator == '/'
        && tokens.length(i) <= 2
        && a >= 1
        && a <= 12
        && tokens.length(last) == 4
        && isYear(b)) {
      findings.add(i, last, Kind.DATE, bornBefore(i) ? Kind.DATE.tag() : out.year(b));
      return last;
    }
    if (separator == '-'
        && tokens.length(i) == 4
        && isYear(a)
        && tokens.length(last) == 2
        && b >= 1
        && b <= 12) {
      findings.add(i, last, Kind.DATE, bornBefore(i) ? Kind.DATE.tag() : out.year(a));
      return last;
    }
    boolean said =
        tokens.isIn(i - 1, LIKE_ON_DATED)
            || isOfStudy(i)
            || weekdayBefore(i) >= 0
            || (tokens.is(i - 1, ':') && tokens.isIn(i - 2, LIKE_DATE));
    if (separator == '/'
        && said
        && tokens.length(i) <= 2
        && tokens.length(last) <= 2
        && (isDay(a, b) || isDay(b, a))
        && !tokens.any(last + 1, Word.UNIT)
        && !tokens.isIn(last + 1, LIKE_MURMUR)) {
      int weekday = weekdayBefore(i);
      findings.add(weekday >= 0 ? weekday : i, last, Kind.DATE);
      return last;
    }
    return -1;
  }

  /** "CT 2/15", "Comparison: 9/26", "3/4 chest film": dates of studies. */
  private boolean isOfStudy(int i) {
    int at = tokens.isOneOf(i - 1, ":,;") ? i - 2 : i - 1;
    return tokens.isIn(at, LIKE_CT)
        && !(tokens.is(i + 3, '.') && tokens.joined(i + 4) && tokens.isNumber(i + 4))
        && tokens.value(i + 2) > 5
        && tokens.value(i + 2) != 10;
  }

  private boolean endsHere(int i) {
    boolean goesOn = tokens.isWord(i + 1) || (tokens.isNumber(i + 2) && tokens.joined(i + 2));
    return !(tokens.joined(i + 1) && goesOn);
  }

  private int compact(int i) {
    if (tokens.length(i) == 8 && endsHere(i)) {
      int value = tokens.value(i);
      int year = value / 10_000;
      if (isYear(year) && isDay(value / 100 % 100, value % 100)) {
        LocalDate moved = out.moved(year, value / 100 % 100, value % 100, shiftDays);
        String text = moved == null ? out.year(year) : moved.toString().replace("-", "");
        findings.add(i, i, Kind.DATE, bornBefore(i) ? Kind.DATE.tag() : text);
        return i;
      }
    }
    if (tokens.length(i) == 4 && isYear(tokens.value(i)) && endsHere(i)) {
      boolean born = bornBefore(i);
      boolean said =
          !out.keepsYears()
              && (tokens.isIn(i - 1, LIKE_IN_SINCE_FROM) && !tokens.any(i + 1, Word.UNIT));
      if (born || said) {
        findings.add(i, i, Kind.DATE);
        return i;
      }
    }
    return -1;
  }

  /**
   * Looks at number words that are a date without a month's name: "three fourteen twenty twenty".
   */
  int spokenDate(int i) {
    SpokenNumber.Read month = spoken.below100(i);
    if (month.value() < 1 || month.value() > 12) {
      return -1;
    }
    int next =
        tokens.isOneOf(month.last() + 1, "/-") || tokens.is(month.last() + 1, "slash")
            ? month.last() + 2
            : month.last() + 1;
    SpokenNumber.Read day = spoken.below100(next);
    if (day.value() < 1 || day.value() > 31) {
      return -1;
    }
    next = tokens.is(day.last() + 1, "slash") ? day.last() + 2 : day.last() + 1;
    SpokenNumber.Read year = tokens.isWord(next) ? spoken.year(next) : SpokenNumber.NONE;
    if (year.last() < 0) {
      return -1;
    }
    LocalDate moved = out.moved(year.value(), month.value(), day.value(), shiftDays);
    String text =
        moved == null
            ? out.year(year.value())
            : "%d/%d/%d".formatted(moved.getMonthValue(), moved.getDayOfMonth(), moved.getYear());
    findings.add(i, year.last(), Kind.DATE, bornBefore(i) ? Kind.DATE.tag() : text);
    return year.last();
  }

  private boolean bornBefore(int i) {
    for (int at = i - 1; at >= Math.max(0, i - BIRTH_WORDS_BACK); at--) {
      if (tokens.isOneOf(at, ".;") && !tokens.joined(at + 1) && !tokens.is(at - 1, "b")) {
        return false;
      }
      if (tokens.isAnyOf(at, "born", "dob", "birth", "birthdate", "birthday", "d.o.b")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isYear(int year) {
    return year >= 1900 && year < 2100;
  }

  private static boolean isDay(int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }
}
