package org.radloom.datasetreport;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts by name. Of very many names those that come late are counted together. */
final class Tally {
  static final String OTHERS = "(others)";
  private static final int MOST_NAMES = 1_000;

  private final TreeMap<String, Long> counts = new TreeMap<>();

  void add(String name) {
    add(name, 1);
  }

  void add(String name, long count) {
    boolean room = counts.size() < MOST_NAMES || counts.containsKey(name);
    counts.merge(room ? name : OTHERS, count, Long::sum);
  }

  long of(String name) {
    return counts.getOrDefault(name, 0L);
  }

  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  boolean isEmpty() {
    return counts.isEmpty();
  }

  SortedSet<String> names() {
    return new TreeSet<>(counts.keySet());
  }

  /** Returns the counts, largest first, then by name. */
  List<Map.Entry<String, Long>> largestFirst() {
    Comparator<Map.Entry<String, Long>> byCount = Map.Entry.comparingByValue();
    return counts.entrySet().stream()
        .sorted(byCount.reversed().thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }
}
