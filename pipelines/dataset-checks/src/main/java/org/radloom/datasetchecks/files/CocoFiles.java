package org.radloom.datasetchecks.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks COCO files, and takes their ids out as tables. */
final class CocoFiles {
  /** Path of a file of examples, or of hard ones; the split is the first group. */
  static final Pattern EXAMPLES = Pattern.compile("coco/instances_(train|val|test)\\.json");

  static final Pattern HARD = Pattern.compile("hard_examples/instances_(train|val|test)\\.json");

  private final VersionFiles files;
  private final Findings findings;

  CocoFiles(VersionFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
  }

  /**
   * Checks every COCO file of one kind.
   *
   * @param tables folder for the ids, made here
   */
  void check(Manifest manifest, Pattern kind, Path tables, RecordCounts counts) throws IOException {
    try (CocoRows rows = new CocoRows(tables)) {
      for (String path : files.matching(manifest, kind)) {
        for (FileRule rule : FileRule.values()) {
          if (rule.table().equals("coco")) {
            findings.checked(rule);
          }
        }
        Matcher matcher = kind.matcher(path);
        String split = matcher.matches() ? matcher.group(1) : "";
        try (InputStream in = files.open(path)) {
          counts.found(path, new CocoFile(path, split, findings, rows).read(in));
        } catch (DamagedFileException e) {
          findings.problem(FileRule.COCO_FORM, path, e.what());
        }
      }
    }
  }
}
