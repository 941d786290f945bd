package org.radloom.datasetchecks.files;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Records that were counted in files, by path. */
final class RecordCounts {
  private final Map<String, Long> counts = new TreeMap<>();

  void found(String path, long records) {
    counts.put(path, records);
  }

  OptionalLong of(String path) {
    Long count = counts.get(path);
    return count == null ? OptionalLong.empty() : OptionalLong.of(count);
  }

  Map<String, Long> all() {
    return counts;
  }
}
