package org.radloom.deid;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The people that one record names. Whoever is met first is [NAME], the others [NAME-2], [NAME-3].
 * Two mentions are the same person if the words of one, an edit in a long word allowed, are all
 * among those of the other: "Maria Lopez", "Ms. Lopez", "Lopes".
 */
final class People {
  private static final int LONG_WORD = 5;

  private final List<Set<String>> people = new ArrayList<>(2);
  private final Set<String> searched = new LinkedHashSet<>();

  /** Returns the tag of the person with this name. */
  String tag(String name) {
    Set<String> words = words(name);
    int known = known(words);
    if (known < 0) {
      people.add(words);
      known = people.size() - 1;
    } else {
      people.get(known).addAll(words);
    }
    return known == 0 ? Kind.NAME.tag() : "[NAME-%d]".formatted(known + 1);
  }

  private int known(Set<String> words) {
    for (int i = 0; i < people.size(); i++) {
      Set<String> person = people.get(i);
      if (within(words, person) || within(person, words)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean within(Set<String> few, Set<String> many) {
    for (String word : few) {
      boolean found = many.contains(word);
      for (String other : many) {
        found = found || isNear(word, other);
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  static boolean isNear(String a, String b) {
    return a.length() >= LONG_WORD && b.length() >= LONG_WORD && OneEdit.apart(a, b);
  }

  private static Set<String> words(String name) {
    Set<String> words = new LinkedHashSet<>();
    for (String word : name.split("[^\\p{L}\\p{M}'\u2019]+", -1)) {
      if (word.length() > 1) {
        words.add(Lexicon.fold(word));
      }
    }
    if (words.isEmpty()) {
      words.add(name.toLowerCase(Locale.ROOT).strip());
    }
    return words;
  }

  /** Remembers a name's words, to be searched in all texts of the record. */
  void search(String name) {
    for (String word : words(name)) {
      if (word.length() >= 3) {
        searched.add(word);
      }
    }
  }

  Set<String> searched() {
    return searched;
  }
}
