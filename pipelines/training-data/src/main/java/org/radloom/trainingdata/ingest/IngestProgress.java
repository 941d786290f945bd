package org.radloom.trainingdata.ingest;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.radloom.commandline.ProgressLine;

/**
 * Watches a stream by its ledger: a line that renews itself on a terminal, and elsewhere a line
 * every minute if anything came.
 */
final class IngestProgress implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration LINE_EVERY = Duration.ofMinutes(1);

  private final StoreLedger ledger;
  private final ProgressLine progress;
  private final long started = System.nanoTime();
  private long lastLook;
  private long lastLine;
  private long lastRead;

  private IngestProgress(StoreLedger ledger, PrintStream err) {
    this.ledger = ledger;
    progress = ProgressLine.of(err, this::look);
  }

  static IngestProgress watch(StoreLedger ledger, PrintStream err) {
    IngestProgress watching = new IngestProgress(ledger, err);
    watching.progress.start();
    return watching;
  }

  private void look() {
    long now = System.nanoTime();
    if (lastLook != 0 && now - lastLook < LOOK_EVERY.toNanos()) {
      return;
    }
    lastLook = now;
    StoreLedger.Sum sum;
    try {
      sum = ledger.look();
    } catch (IOException e) {
      // The folder may be out of reach for a moment; the job says so itself if that matters.
      return;
    }
    String line =
        String.format(
            Locale.ROOT,
            "%s  %,d read: %,d kept, %,d rejected, %,d duplicates, in %,d batches",
            ProgressLine.clock((now - started) / 1e9),
            sum.read(),
            sum.kept(),
            sum.rejected(),
            sum.duplicates(),
            sum.batches());
    if (progress.isOnTerminal()) {
      progress.renew(line);
    } else if (sum.read() > lastRead && now - lastLine > LINE_EVERY.toNanos()) {
      lastLine = now;
      lastRead = sum.read();
      progress.say(line);
    }
  }

  @Override
  public void close() {
    progress.close();
  }
}
