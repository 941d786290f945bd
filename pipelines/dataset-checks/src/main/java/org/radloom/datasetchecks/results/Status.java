package org.radloom.datasetchecks.results;

import java.util.Locale;

/** How a check ended. */
public enum Status {
  PASS,
  FAIL,
  /** There was nothing to check. */
  NOT_APPLICABLE;

  /** Returns the name as files spell it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
