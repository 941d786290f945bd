package org.radloom.deid;

import java.util.ArrayList;
import java.util.List;

/** Collects what the finders find in one text. */
final class Findings {
  private final Tokens tokens;
  private final List<Finding> all = new ArrayList<>();

  Findings(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Adds tokens {@code from} to {@code to}, the last included, to be replaced by their tag. */
  void add(int from, int to, Kind kind) {
    add(from, to, kind, kind.tag());
  }

  void add(int from, int to, Kind kind, String replacement) {
    all.add(new Finding(tokens.start(from), tokens.end(to), kind, replacement));
  }

  void addAt(int start, int end, Kind kind) {
    all.add(new Finding(start, end, kind, kind.tag()));
  }

  /** Hands what was found so far to a list, and forgets it. */
  void moveTo(List<Finding> out) {
    out.addAll(all);
    all.clear();
  }
}
