package org.radloom.viewerserver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.radloom.audit.Action;
import org.radloom.audit.AuditArguments;
import org.radloom.audit.AuditTrail;
import org.radloom.audit.RunAudit;
import org.radloom.commandline.UsageException;

/**
 * Tells the audit trails which datasets are shown, from when to when: that of each output folder
 * with datasets, if it has one, or the one trail that a flag names. Datasets that are added later
 * are not told of.
 */
final class ViewAudit implements AutoCloseable {
  /** The datasets of each trail. */
  private final Map<RunAudit, List<ShownDataset>> shown = new LinkedHashMap<>();

  private ViewAudit() {}

  /** Opens the trails. */
  static ViewAudit open(AuditArguments flags, List<ShownDataset> datasets)
      throws UsageException, IOException {
    Map<Path, List<ShownDataset>> byOutput = new LinkedHashMap<>();
    boolean one = !flags.audit().isEmpty();
    for (ShownDataset dataset : datasets) {
      Path trail = one ? Path.of(flags.audit()) : dataset.folder().resolveSibling("");
      byOutput.computeIfAbsent(trail, output -> new ArrayList<>()).add(dataset);
    }
    ViewAudit audit = new ViewAudit();
    boolean opened = false;
    try {
      for (Map.Entry<Path, List<ShownDataset>> entry : byOutput.entrySet()) {
        AuditTrail trail = AuditTrail.forReader(flags, entry.getKey());
        audit.shown.put(RunAudit.of(trail, "view", Map.of()), entry.getValue());
      }
      opened = true;
    } finally {
      if (!opened) {
        audit.close();
      }
    }
    return audit;
  }

  /** Tells that the datasets are shown from now on. */
  void started() throws IOException {
    for (Map.Entry<RunAudit, List<ShownDataset>> entry : shown.entrySet()) {
      RunAudit run = entry.getKey();
      run.started();
      for (ShownDataset dataset : entry.getValue()) {
        run.record(
            Action.VIEW_EXPORTED, Map.of("dataset", dataset.name(), "version", dataset.version()));
      }
      run.endWithProcess(Map::of);
    }
  }

  /** Tells that they are shown no longer. */
  void ended() throws IOException {
    for (RunAudit run : shown.keySet()) {
      run.ended("stopped", Map.of());
    }
  }

  @Override
  public void close() throws IOException {
    for (RunAudit run : shown.keySet()) {
      run.close();
    }
  }
}
