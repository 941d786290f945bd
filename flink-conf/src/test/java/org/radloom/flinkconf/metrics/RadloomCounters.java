package org.radloom.flinkconf.metrics;

import java.util.List;

/**
 * The counters of the stream, as its transforms name them. What a dashboard or an alert asks of
 * Radloom must be one of these.
 */
final class RadloomCounters {
  static final String NAMESPACE = "radloom";

  static final List<String> NAMES =
      List.of(
          "read",
          "rejected_malformed_json",
          "rejected_missing_field",
          "duplicates",
          "late",
          "held",
          "released",
          "updates",
          "denied",
          "near_duplicates",
          "exported_train",
          "exported_val",
          "exported_test",
          "kept",
          "batches",
          "batched_bytes",
          "windows");

  private RadloomCounters() {}
}
