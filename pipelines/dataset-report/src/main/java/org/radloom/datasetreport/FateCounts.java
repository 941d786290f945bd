package org.radloom.datasetreport;

import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the events of one type, or of several.
 *
 * @param rejected by reason code
 * @param exported by split
 */
record FateCounts(
    long read,
    Map<String, Long> rejected,
    long duplicates,
    long denied,
    long unmatched,
    long hardExamples,
    long belowCutoff,
    Map<String, Long> exported) {

  static final FateCounts NONE = new FateCounts(0, Map.of(), 0, 0, 0, 0, 0, Map.of());

  long rejectedTotal() {
    return sum(rejected);
  }

  long exportedTotal() {
    return sum(exported);
  }

  long exported(String split) {
    return exported.getOrDefault(split, 0L);
  }

  /** Returns the events whose fate is told: {@code read}, in a version that adds up. */
  long toldOf() {
    return rejectedTotal()
        + duplicates
        + denied
        + unmatched
        + hardExamples
        + belowCutoff
        + exportedTotal();
  }

  FateCounts plus(FateCounts other) {
    return new FateCounts(
        read + other.read,
        plus(rejected, other.rejected),
        duplicates + other.duplicates,
        denied + other.denied,
        unmatched + other.unmatched,
        hardExamples + other.hardExamples,
        belowCutoff + other.belowCutoff,
        plus(exported, other.exported));
  }

  private static Map<String, Long> plus(Map<String, Long> a, Map<String, Long> b) {
    Map<String, Long> sum = new TreeMap<>(a);
    b.forEach((key, value) -> sum.merge(key, value, Long::sum));
    return sum;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
