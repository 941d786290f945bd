package org.radloom.localcluster;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Waits that end. */
final class Await {
  private static final Duration PAUSE = Duration.ofMillis(200);

  /** A look that may find what is waited for, or nothing yet. */
  interface Look<T> {
    Optional<T> look() throws IOException, InterruptedException;
  }

  /** Says, when the time is up, what was seen instead. */
  interface Sight {
    String describe() throws IOException, InterruptedException;
  }

  private Await() {}

  /**
   * Returns what a look finds, and looks until it does. A look that fails found nothing.
   *
   * @param instead ends the sentence of the failure, for example {@code job 1f is FAILED}
   * @throws IOException if nothing was found in time; its cause is the failure of the last look
   */
  static <T> T found(Duration limit, Look<T> look, Sight instead)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      IOException failure = null;
      try {
        Optional<T> found = look.look();
        if (found.isPresent()) {
          return found.get();
        }
      } catch (GaveUpException e) {
        throw e;
      } catch (IOException e) {
        failure = e;
      }
      if (System.nanoTime() >= deadline) {
        throw new IOException(
            "after %d s: %s".formatted(limit.toSeconds(), describe(instead, failure)), failure);
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private static String describe(Sight instead, @Nullable IOException failure)
      throws InterruptedException {
    try {
      return instead.describe();
    } catch (IOException e) {
      return String.valueOf((failure == null ? e : failure).getMessage());
    }
  }

  /** There is no use in waiting longer. */
  static final class GaveUpException extends IOException {
    private static final long serialVersionUID = 1L;

    GaveUpException(String message) {
      super(message);
    }
  }
}
