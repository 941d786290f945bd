package org.radloom.speech.command;

import java.io.PrintStream;
import java.time.Duration;
import org.radloom.commandline.ProgressLine;
import org.radloom.speech.Transcriber;

/**
 * How far the recordings are: a line that renews itself on a terminal, elsewhere a line every half
 * minute. It names no recording.
 */
final class TranscribeProgress implements Transcriber.Listener, AutoCloseable {
  private static final Duration LINE_EVERY = Duration.ofSeconds(30);

  private final int recordings;
  private final ProgressLine line;
  private int number;
  private long lastLine = System.nanoTime();

  TranscribeProgress(int recordings, PrintStream err) {
    this.recordings = recordings;
    this.line = ProgressLine.of(err, () -> {});
  }

  /** Begins with the next recording. */
  void next() {
    number++;
    show("recording %d of %d".formatted(number, recordings));
  }

  @Override
  public void heard(double seconds, double of) {
    show(
        "recording %d of %d: %s of %s"
            .formatted(number, recordings, ProgressLine.clock(seconds), ProgressLine.clock(of)));
  }

  private void show(String text) {
    line.renew(text);
    long now = System.nanoTime();
    if (!line.isOnTerminal() && now - lastLine >= LINE_EVERY.toNanos()) {
      lastLine = now;
      line.say(text);
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
