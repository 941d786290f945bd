package org.radloom.trainingdata.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import org.radloom.audit.AuditTrail;
import org.radloom.audit.RunAudit;
import org.radloom.commandline.UsageException;

/**
 * What a stream tells the audit trail of its output: that it began, with which settings and keys,
 * and how it ended, with the sum of the ledger.
 */
final class IngestAudit implements Closeable {
  private final RunAudit run;
  private final StoreLedger ledger;

  private IngestAudit(RunAudit run, StoreLedger ledger) {
    this.run = run;
    this.ledger = ledger;
  }

  /** Opens the trail that the options ask for, and tells it of the start. */
  static IngestAudit start(
      IngestOptions options, IngestPlan plan, StoreLedger ledger, PrintStream err)
      throws UsageException, IOException {
    AuditTrail trail = AuditTrail.forOutput(options, plan.output(), err);
    Map<String, String> about =
        options.getWindows() ? Map.of("dataset", options.getDataset()) : Map.of();
    RunAudit run = RunAudit.of(trail, "ingest", about);
    boolean told = false;
    try {
      run.started();
      run.config(plan.keptOptions());
      run.keysUsed(plan.keyIds());
      told = true;
    } finally {
      if (!told) {
        run.close();
      }
    }
    IngestAudit audit = new IngestAudit(run, ledger);
    run.endWithProcess(audit::counts);
    return audit;
  }

  /** Tells how the stream ended. */
  void ended(String outcome) throws IOException {
    run.ended(outcome, counts());
  }

  /** Tells that the job was given to a cluster, where it goes on without this process. */
  void submitted() throws IOException {
    run.ended("submitted", Map.of());
  }

  /** Tells that the stream failed. */
  void failed(Throwable failure) {
    run.failed(failure);
  }

  private Map<String, ?> counts() {
    try {
      return Map.of("counts", ledger.look().byName());
    } catch (IOException | RuntimeException e) {
      // An end without counts is better than none.
      return Map.of();
    }
  }

  /** Tells of the end, if nobody has. */
  @Override
  public void close() throws IOException {
    try (run) {
      run.ended("stopped", counts());
    }
  }
}
