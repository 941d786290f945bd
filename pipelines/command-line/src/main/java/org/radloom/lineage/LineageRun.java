package org.radloom.lineage;

import java.util.List;

/** A run that has begun. It ends once; what is told after that is not passed on. */
public final class LineageRun {
  private final Lineage lineage;
  private final LineageEvents events;
  private boolean ended;

  LineageRun(Lineage lineage, LineageEvents events) {
    this.lineage = lineage;
    this.events = events;
  }

  /** Tells that the run made these. */
  public void complete(List<LineageDataset> outputs) {
    end(events.complete(outputs));
  }

  /**
   * Tells that the run failed.
   *
   * @param kind of failure, in words that hold nothing of the data
   */
  public void fail(String kind) {
    end(events.fail(kind));
  }

  /**
   * Tells that the run failed, by the kind of the innermost cause; its message may hold anything.
   */
  public void fail(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    fail(root.getClass().getName());
  }

  private void end(String event) {
    if (!ended) {
      ended = true;
      lineage.send(event);
    }
  }
}
