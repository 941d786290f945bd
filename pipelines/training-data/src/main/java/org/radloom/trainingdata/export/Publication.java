package org.radloom.trainingdata.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.radloom.audit.AuditHead;
import org.radloom.commandline.OutputFolder;
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

  private static final int MOST_EARLIER_VERSIONS = 20;

  private final ExportOptions options;
  private final ExportSettings settings;
  private final ExportAudit audit;
  private final PrintStream err;

  /** The dataset's folder if it is on this disk; nothing looks back into an object store. */
  private final @Nullable Path dataset;

  Publication(ExportOptions options, ExportSettings settings, ExportAudit audit, PrintStream err) {
    this.options = options;
    this.settings = settings;
    this.audit = audit;
    this.err = err;
    String folder = settings.output() + "/" + settings.dataset();
    dataset = OutputFolder.isLocal(folder) ? Path.of(folder) : null;
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
    try (StagedVersion staged = StagedVersion.in(settings.staging().root())) {
      staged.fetchAll();
      List<Path> earlier = earlierVersions();
      VersionGate gate = new VersionGate(options, settings, dataset, audit, err);
      Path checks = gate.check(staged.folder(), earlier);
      VersionReport.write(staged.folder(), earlier, checks);
      gate.requirePassed(staged.folder());
      VersionManifest manifest = staged.manifest();
      List<String> made = new ArrayList<>(MADE);
      if (checks == null) {
        made.remove(VersionGate.CHECKS);
      }
      manifest.list(made);
      manifest.with("gate", gate.toJson());
      noteAuditHead(manifest);
      if (dataset != null && checks != null) {
        gate.keepMetricsOf(checks);
      }
      List<String> paths = new ArrayList<>(manifest.paths());
      if (options.getEncryptWith().isEmpty()) {
        manifest.write();
        staged.store(made);
      } else {
        encrypt(staged, manifest);
        paths.add(VersionEncryption.SEAL);
        staged.store(paths);
      }
      VersionFolder.of(settings).publish(paths);
      audit.published(manifest.json(), manifest.bytes());
      if (dataset != null) {
        gate.recordMetrics();
        VersionIndex.write(dataset);
      }
      return manifest.json();
    }
  }

  /** Returns the versions that this one goes on from, newest first. */
  private List<Path> earlierVersions() throws IOException {
    List<Path> earlier = new ArrayList<>();
    String name = settings.previous();
    while (dataset != null && name != null && earlier.size() < MOST_EARLIER_VERSIONS) {
      Path manifest = dataset.resolve(name).resolve(VersionManifest.FILE);
      if (!Files.isRegularFile(manifest)) {
        break;
      }
      earlier.add(dataset.resolve(name));
      name = VersionManifest.read(manifest).json().path("previousVersion").asText(null);
    }
    return earlier;
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
