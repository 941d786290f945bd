package org.radloom.localcluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Held while a cluster is started or stopped, by one process at a time. */
final class ClusterLock implements AutoCloseable {
  private final FileChannel channel;

  private ClusterLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock that the file stands for.
   *
   * @throws IOException if it is held
   */
  static ClusterLock hold(Path file) throws IOException {
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
    if (!held) {
      throw new IOException("another process starts or stops this cluster; try again");
    }
    return new ClusterLock(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
