package org.radloom.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock that a file stands for: held by one thread of one process of this machine at a time. The
 * system frees it when its process ends, however that ends. The file stays.
 */
public final class HeldFile implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /**
   * What this process holds. Looked at before a file is opened: where locks are those of POSIX, a
   * process that closes a file loses its lock on it, whoever took that.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private HeldFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock, or returns nothing if it is held.
   *
   * @param file made if it is not there; its folder must be
   */
  public static Optional<HeldFile> take(Path file) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("").toRealPath();
    Path name = folder.resolve(String.valueOf(file.getFileName()));
    if (!HELD_HERE.add(name)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    boolean held = false;
    try {
      channel = FileChannel.open(name, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      held = lock != null;
      return held ? Optional.of(new HeldFile(name, channel)) : Optional.empty();
    } finally {
      if (!held) {
        if (channel != null) {
          channel.close();
        }
        HELD_HERE.remove(name);
      }
    }
  }

  /**
   * Takes the lock, or returns nothing if it is held for longer than we wait.
   *
   * @param patience how long to wait for another holder
   */
  public static Optional<HeldFile> take(Path file, Duration patience)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    Optional<HeldFile> held = take(file);
    while (held.isEmpty() && System.nanoTime() - began < patience.toNanos()) {
      Thread.sleep(LOOK_EVERY.toMillis());
      held = take(file);
    }
    return held;
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      try {
        channel.close();
      } finally {
        // Not before: the next holder's file must not be open when ours is closed.
        HELD_HERE.remove(file);
      }
    }
  }
}
