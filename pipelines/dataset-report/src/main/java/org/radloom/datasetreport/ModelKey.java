package org.radloom.datasetreport;

import java.util.Comparator;

/** A version of a model, and what it does. */
record ModelKey(String task, String name, String version) implements Comparable<ModelKey> {
  /** The task of speech models, which no event names. */
  static final String DICTATION = "dictation";

  private static final Comparator<ModelKey> ORDER =
      Comparator.comparing(ModelKey::task)
          .thenComparing(ModelKey::name)
          .thenComparing(ModelKey::version);

  @Override
  public int compareTo(ModelKey other) {
    return ORDER.compare(this, other);
  }

  String inWords() {
    return Words.shown(name + " " + version);
  }
}
