package org.radloom.trainingdata.export;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.radloom.audit.Action;
import org.radloom.audit.AuditHead;
import org.radloom.audit.AuditTrail;
import org.radloom.commandline.UsageException;
import org.radloom.privacy.Keys;
import org.radloom.privacy.Purpose;
import org.radloom.records.Digests;
import org.radloom.transforms.ExportSettings;

/** What an export tells the audit trail: names, counts, digests and key ids, and nothing else. */
final class ExportAudit implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMMAND = "export";

  private final AuditTrail trail;
  private final String dataset;
  private final String version;
  private final long began = System.nanoTime();

  private ExportAudit(AuditTrail trail, String dataset, String version) {
    this.trail = trail;
    this.dataset = dataset;
    this.version = version;
  }

  /** Opens the trail that the options ask for; a dry run leaves none. */
  static ExportAudit open(ExportOptions options, PrintStream err)
      throws UsageException, IOException {
    return new ExportAudit(
        options.getDryRun()
            ? AuditTrail.off()
            : AuditTrail.forOutput(options, options.getOutput(), err),
        options.getDataset(),
        options.getDatasetVersion());
  }

  /** Tells that the run began, what it was told to do, and with which keys. */
  void started(ExportSettings settings) throws IOException {
    trail.record(
        Action.RUN_STARTED,
        about(Map.of("command", COMMAND, "codeVersion", settings.provenance().codeVersion())));
    Map<String, String> options = new TreeMap<>(settings.provenance().options());
    byte[] canonical = JSON.writeValueAsString(options).getBytes(StandardCharsets.UTF_8);
    trail.record(
        Action.CONFIG,
        about(Map.of("command", COMMAND, "sha256", sha256(canonical), "options", options)));
    Map<String, String> ids = new LinkedHashMap<>();
    Keys keys = settings.keys();
    for (Purpose purpose : Purpose.values()) {
      ids.put(purpose.fileName(), keys.id(purpose));
    }
    trail.record(Action.KEY_USED, about(Map.of("command", COMMAND, "keyIds", ids)));
  }

  /** Returns the newest event, for the manifest. */
  Optional<AuditHead> head() throws IOException {
    return trail.head();
  }

  /** Tells how the gate judged the version. */
  void gate(String status) throws IOException {
    trail.record(Action.GATE_RESULT, about(Map.of("status", status)));
  }

  /** Tells that the version is published. */
  void published(JsonNode manifest, byte[] bytes) throws IOException {
    trail.record(
        Action.PUBLISHED,
        about(
            Map.of(
                "manifestSha256",
                sha256(bytes),
                "files",
                manifest.path("files").size(),
                "counts",
                counts(manifest))));
  }

  /** Tells that the run went well. */
  void ended(JsonNode manifest) throws IOException {
    trail.record(
        Action.RUN_ENDED,
        about(
            Map.of(
                "command",
                COMMAND,
                "outcome",
                "done",
                "counts",
                counts(manifest),
                "seconds",
                seconds())));
  }

  /** Tells that the run failed, and by which kind of failure; never its message. */
  void failed(Throwable failure) {
    try {
      trail.record(
          Action.RUN_ENDED,
          about(
              Map.of(
                  "command",
                  COMMAND,
                  "outcome",
                  "failed",
                  "failure",
                  failure.getClass().getSimpleName(),
                  "seconds",
                  seconds())));
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private Map<String, Object> about(Map<String, ?> details) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("dataset", dataset);
    all.put("version", version);
    all.putAll(details);
    return all;
  }

  private static Map<String, Object> counts(JsonNode manifest) {
    return JSON.convertValue(manifest.path("counts"), new TypeReference<>() {});
  }

  private long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(Digests.sha256().digest(bytes));
  }

  @Override
  public void close() throws IOException {
    trail.close();
  }
}
