package org.radloom.datasetreport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.radloom.split.Split;

/**
 * The share of groups that a split is expected to get. By hash: the share that it aims at, give or
 * take 1.96 standard deviations of a binomial share, within which 95 of 100 runs lie. By ledger:
 * within one group.
 */
final class SplitBands {
  private static final double TWO_SIDED_95 = 1.96;

  private SplitBands() {}

  /** Shares from {@code low} to {@code high}, both 0 to 1. */
  record Band(double low, double high) {
    boolean holds(double share) {
      return share >= low && share <= high;
    }

    String inWords() {
      return Words.percent(low) + " to " + Words.percent(high);
    }
  }

  static Band of(String mode, double target, long groups) {
    if (groups == 0) {
      return new Band(0, 1);
    }
    double width =
        mode.equals("ledger")
            ? 1.0 / groups
            : TWO_SIDED_95 * Math.sqrt(target * (1 - target) / groups);
    return new Band(Math.max(0, target - width), Math.min(1, target + width));
  }

  static VersionManifest.SplitShare share(VersionManifest manifest, Split split) {
    return Objects.requireNonNull(manifest.splits().bySplit().get(split), split.code());
  }

  /** Returns the patients of each split in splits.csv, of this and earlier versions. */
  static Tally assigned(Path version, VersionManifest manifest) throws IOException {
    Tally tally = new Tally();
    if (manifest.lists(TableFiles.SPLITS)) {
      CsvTable.read(
          version.resolve(TableFiles.SPLITS), "split", row -> tally.add(row.text("split")));
    }
    return tally;
  }
}
