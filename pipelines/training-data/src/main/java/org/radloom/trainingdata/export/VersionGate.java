package org.radloom.trainingdata.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.UsageException;
import org.radloom.datasetreport.VersionReport;
import org.radloom.trainingdata.gate.GateProcess;
import org.radloom.trainingdata.gate.GateResult;
import org.radloom.transforms.ExportSettings;

/** The gate that a version has to pass before it is published, if it is asked for. */
final class VersionGate implements AutoCloseable {
  static final String CHECKS = "checks.json";

  private final boolean on;
  private final boolean encrypted;
  private final ExportSettings settings;
  private final ExportAudit audit;
  private final PrintStream err;
  private @Nullable GateResult result;
  private @Nullable Path keptChecks;

  VersionGate(ExportOptions options, ExportSettings settings, ExportAudit audit, PrintStream err) {
    this.on = options.getGate().equals("on");
    this.encrypted = !options.getEncryptWith().isEmpty();
    this.settings = settings;
    this.audit = audit;
    this.err = err;
  }

  /** Refuses what is neither on nor off, and a gate that is not there, before any work is done. */
  static void requireReady(ExportOptions options) throws UsageException {
    String choice = options.getGate();
    if (!choice.equals("on") && !choice.equals("off")) {
      throw new UsageException("--gate must be on or off, but was: " + choice);
    }
    if (choice.equals("on") && !options.getDryRun()) {
      try {
        GateProcess.requireBuilt();
      } catch (IOException e) {
        throw new UsageException(
            "--gate=on, but %s; --gate=off goes without".formatted(e.getMessage()));
      }
    }
  }

  /**
   * Checks a staged version.
   *
   * @param earlier the versions before, newest first
   * @param history metrics of published versions, which need not be there
   * @return the results, in the version's folder; null if there is no gate
   * @throws IOException if the gate could not run
   */
  @Nullable Path check(Path version, List<Path> earlier, Path history) throws IOException {
    if (!on) {
      return null;
    }
    err.println("checking the version");
    Path checks = version.resolve(CHECKS);
    try {
      result = GateProcess.check(version, readable(earlier), history, checks, err);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the gate ran");
    }
    audit.gate(result.status().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (result.status() == GateResult.Status.COULD_NOT_RUN) {
      throw new IOException(
          "the gate could not run, so nothing was published: " + result.summary());
    }
    return checks;
  }

  /** Returns the version before, unless it is encrypted. */
  private static @Nullable Path readable(List<Path> earlier) throws IOException {
    if (earlier.isEmpty()) {
      return null;
    }
    Path newest = earlier.get(0);
    return VersionManifest.read(newest.resolve(VersionManifest.FILE)).isEncrypted() ? null : newest;
  }

  /** Returns whether the version may be published. */
  boolean passed() {
    return result == null || result.status() == GateResult.Status.PASS;
  }

  /** Returns the failure to throw for a version that may not, which says where it is kept. */
  IOException stopped(String kept) {
    return new IOException(
        "the gate stopped the version, so nothing was published: %s; see %s/%s%s"
            .formatted(
                result == null ? "" : result.summary(),
                kept,
                VersionReport.PAGE,
                encrypted ? ", once radloom decrypt has opened it" : ""));
  }

  /** Returns what the manifest says of it. */
  JsonNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("status", !on ? "off" : passed() ? "pass" : "fail");
  }

  /** Keeps the results out of the version's folder, whose files may be encrypted next. */
  void keepResults(@Nullable Path checks) throws IOException {
    if (checks != null) {
      keptChecks = Files.createTempFile("radloom-checks-", ".json");
      Files.copy(checks, keptChecks, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Adds the metrics of the published version to those before; returns whether there are any. */
  boolean recordMetrics(Path history) throws IOException {
    if (keptChecks == null) {
      return false;
    }
    try {
      GateProcess.record(keptChecks, settings.version(), history);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while metrics were recorded");
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    if (keptChecks != null) {
      Files.delete(keptChecks);
    }
  }
}
