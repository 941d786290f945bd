package org.radloom.datasetchecks.results;

import java.util.Locale;

/** What a failed check means for its version. */
public enum Severity {
  /** The version is not published. */
  ERROR,
  /** The version is published; somebody should look. */
  WARNING;

  /** Returns the name as files spell it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
