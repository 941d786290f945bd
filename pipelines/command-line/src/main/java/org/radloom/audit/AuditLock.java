package org.radloom.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Held while a trail is read for its end or written to, by one thread of one process at a time. */
final class AuditLock implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final FileChannel channel;

  private AuditLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of the folder.
   *
   * @param patience how long to wait for another holder
   * @throws AuditException if it is held for longer
   */
  static AuditLock hold(AuditFolder folder, Duration patience) throws IOException {
    Path file = folder.lock();
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      long until = System.nanoTime() + patience.toNanos();
      held = isFree(channel);
      while (!held && System.nanoTime() < until) {
        Thread.sleep(LOOK_EVERY.toMillis());
        held = isFree(channel);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuditException("interrupted while waiting for the audit trail");
    } finally {
      if (!held) {
        channel.close();
      }
    }
    if (!held) {
      throw new AuditException(
          "another process has held the audit trail %s for %d s; try again when it is through"
              .formatted(folder.path(), patience.toSeconds()));
    }
    return new AuditLock(channel);
  }

  /** Takes it if it is free. */
  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Held by another thread of this process.
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
