package org.radloom.deid;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.radloom.privacy.KnownIdentifiers;
import org.radloom.privacy.KnownIdentifiers.Stretch;

/**
 * Takes identifiers out of everything that one record says: those of its fields, whatever is found
 * in its texts, and in each text the names that were found in any other. A person keeps one tag
 * throughout the record. Not thread-safe.
 */
public final class RecordText {
  private final Deidentifier deidentifier;
  private final KnownIdentifiers known;
  private final int shiftDays;
  private final FileNames fileNames;
  private final IdSearch ids = new IdSearch();
  private final People people = new People();
  private final Map<String, List<Finding>> learned = new HashMap<>();
  private final Tokens tokens = new Tokens(Lexicon.STANDARD);

  /**
   * Makes what scrubs one record.
   *
   * @param known the identifiers in the record's fields
   * @param shiftDays by how many days this patient's dates move in mode SHIFT
   * @param mark gives a stretch of a file name its pseudonym
   */
  public RecordText(
      Deidentifier deidentifier,
      KnownIdentifiers known,
      int shiftDays,
      UnaryOperator<String> mark) {
    this.deidentifier = deidentifier;
    this.known = known;
    this.shiftDays = shiftDays;
    this.fileNames = new FileNames(deidentifier, mark);
    known.forEach(ids::add);
  }

  /** Learns the names in a text of this record, so that its other texts are searched for them. */
  public void learn(String text) {
    learned.computeIfAbsent(
        text,
        one -> {
          List<Finding> found = deidentifier.find(one, shiftDays);
          for (Finding finding : found) {
            if (finding.kind() == Kind.NAME) {
              people.search(one.substring(finding.start(), finding.end()));
            }
          }
          return found;
        });
  }

  /** Returns the text with tags in place of identifiers. */
  public String scrub(String text) {
    return Deidentifier.replace(text, find(text));
  }

  /**
   * Returns the parts of a text, in order, with tags in place of identifiers. What begins in one
   * part and ends in another is replaced in the first.
   */
  public List<String> scrubAll(List<String> parts) {
    String joined = String.join(" ", parts);
    List<Finding> found = find(joined);
    if (found.isEmpty()) {
      return parts;
    }
    List<String> scrubbed = new ArrayList<>(parts.size());
    int from = 0;
    int next = 0;
    int taken = 0;
    for (String part : parts) {
      int to = from + part.length();
      StringBuilder out = new StringBuilder(part.length() + 16);
      int copied = Math.max(from, taken);
      boolean cut = taken > from;
      while (next < found.size() && found.get(next).start() < to) {
        Finding finding = found.get(next++);
        out.append(joined, copied, finding.start()).append(finding.replacement());
        taken = finding.end();
        copied = taken;
      }
      if (copied < to) {
        out.append(joined, copied, to);
      }
      scrubbed.add(cut ? out.toString().stripLeading() : out.toString());
      from = to + 1;
    }
    return scrubbed;
  }

  /** Returns a path or URI as a relative path with pseudonyms in place of identifiers. */
  public String fileName(String uri) {
    return known.fileName(uri, fileNames::stretches);
  }

  private List<Finding> find(String text) {
    learn(text);
    // What is known comes first: of two that are as long as each other, the first wins.
    List<Finding> found = new ArrayList<>();
    for (Stretch stretch : known.stretches(text)) {
      found.add(new Finding(stretch.start(), stretch.end(), Kind.RECORD, stretch.replacement()));
    }
    tokens.cut(text, 0, text.length());
    ids.search(tokens, found);
    found.addAll(learned.getOrDefault(text, List.of()));
    searchNames(text, found);
    List<Finding> resolved = new ArrayList<>(Deidentifier.resolved(found));
    resolved.replaceAll(
        finding ->
            finding.kind() == Kind.NAME
                ? new Finding(
                    finding.start(),
                    finding.end(),
                    Kind.NAME,
                    people.tag(text.substring(finding.start(), finding.end())))
                : finding);
    return resolved;
  }

  /** Looks for the names of this record, with an edit in a long one. */
  private void searchNames(String text, List<Finding> found) {
    Set<String> names = people.searched();
    if (names.isEmpty()) {
      return;
    }
    NameFinder finder = new NameFinder(tokens, new Findings(tokens));
    long lengths = 0;
    for (String name : names) {
      lengths |= 7L << Math.min(60, name.length() - 1);
    }
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.isWord(i)
          || tokens.any(i, Word.COMMON | Word.ALSO_WORD)
          || (lengths >>> Math.min(61, tokens.length(i)) & 1) == 0
          || finder.eponymUse(i)) {
        continue;
      }
      String word = Lexicon.fold(text.substring(tokens.start(i), tokens.end(i)));
      if (names.contains(word) || isMisspelt(i, word, names)) {
        found.add(new Finding(tokens.start(i), tokens.end(i), Kind.NAME, Kind.NAME.tag()));
      }
    }
  }

  private boolean isMisspelt(int i, String word, Set<String> names) {
    if (tokens.any(i, Word.EPONYM) || !(tokens.startsUpper(i) || tokens.isLowerOnly())) {
      return false;
    }
    for (String name : names) {
      if (People.isNear(word, name)) {
        return true;
      }
    }
    return false;
  }
}
