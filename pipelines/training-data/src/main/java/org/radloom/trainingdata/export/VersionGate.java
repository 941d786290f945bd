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
import org.radloom.commandline.FolderTree;
import org.radloom.commandline.UsageException;
import org.radloom.datasetreport.VersionReport;
import org.radloom.trainingdata.gate.GateProcess;
import org.radloom.trainingdata.gate.GateResult;
import org.radloom.transforms.ExportSettings;

/** The gate that a version has to pass before it is published, if it is asked for. */
final class VersionGate {
  static final String CHECKS = "checks.json";

  private static final String HISTORY = "metrics-history.json";

  private final boolean on;
  private final ExportSettings settings;
  private final @Nullable Path dataset;
  private final ExportAudit audit;
  private final PrintStream err;
  private @Nullable GateResult result;
  private @Nullable Path keptChecks;

  VersionGate(
      ExportOptions options,
      ExportSettings settings,
      @Nullable Path dataset,
      ExportAudit audit,
      PrintStream err) {
    this.on = options.getGate().equals("on");
    this.settings = settings;
    this.dataset = dataset;
    this.audit = audit;
    this.err = err;
  }

  /** Refuses what is neither on nor off. */
  static void requireChoice(String choice) throws UsageException {
    if (!choice.equals("on") && !choice.equals("off")) {
      throw new UsageException("--gate must be on or off, but was: " + choice);
    }
  }

  /**
   * Checks a staged version.
   *
   * @param earlier the versions before, newest first
   * @return the results, in the version's folder; null if there is no gate
   * @throws IOException if the gate could not run
   */
  @Nullable Path check(Path version, List<Path> earlier) throws IOException {
    if (!on) {
      return null;
    }
    err.println("checking the version");
    Path checks = version.resolve(CHECKS);
    Path history = (dataset == null ? version.resolveSibling("history") : dataset).resolve(HISTORY);
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
    return VersionManifest.read(newest.resolve(VersionManifest.FILE)).json().has("encryption")
        ? null
        : newest;
  }

  /**
   * Keeps a version that did not pass beside the published ones.
   *
   * @throws IOException if it did not pass, which says where it is
   */
  void requirePassed(Path version) throws IOException {
    if (result == null || result.status() == GateResult.Status.PASS) {
      return;
    }
    String why = "the gate stopped the version, so nothing was published: " + result.summary();
    if (dataset == null) {
      throw new IOException(why);
    }
    Path kept = dataset.resolve(".failed-" + settings.version());
    if (Files.exists(kept)) {
      FolderTree.delete(kept);
    }
    Files.move(version, kept, StandardCopyOption.ATOMIC_MOVE);
    throw new IOException("%s; see %s".formatted(why, kept.resolve(VersionReport.PAGE)));
  }

  /** Returns what the manifest says of it. */
  JsonNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("status", on ? "pass" : "off");
  }

  /** Keeps the results, which may be encrypted before the metrics are recorded. */
  void keepMetricsOf(Path checks) throws IOException {
    keptChecks = Path.of(settings.staging().root(), CHECKS);
    Files.copy(checks, keptChecks, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Adds the metrics of the published version to those of the versions before. */
  void recordMetrics() throws IOException {
    if (dataset == null || keptChecks == null) {
      return;
    }
    try {
      GateProcess.record(keptChecks, settings.version(), dataset.resolve(HISTORY));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while metrics were recorded");
    }
  }
}
