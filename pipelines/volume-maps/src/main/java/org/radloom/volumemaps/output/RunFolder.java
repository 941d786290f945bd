package org.radloom.volumemaps.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.radloom.commandline.FolderTree;

/**
 * The folder a run works in: {@code OUT/.run-RANDOM}, on the output's file system, so that what is
 * made there is put in place by rename. The run holds a lock in it, which the system takes back
 * however the run ends: what killed runs left is known by its open lock, and deleted by the next.
 */
public final class RunFolder implements AutoCloseable {
  private static final String PREFIX = ".run-";
  private static final String LOCK = "lock";
  private static final String WORK = "work";
  private static final String OUTCOMES = "outcomes";

  private final Path folder;
  private final FileChannel lock;

  private RunFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Makes one in the output folder, and deletes what killed runs left beside it. */
  public static RunFolder in(Path output) throws IOException {
    Files.createDirectories(output);
    deleteAbandoned(output);
    Path folder = Files.createDirectory(output.resolve(PREFIX + UUID.randomUUID()));
    FileChannel lock =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    lock.lock();
    Files.createDirectory(work(folder));
    Files.createDirectory(outcomes(folder));
    return new RunFolder(folder, lock);
  }

  /** Returns the folder. */
  public Path folder() {
    return folder;
  }

  /** Returns where studies of a run are written. */
  public static Path work(Path run) {
    return run.resolve(WORK);
  }

  /** Returns where the outcomes of a run are told to whoever watches it. */
  public static Path outcomes(Path run) {
    return run.resolve(OUTCOMES);
  }

  private static void deleteAbandoned(Path output) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(output, PREFIX + "*")) {
      for (Path folder : folders) {
        if (isAbandoned(folder.resolve(LOCK))) {
          FolderTree.delete(folder);
        }
      }
    }
  }

  private static boolean isAbandoned(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock taken = channel.tryLock()) {
      return taken != null;
    } catch (OverlappingFileLockException e) {
      // A run of this very process.
      return false;
    } catch (NoSuchFileException e) {
      // It is being made, or was killed within that instant; an empty folder harms nobody.
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
    FolderTree.delete(folder);
  }
}
