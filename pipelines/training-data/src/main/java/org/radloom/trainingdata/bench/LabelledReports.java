package org.radloom.trainingdata.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.radloom.deid.Kind;

/**
 * Makes labelled texts with the grammar of a resource: each frame stands between sentences that
 * name nobody. Six of ten texts are written reports, three are as plain recognisers write them, one
 * is in capitals. The same seed gives the same texts.
 */
final class LabelledReports {
  private final SplittableRandom random;
  private final LabelledGrammar grammar;

  LabelledReports(String resource, long seed) {
    random = new SplittableRandom(seed);
    grammar = LabelledGrammar.of(resource);
  }

  int frames() {
    return grammar.lines("frames").size() + grammar.lines("none").size();
  }

  /** Returns the texts of all frames, each filled in so many times. */
  List<LabelledText> all(int times) {
    List<LabelledText> texts = new ArrayList<>(frames() * times);
    for (int i = 0; i < times; i++) {
      for (String frame : grammar.lines("frames")) {
        texts.add(text(frame));
      }
      for (String frame : grammar.lines("none")) {
        texts.add(text(frame));
      }
    }
    return texts;
  }

  /** Returns whole reports, most of whose sentences name nobody. */
  List<LabelledText> whole(int count) {
    List<LabelledText> texts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Draft draft = new Draft(grammar, random, false);
      draft.add("{report}");
      texts.add(draft.finished(false));
    }
    return texts;
  }

  private LabelledText text(String frame) {
    int style = random.nextInt(10);
    Draft draft = new Draft(grammar, random, style < 3);
    if (random.nextBoolean()) {
      draft.add("{none}");
    }
    draft.add(frame);
    if (random.nextBoolean()) {
      draft.add("{none}");
    }
    return draft.finished(style == 3);
  }

  /** A text while it is written. */
  private static final class Draft {
    private final LabelledGrammar grammar;
    private final SplittableRandom random;
    private final boolean dictated;
    private final StringBuilder text = new StringBuilder();
    private final List<LabelledText.Label> labels = new ArrayList<>();

    Draft(LabelledGrammar grammar, SplittableRandom random, boolean dictated) {
      this.grammar = grammar;
      this.random = random;
      this.dictated = dictated;
    }

    void add(String frame) {
      if (!text.isEmpty()) {
        text.append(dictated || text.charAt(text.length() - 1) == '.' ? ' ' : '\n');
      }
      write(frame);
    }

    private void write(String frame) {
      int copied = 0;
      for (int gap = frame.indexOf('{'); gap >= 0; gap = frame.indexOf('{', copied)) {
        plain(frame.substring(copied, gap));
        copied = frame.indexOf('}', gap) + 1;
        String section = frame.substring(gap + 1, copied - 1);
        Kind kind = grammar.kind(section);
        if (kind == null) {
          write(grammar.line(section, dictated, random));
        } else {
          int start = text.length();
          plain(grammar.filling(section, dictated, random));
          labels.add(new LabelledText.Label(start, text.length(), kind));
        }
      }
      plain(frame.substring(copied));
    }

    /** Adds text; a dictated one without the signs at the ends of words. */
    private void plain(String part) {
      for (int i = 0; i < part.length(); i++) {
        boolean endsWord = i + 1 == part.length() || part.charAt(i + 1) == ' ';
        if (!dictated || !endsWord || ".,:;".indexOf(part.charAt(i)) < 0) {
          text.append(part.charAt(i));
        }
      }
    }

    LabelledText finished(boolean capitals) {
      String written = text.toString();
      String styled =
          dictated
              ? written.toLowerCase(Locale.ROOT)
              : capitals ? written.toUpperCase(Locale.ROOT) : written;
      return new LabelledText(styled, labels);
    }
  }
}
