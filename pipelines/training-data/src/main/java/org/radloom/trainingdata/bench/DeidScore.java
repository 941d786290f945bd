package org.radloom.trainingdata.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.radloom.deid.Deidentifier;
import org.radloom.deid.Finding;
import org.radloom.deid.Kind;

/**
 * Counts what was found of labelled texts. An identifier is found if every letter and digit of it
 * is taken out, under whichever tag; a finding is right if it touches an identifier.
 */
final class DeidScore {
  private final Map<Kind, int[]> byKind = new EnumMap<>(Kind.class);

  private static final int PLANTED = 0;
  private static final int FOUND = 1;
  private static final int TAKEN_OUT = 2;
  private static final int RIGHT = 3;

  /** Searches a text and counts; returns whether anything was missed or taken for nothing. */
  boolean count(LabelledText text, Deidentifier deidentifier) {
    List<Finding> found = deidentifier.find(text.text(), 0);
    boolean wrong = false;
    for (LabelledText.Label label : text.labels()) {
      of(label.kind())[PLANTED]++;
      if (isCovered(text.text(), label, found)) {
        of(label.kind())[FOUND]++;
      } else {
        wrong = true;
      }
    }
    for (Finding finding : found) {
      of(finding.kind())[TAKEN_OUT]++;
      if (text.labels().stream()
          .anyMatch(label -> label.start() < finding.end() && finding.start() < label.end())) {
        of(finding.kind())[RIGHT]++;
      } else {
        wrong = true;
      }
    }
    return wrong;
  }

  private static boolean isCovered(String text, LabelledText.Label label, List<Finding> found) {
    for (int i = label.start(); i < label.end(); i++) {
      int at = i;
      if (Character.isLetterOrDigit(text.charAt(at))
          && found.stream().noneMatch(one -> one.start() <= at && at < one.end())) {
        return false;
      }
    }
    return true;
  }

  private int[] of(Kind kind) {
    return byKind.computeIfAbsent(kind, key -> new int[4]);
  }

  int planted(Kind kind) {
    return of(kind)[PLANTED];
  }

  int takenOut(Kind kind) {
    return of(kind)[TAKEN_OUT];
  }

  double recall(Kind kind) {
    return share(of(kind)[FOUND], of(kind)[PLANTED]);
  }

  double precision(Kind kind) {
    return share(of(kind)[RIGHT], of(kind)[TAKEN_OUT]);
  }

  int planted() {
    return sum(PLANTED);
  }

  int takenOut() {
    return sum(TAKEN_OUT);
  }

  double recall() {
    return share(sum(FOUND), sum(PLANTED));
  }

  double precision() {
    return share(sum(RIGHT), sum(TAKEN_OUT));
  }

  private int sum(int what) {
    return byKind.values().stream().mapToInt(counts -> counts[what]).sum();
  }

  private static double share(int part, int all) {
    return all == 0 ? 1 : (double) part / all;
  }
}
