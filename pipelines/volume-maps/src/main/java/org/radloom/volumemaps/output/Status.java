package org.radloom.volumemaps.output;

import java.util.Locale;

/** What became of a study. */
public enum Status {
  /** Computed and in place. */
  FINISHED,
  /** In place from an earlier run, of the same input and options. */
  SKIPPED,
  /** Turned down; the reason says why. */
  REJECTED,
  /** Not in place, through no fault of the input. */
  FAILED;

  /** Returns its name in results. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
