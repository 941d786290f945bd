package org.radloom.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a trail that was checked and holds.
 *
 * @param head the newest event
 * @param segments closed, open and pruned
 * @param pruned segments that were removed; their digests are there
 * @param unclosed events of the newest segment, if it has no digest yet
 * @param recovered unfinished lines that a later event noted
 * @param keyId of the key that signed; empty if nobody did
 * @param headsChecked heads noted elsewhere that are in the trail
 */
record AuditVerdict(
    AuditHead head,
    long segments,
    long pruned,
    long unclosed,
    long recovered,
    String keyId,
    long headsChecked) {

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    parts.add(
        "%s: %s, %s"
            .formatted(
                keyId.isEmpty() ? "intact, unsigned" : "intact",
                count(head.sequence(), "event"),
                count(segments, "segment")));
    if (!keyId.isEmpty()) {
      parts.add("signed by " + keyId);
    }
    if (pruned > 0) {
      parts.add("%s pruned".formatted(count(pruned, "segment")));
    }
    if (unclosed > 0) {
      parts.add("the last %s in an open segment".formatted(count(unclosed, "event")));
    }
    if (recovered > 0) {
      parts.add("%s noted".formatted(count(recovered, "unfinished line")));
    }
    if (headsChecked > 0) {
      parts.add("%s found".formatted(count(headsChecked, "head of a version or flag")));
    }
    return String.join(", ", parts);
  }

  private static String count(long number, String thing) {
    String many = thing.startsWith("head") ? "heads of versions or flags" : thing + "s";
    return "%d %s".formatted(number, number == 1 ? thing : many);
  }
}
