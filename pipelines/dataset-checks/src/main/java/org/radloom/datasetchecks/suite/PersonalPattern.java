package org.radloom.datasetchecks.suite;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What must not be left in a text, as a regular expression. Repetitions are bounded, so that no
 * text makes the search slow.
 */
public enum PersonalPattern {
  /** Social security numbers of the United States: an area, group and serial that may be given. */
  SSN("(?<![0-9-])(?!000|666|9[0-9]{2})[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![0-9-])"),
  /** Addresses of e-mail. */
  EMAIL("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:[.][A-Za-z0-9-]{1,63}){0,8}[.][A-Za-z]{2,24}"),
  /** Telephone numbers of North America with separators, and international ones with a plus. */
  PHONE(
      "(?<![0-9.-])(?:[+]?1[-. ])?(?:[(][2-9][0-9]{2}[)] ?|[2-9][0-9]{2}[-. ])"
          + "[2-9][0-9]{2}[-. ][0-9]{4}(?![0-9.-]?[0-9])"
          + "|[+][1-9][0-9]{0,2}(?:[ -]?[0-9]{2,4}){2,5}");

  /** An international number has one digit of a country and two groups of two. */
  private static final int FEWEST_DIGITS = 5;

  private final Pattern pattern;

  PersonalPattern(String regex) {
    pattern = Pattern.compile(regex);
  }

  /** Returns the name as suites spell it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether such a thing stands anywhere in a text. */
  public boolean isIn(String text) {
    return mayBeIn(text) && pattern.matcher(text).find();
  }

  /** Spares most texts the expression, which is some ten times slower than this. */
  private boolean mayBeIn(String text) {
    if (this == EMAIL) {
      return text.indexOf('@') >= 0;
    }
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character >= '0' && character <= '9') {
        if (++digits == FEWEST_DIGITS) {
          return true;
        }
      } else if (" -.()+".indexOf(character) < 0) {
        digits = 0;
      }
    }
    return false;
  }

  static Optional<PersonalPattern> ofCode(String code) {
    return List.of(values()).stream().filter(one -> one.code().equals(code)).findFirst();
  }
}
