package org.radloom.commandline;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How far a run is: a thread that looks again and again, four times a second by default, and on a
 * terminal a line that renews itself.
 */
public final class ProgressLine implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);
  private static final String CLEAR = "\r\033[K";

  private final PrintStream err;

  @SuppressWarnings("SystemConsoleNull") // Radloom runs on JDK 17, where null means no terminal.
  private final boolean terminal = System.console() != null;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread watcher;

  private ProgressLine(PrintStream err, Duration every, Runnable look) {
    this.err = err;
    this.watcher = new Thread(() -> watch(every, look), "progress");
    watcher.setDaemon(true);
  }

  /**
   * Makes one that does not look yet, see {@link #start}.
   *
   * @param err where the user reads
   * @param look finds out how far the run is and tells
   */
  public static ProgressLine of(PrintStream err, Runnable look) {
    return of(err, LOOK_EVERY, look);
  }

  /**
   * Makes one that does not look yet, see {@link #start}.
   *
   * @param err where the user reads
   * @param every how long to wait between two looks
   * @param look finds out how far the run is and tells
   */
  public static ProgressLine of(PrintStream err, Duration every, Runnable look) {
    return new ProgressLine(err, every, look);
  }

  /** Begins to look. */
  public void start() {
    watcher.start();
  }

  private void watch(Duration every, Runnable look) {
    try {
      while (!closed.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        look.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns whether somebody sits there. */
  public boolean isOnTerminal() {
    return terminal;
  }

  /** Puts the text in place of the line; nothing happens away from a terminal. */
  public void renew(String text) {
    if (terminal) {
      err.print(CLEAR + text);
      err.flush();
    }
  }

  /** Prints a line that stays. */
  public void say(String text) {
    err.println((terminal ? CLEAR : "") + text);
  }

  /** Returns minutes and seconds, for example {@code 2:05}. */
  public static String clock(double seconds) {
    long whole = Math.round(seconds);
    return "%d:%02d".formatted(whole / 60, whole % 60);
  }

  /** Looks no more, once a look that goes on has ended, and takes the line away. */
  @Override
  public void close() {
    closed.countDown();
    try {
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    renew("");
  }
}
