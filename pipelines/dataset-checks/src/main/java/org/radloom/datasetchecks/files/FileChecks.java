package org.radloom.datasetchecks.files;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is checked of a version's files.
 *
 * @param files what is there
 * @param manifest what should be there, or null if there is no reading it
 * @param findings what is wrong
 * @param tables folder of the ids of COCO files, as tables
 */
public record FileChecks(
    VersionFiles files, @Nullable Manifest manifest, Findings findings, Path tables) {
  /** Folder of the tables of {@code coco/}. */
  public static final String COCO = "coco";

  /** Folder of the tables of {@code hard_examples/}. */
  public static final String HARD = "hard";

  /**
   * Checks a version.
   *
   * @param version its folder
   * @param tables an empty folder
   */
  public static FileChecks run(Path version, Path tables) throws IOException {
    VersionFiles files = VersionFiles.in(version);
    Findings findings = new Findings();
    ManifestFile manifestFile = new ManifestFile(files, findings);
    Manifest manifest = manifestFile.read();
    if (manifest != null) {
      manifestFile.checkFiles(manifest);
      RecordCounts counts = new RecordCounts();
      new CsvFiles(files, findings).check(manifest, counts);
      CocoFiles coco = new CocoFiles(files, findings);
      coco.check(manifest, CocoFiles.EXAMPLES, tables.resolve(COCO), counts);
      coco.check(manifest, CocoFiles.HARD, tables.resolve(HARD), counts);
      new TfRecordFiles(files, findings).check(manifest, counts);
      new WhisperFiles(files, findings).check(manifest, counts);
      new RejectFiles(files, findings).check(manifest, counts);
      new CountChecks(findings).check(manifest, counts);
      new CroissantFile(files, findings).check(manifest);
    }
    return new FileChecks(files, manifest, findings, tables);
  }
}
