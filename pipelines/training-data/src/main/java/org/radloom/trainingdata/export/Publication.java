package org.radloom.trainingdata.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.radloom.audit.AuditHead;
import org.radloom.datasetreport.VersionIndex;
import org.radloom.datasetreport.VersionReport;
import org.radloom.encryption.EncryptedVersion;
import org.radloom.encryption.VersionEncryption;
import org.radloom.transforms.ExportSettings;
import org.radloom.transforms.VersionFolder;

/**
 * The last steps of an export, by the process that submitted it: the gate checks the staged
 * version, the report, the data card and Croissant's metadata are written, the files are encrypted
 * if that is asked for, the manifest is completed, the version is moved to its place and named in
 * {@code LATEST}.
 */
public final class Publication {
  /** What is made of a staged version, for people to read, and is not what it is about. */
  private static final Set<String> MADE =
      Set.of(
          VersionReport.PAGE, VersionReport.CROISSANT, VersionReport.DATA_CARD, VersionGate.CHECKS);

  private final ExportOptions options;
  private final ExportSettings settings;
  private final ExportAudit audit;
  private final PrintStream err;
  private ModelNews models = ModelNews.NONE;

  Publication(ExportOptions options, ExportSettings settings, ExportAudit audit, PrintStream err) {
    this.options = options;
    this.settings = settings;
    this.audit = audit;
    this.err = err;
  }

  /** Returns whether a file of a version was made of the others, after the pipeline. */
  public static boolean isMadeOfOthers(String path) {
    return MADE.contains(path);
  }

  /**
   * Publishes what is staged, and returns its manifest.
   *
   * @throws IOException if the gate stops the version, which is then kept for inspection
   */
  JsonNode publish() throws IOException {
    try (StagedVersion staged = StagedVersion.in(settings.staging().root());
        DatasetFolder dataset = DatasetFolder.of(settings.output() + "/" + settings.dataset());
        VersionGate gate = new VersionGate(options, settings, audit, err)) {
      staged.fetchAll();
      models = ModelNews.of(staged.folder(), settings.watch().thresholds());
      List<Path> earlier = dataset.versionsBefore(settings.previous());
      VersionReport.writeCroissant(staged.folder());
      Path checks = gate.check(staged.folder(), earlier, dataset.history());
      VersionReport.write(staged.folder(), earlier, checks);
      VersionManifest manifest = staged.manifest();
      List<String> made = new ArrayList<>(MADE);
      if (checks == null) {
        made.remove(VersionGate.CHECKS);
      }
      manifest.list(made);
      manifest.with("gate", gate.toJson());
      noteAuditHead(manifest);
      gate.keepResults(checks);
      List<String> changed = made;
      List<String> paths = new ArrayList<>(manifest.paths());
      if (options.getEncryptWith().isEmpty()) {
        manifest.write();
      } else {
        encrypt(staged, manifest);
        paths.add(VersionEncryption.SEAL);
        changed = paths;
      }
      if (!gate.passed()) {
        throw gate.stopped(dataset.keepFailed(settings.version(), staged, paths));
      }
      staged.store(changed);
      VersionFolder.of(settings).publish(paths);
      audit.published(manifest.json(), manifest.bytes());
      audit.alerts(models);
      tell(dataset, gate);
      return manifest.json();
    }
  }

  /** Returns what is told of the models, once the version is published. */
  ModelNews models() {
    return models;
  }

  /** Updates what is told of all versions. The version is published, whatever becomes of this. */
  private void tell(DatasetFolder dataset, VersionGate gate) {
    try {
      dataset.forgetFailed(settings.version());
      if (gate.recordMetrics(dataset.history())) {
        dataset.storeHistory();
      }
      dataset.writeIndex();
    } catch (IOException e) {
      err.printf(
          "the version is published, but %s or %s could not be written: %s%n",
          DatasetFolder.HISTORY, VersionIndex.PAGE, e.getMessage());
    }
  }

  private void noteAuditHead(VersionManifest manifest) throws IOException {
    AuditHead head = audit.head().orElse(null);
    if (head != null) {
      manifest.with(
          "audit",
          JsonNodeFactory.instance
              .objectNode()
              .put("sequence", head.sequence())
              .put("head", head.hash()));
    }
  }

  private void encrypt(StagedVersion staged, VersionManifest manifest) throws IOException {
    Path keyset = Path.of(options.getEncryptWith());
    EncryptedVersion encrypted =
        VersionEncryption.encrypt(staged.folder(), settings.dataset(), settings.version(), keyset);
    encrypted.describeIn(manifest.json());
    manifest.write();
    VersionEncryption.seal(staged.folder(), settings.dataset(), settings.version(), keyset);
  }
}
