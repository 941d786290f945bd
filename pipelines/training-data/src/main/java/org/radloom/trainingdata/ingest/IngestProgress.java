package org.radloom.trainingdata.ingest;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.radloom.commandline.ProgressLine;
import org.radloom.stream.BatchFiles;
import org.radloom.stream.Ledger;

/**
 * Watches a stream by its ledger: a line that renews itself on a terminal, and elsewhere a line
 * every minute if anything came.
 */
final class IngestProgress implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
  private static final Duration LINE_EVERY = Duration.ofMinutes(1);

  private final String entries;
  private final ProgressLine progress;
  private final Set<String> counted = new HashSet<>();
  private final Ledger ledger = new Ledger();
  private final long started = System.nanoTime();
  private long lastLook;
  private long lastLine;
  private long lastRead;

  private IngestProgress(String output, PrintStream err) {
    entries = output + "/" + BatchFiles.LEDGER + "*.json";
    progress = ProgressLine.of(err, this::look);
  }

  static IngestProgress watch(String output, PrintStream err) {
    IngestProgress watching = new IngestProgress(output, err);
    watching.progress.start();
    return watching;
  }

  private void look() {
    long now = System.nanoTime();
    if (lastLook != 0 && now - lastLook < LOOK_EVERY.toNanos()) {
      return;
    }
    lastLook = now;
    try {
      count();
    } catch (IOException e) {
      // The folder may be out of reach for a moment; the job says so itself if that matters.
      return;
    }
    String line =
        String.format(
            Locale.ROOT,
            "%s  %,d read: %,d kept, %,d rejected, %,d duplicates, in %,d batches",
            ProgressLine.clock((now - started) / 1e9),
            ledger.read(),
            ledger.events(),
            ledger.rejected(),
            ledger.duplicates(),
            counted.size());
    if (progress.isOnTerminal()) {
      progress.renew(line);
    } else if (ledger.read() > lastRead && now - lastLine > LINE_EVERY.toNanos()) {
      lastLine = now;
      lastRead = ledger.read();
      progress.say(line);
    }
  }

  private void count() throws IOException {
    for (MatchResult.Metadata entry :
        FileSystems.match(entries, EmptyMatchTreatment.ALLOW).metadata()) {
      if (counted.add(entry.resourceId().toString())) {
        try (var in = Channels.newInputStream(FileSystems.open(entry.resourceId()))) {
          ledger.add(in.readAllBytes());
        }
      }
    }
  }

  @Override
  public void close() {
    progress.close();
  }
}
