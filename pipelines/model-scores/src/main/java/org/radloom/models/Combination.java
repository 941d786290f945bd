package org.radloom.models;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the outputs of an ensemble's members become one. */
public enum Combination {
  /** The mean of the outputs. */
  MEAN,
  /** The mean weighted by each member's weight; weights need not sum to 1. */
  WEIGHTED,
  /**
   * The share of members that vote for it: with one channel those at the threshold or above, with
   * more those of which the channel is the highest, the first of equals.
   */
  VOTE;

  /** Returns how {@code model.json} spells it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Combination> ofCode(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
  }
}
