package org.radloom.trainingdata.export;

import java.util.Locale;
import java.util.Set;
import org.radloom.audit.AuditTrail;
import org.radloom.commandline.UsageException;
import org.radloom.stream.BatchFiles;
import org.radloom.trainingdata.erase.Tombstones;

/** What Radloom keeps beside datasets in an output folder, so that no dataset may be called so. */
final class OwnFolders {
  private static final Set<String> NAMES =
      Set.of(
          AuditTrail.FOLDER,
          Tombstones.FOLDER,
          // Of ingest.
          folder(BatchFiles.CURATED),
          folder(BatchFiles.REJECTS),
          folder(BatchFiles.LEDGER),
          "windows",
          // Of maps.
          "studies",
          "index.json");

  private OwnFolders() {}

  private static String folder(String prefix) {
    return prefix.substring(0, prefix.length() - 1);
  }

  /**
   * Refuses the name of a dataset that is taken. Some disks do not tell capitals apart.
   *
   * @throws UsageException if Radloom keeps something else there
   */
  static void refuse(String dataset) throws UsageException {
    if (NAMES.contains(dataset.toLowerCase(Locale.ROOT))) {
      throw new UsageException(
          "--dataset must not be %s: OUTPUT/%s is where Radloom keeps something else; choose a name such as %s-data"
              .formatted(dataset, dataset.toLowerCase(Locale.ROOT), dataset));
    }
  }
}
