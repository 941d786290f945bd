package org.radloom.trainingdata.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radloom.commandline.FolderTree;
import org.radloom.commandline.UsageException;
import org.radloom.files.HeldFile;

/**
 * The checkpoints of a stream that runs inside this process: {@code OUTPUT/.checkpoints}, which
 * only its owner can open, for they hold events. The next run goes on from the newest that is
 * whole, and deletes those of the runs before that. One run at a time. The settings of Flink that
 * this takes lie in a temporary folder until the stream has ended.
 */
final class LocalState implements Closeable {
  private static final String FOLDER = ".checkpoints";
  private static final String LOCK = ".lock";

  /** The file that Flink writes last into a checkpoint. */
  private static final String WHOLE = "_metadata";

  private final HeldFile lock;
  private final Optional<String> from;
  private final Path settings;

  /**
   * Looks for a checkpoint and writes the settings.
   *
   * @param wanted the checkpoint or savepoint that the user wants; null for the newest
   * @throws UsageException if another run goes on in this output
   */
  LocalState(String output, @Nullable String wanted) throws IOException, UsageException {
    Path folder = Path.of(output, FOLDER);
    Files.createDirectories(folder, ownerOnly());
    // Held until it is closed, or the process ends however it ends.
    lock =
        HeldFile.take(folder.resolve(LOCK))
            .orElseThrow(() -> new UsageException("another ingest is running in " + output));
    if (wanted == null) {
      Optional<Path> newest = newest(folder);
      if (newest.isPresent()) {
        deleteOthers(folder, newest.get().resolveSibling(""));
      }
      from = newest.map(LocalState::uri);
    } else {
      from = Optional.of(wanted);
    }
    settings = Files.createTempDirectory("radloom-flink-");
    StringBuilder yaml =
        new StringBuilder()
            .append("state.backend.type: hashmap\n")
            .append("state.checkpoint-storage: filesystem\n")
            .append("state.checkpoints.num-retained: 2\n")
            .append("restart-strategy.type: exponential-delay\n")
            .append("state.checkpoints.dir: ")
            .append(quoted(uri(folder)));
    from.ifPresent(path -> yaml.append("execution.savepoint.path: ").append(quoted(path)));
    Files.writeString(settings.resolve("config.yaml"), yaml);
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  private static String uri(Path path) {
    return path.toUri().toString();
  }

  private static String quoted(String path) {
    return "'" + path.replace("'", "''") + "'\n";
  }

  /** Returns the checkpoint or savepoint that the stream goes on from. */
  Optional<String> from() {
    return from;
  }

  /** Returns the folder of the settings. */
  String settingsFolder() {
    return settings.toString();
  }

  private static Optional<Path> newest(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder, 3)) {
      return files
          .filter(file -> file.getFileName().toString().equals(WHOLE))
          .max(Comparator.comparing(LocalState::writtenAt))
          .map(Path::getParent);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static FileTime writtenAt(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteOthers(Path folder, Path kept) throws IOException {
    List<Path> jobs;
    try (Stream<Path> entries = Files.list(folder)) {
      jobs = entries.filter(Files::isDirectory).filter(job -> !job.equals(kept)).toList();
    }
    for (Path job : jobs) {
      FolderTree.delete(job);
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      FolderTree.delete(settings);
    }
  }
}
