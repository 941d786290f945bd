package org.radloom.deid;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.radloom.privacy.KnownIdentifiers.Stretch;

/**
 * Finds names, dates and numbers of people in paths; what was known of the record is passed over.
 */
final class FileNames {
  private final Deidentifier deidentifier;
  private final Tokens tokens = new Tokens(Lexicon.STANDARD);
  private final UnaryOperator<String> mark;

  /**
   * Makes a finder.
   *
   * @param mark gives a stretch its pseudonym, the same for the same stretch
   */
  FileNames(Deidentifier deidentifier, UnaryOperator<String> mark) {
    this.deidentifier = deidentifier;
    this.mark = mark;
  }

  /** Returns the known places and what is found between them, from the left. */
  List<Stretch> stretches(String path, List<Stretch> known) {
    String spaced = spaced(path, known);
    List<Finding> found = new ArrayList<>(deidentifier.find(spaced, 0));
    addNames(spaced, found);
    List<Stretch> all = new ArrayList<>(known);
    for (Finding finding : Deidentifier.resolved(found)) {
      if (finding.kind() != Kind.URL && finding.kind() != Kind.AGE) {
        String part = path.substring(finding.start(), finding.end()).toLowerCase(Locale.ROOT);
        all.add(new Stretch(finding.start(), finding.end(), mark.apply(part)));
      }
    }
    all.sort((a, b) -> Integer.compare(a.start(), b.start()));
    return all;
  }

  /**
   * Returns the path as words: a space for each separator, a dash between digits, and a line of its
   * own for each folder and for what lies between known places. No character moves.
   */
  private static String spaced(String path, List<Stretch> known) {
    char[] characters = path.toCharArray();
    for (int i = 0; i < characters.length; i++) {
      char c = characters[i];
      boolean digits =
          i > 0
              && i + 1 < characters.length
              && Character.isDigit(path.charAt(i - 1))
              && Character.isDigit(path.charAt(i + 1));
      if (c == '/') {
        characters[i] = digits && isDayFolder(path, i) ? '-' : '\n';
      } else if (c == '_' || c == '-' || c == '.' || c == '+' || c == '=' || c == '&') {
        characters[i] = digits ? '-' : ' ';
      } else if (c == '%' && i + 2 < characters.length) {
        characters[i] = ' ';
      }
    }
    for (Stretch stretch : known) {
      for (int i = stretch.start(); i < stretch.end(); i++) {
        characters[i] = '\n';
      }
    }
    return new String(characters);
  }

  /** A slash of 2024/03/14: four digits, then two, then two. */
  private static boolean isDayFolder(String path, int slash) {
    return isDay(path, slash - 4) || isDay(path, slash - 7);
  }

  private static boolean isDay(String path, int from) {
    String form = "dddd/dd/dd";
    if (from < 0 || from + form.length() > path.length()) {
      return false;
    }
    for (int i = 0; i < form.length(); i++) {
      char c = path.charAt(from + i);
      if (form.charAt(i) == 'd' ? !Character.isDigit(c) : c != '/') {
        return false;
      }
    }
    return true;
  }

  /** A name stands alone in paths, in any order and case. */
  private void addNames(String spaced, List<Finding> found) {
    tokens.cut(spaced, 0, spaced.length());
    for (int i = 0; i < tokens.size(); i++) {
      boolean clear =
          tokens.any(i, Word.NAME)
              && !tokens.any(i, Word.COMMON | Word.ALSO_WORD | Word.CITY | Word.MONTH)
              && !tokens.any(i + 1, Word.HEAD);
      if (clear) {
        int first = isNameBeside(i - 1) && !tokens.opensLine(i) ? i - 1 : i;
        int last = isNameBeside(i + 1) && !tokens.opensLine(i + 1) ? i + 1 : i;
        found.add(new Finding(tokens.start(first), tokens.end(last), Kind.NAME, Kind.NAME.tag()));
        i = last;
      }
    }
  }

  private boolean isNameBeside(int i) {
    return tokens.any(i, Word.NAME) && !tokens.any(i, Word.COMMON);
  }
}
