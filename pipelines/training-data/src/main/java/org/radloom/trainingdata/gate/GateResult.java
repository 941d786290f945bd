package org.radloom.trainingdata.gate;

import java.util.List;

/**
 * How the gate ended.
 *
 * @param status what is known of the version
 * @param lines what the gate printed, a line a check and a sum; or why it could not run
 */
public record GateResult(Status status, List<String> lines) {
  private static final String NO_REASON = "the gate gave no reason";

  /** What is known of a version. */
  public enum Status {
    /** It is as it should be. */
    PASS,
    /** It must not be published. */
    FAIL,
    /** Nothing; so it must not be published either. */
    COULD_NOT_RUN
  }

  /** A result. */
  public GateResult {
    lines = List.copyOf(lines);
  }

  /** Returns the sum of the checks, or why there are none. */
  public String summary() {
    return lines.isEmpty() ? NO_REASON : lines.get(lines.size() - 1);
  }
}
