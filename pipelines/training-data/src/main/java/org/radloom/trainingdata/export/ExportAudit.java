package org.radloom.trainingdata.export;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import org.radloom.audit.Action;
import org.radloom.audit.AuditHead;
import org.radloom.audit.AuditTrail;
import org.radloom.audit.RunAudit;
import org.radloom.commandline.UsageException;
import org.radloom.files.Digests;
import org.radloom.transforms.ExportSettings;

/** What an export tells the audit trail: names, counts, digests and key ids, and nothing else. */
final class ExportAudit implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunAudit run;

  private ExportAudit(RunAudit run) {
    this.run = run;
  }

  /** Opens the trail that the options ask for; a dry run leaves none. */
  static ExportAudit open(ExportOptions options, PrintStream err)
      throws UsageException, IOException {
    AuditTrail trail =
        options.getDryRun()
            ? AuditTrail.off()
            : AuditTrail.forOutput(options, options.getOutput(), err);
    return new ExportAudit(
        RunAudit.of(
            trail,
            "export",
            Map.of("dataset", options.getDataset(), "version", options.getDatasetVersion())));
  }

  /** Tells that the run began, what it was told to do, and with which keys. */
  void started(ExportSettings settings) throws IOException {
    run.started();
    run.config(settings.provenance().options());
    run.keysUsed(settings.keys().ids());
  }

  /** Returns the newest event, for the manifest. */
  Optional<AuditHead> head() throws IOException {
    return run.head();
  }

  /** Tells how the gate judged the version. */
  void gate(String status) throws IOException {
    run.record(Action.GATE_RESULT, Map.of("status", status));
  }

  /** Tells that the version is published. */
  void published(JsonNode manifest, byte[] bytes) throws IOException {
    long size = 0;
    for (JsonNode file : manifest.path("files")) {
      size += file.path("bytes").asLong();
    }
    run.record(
        Action.PUBLISHED,
        Map.of(
            "manifestSha256", Digests.sha256Hex(bytes),
            "files", manifest.path("files").size(),
            "bytes", size,
            "counts", counts(manifest)));
  }

  /** Tells that models do not keep their thresholds, if any does not. */
  void alerts(ModelNews models) throws IOException {
    if (!models.alerts().isEmpty()) {
      run.record(Action.MODEL_ALERTS, Map.of("counts", models.alertCounts()));
    }
  }

  /** Tells that the run went well. */
  void ended(JsonNode manifest) throws IOException {
    run.ended("done", Map.of("counts", counts(manifest)));
  }

  /** Tells that the run failed, and by which kind of failure; never its message. */
  void failed(Throwable failure) {
    run.failed(failure);
  }

  private static Map<String, Object> counts(JsonNode manifest) {
    return JSON.convertValue(manifest.path("counts"), new TypeReference<>() {});
  }

  @Override
  public void close() throws IOException {
    run.close();
  }
}
