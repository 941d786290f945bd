package org.radloom.models;

import java.util.List;

/**
 * How an ensemble is made.
 *
 * @param combination of the members' outputs
 * @param threshold of a vote, where there is one channel
 * @param members from two
 */
public record EnsembleDescription(Combination combination, double threshold, List<Member> members) {

  /** Copies the list. */
  public EnsembleDescription {
    members = List.copyOf(members);
  }

  /**
   * A member.
   *
   * @param model its name, in the same folder of models
   * @param version its version
   * @param weight of its output, above 0; 1 unless weighted
   */
  public record Member(String model, String version, double weight) {}
}
