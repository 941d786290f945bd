package org.radloom.models.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The end of a prediction's time. ONNX Runtime looks at it between operators: one operator that
 * takes longer is not cut short.
 */
final class Deadline implements AutoCloseable {
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private final RunOptions run;
  private final Future<?> end;
  private boolean closed;
  private boolean passed;

  private Deadline(RunOptions run, Duration timeout) {
    this.run = run;
    this.end = CLOCK.schedule(this::pass, timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  static Deadline after(Duration timeout, RunOptions run) {
    return new Deadline(run, timeout);
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "model-deadlines");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
    return clock;
  }

  private synchronized void pass() {
    // Once closed, the options may be gone.
    if (!closed) {
      passed = true;
      try {
        run.setTerminate(true);
      } catch (OrtException e) {
        throw new IllegalStateException("a run could not be told to end", e);
      }
    }
  }

  synchronized boolean hasPassed() {
    return passed;
  }

  @Override
  public void close() {
    end.cancel(false);
    synchronized (this) {
      closed = true;
    }
  }
}
