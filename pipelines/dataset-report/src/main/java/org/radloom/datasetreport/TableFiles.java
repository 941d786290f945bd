package org.radloom.datasetreport;

import java.util.ArrayList;
import java.util.List;
import org.radloom.split.Split;

/** Names of the files of a version that a report reads. */
final class TableFiles {
  static final String SPLITS = "splits.csv";

  private TableFiles() {}

  static String dictations(Split split) {
    return "csv/transcriptions_%s.csv".formatted(split.code());
  }

  static String coco(Split split) {
    return "coco/instances_%s.json".formatted(split.code());
  }

  /** Returns the files of readings of a split that were exported. */
  static String readings(Split split) {
    return "csv/inferences_%s.csv".formatted(split.code());
  }

  /** Returns those files of readings that the version lists: exported ones, then hard examples. */
  static List<String> allReadings(VersionManifest manifest) {
    List<String> paths = new ArrayList<>();
    for (Split split : Split.values()) {
      paths.add(readings(split));
    }
    for (Split split : Split.values()) {
      paths.add("hard_examples/inferences_%s.csv".formatted(split.code()));
    }
    return paths.stream().filter(manifest::lists).toList();
  }
}
