package org.radloom.trainingdata.nightly;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held by one night's run. The system frees it when its process ends, however that ends. */
final class NightlyLock implements AutoCloseable {
  private final FileChannel channel;

  private NightlyLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock, or returns nothing if another run holds it. */
  static Optional<NightlyLock> take(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      FileLock lock = channel.tryLock();
      held = lock != null;
    } catch (OverlappingFileLockException e) {
      // Held by another thread of this process.
    } finally {
      if (!held) {
        channel.close();
      }
    }
    return held ? Optional.of(new NightlyLock(channel)) : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
