package org.radloom.trainingdata.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.radloom.commandline.FolderTree;

/**
 * The checkpoints of a stream that runs inside this process: {@code OUTPUT/.checkpoints}. The next
 * run goes on from the newest that is whole. The settings of Flink that this takes lie in a
 * temporary folder until the stream has ended.
 */
final class LocalState implements Closeable {
  private static final String FOLDER = ".checkpoints";

  /** The file that Flink writes last into a checkpoint. */
  private static final String WHOLE = "_metadata";

  private final Optional<Path> newest;
  private final Path settings;

  /** Looks for a checkpoint and writes the settings. */
  LocalState(String output) throws IOException {
    Path folder = Path.of(output, FOLDER);
    newest = newest(folder);
    settings = Files.createTempDirectory("radloom-flink-");
    StringBuilder yaml =
        new StringBuilder()
            .append("state.backend.type: hashmap\n")
            .append("state.checkpoint-storage: filesystem\n")
            .append("state.checkpoints.num-retained: 2\n")
            .append("restart-strategy.type: exponential-delay\n")
            .append("state.checkpoints.dir: ")
            .append(quoted(folder));
    newest.ifPresent(path -> yaml.append("execution.savepoint.path: ").append(quoted(path)));
    Files.writeString(settings.resolve("config.yaml"), yaml);
  }

  private static String quoted(Path path) {
    return "'" + path.toUri().toString().replace("'", "''") + "'\n";
  }

  /** Returns the checkpoint that the stream goes on from. */
  Optional<Path> checkpoint() {
    return newest;
  }

  /** Returns the folder of the settings. */
  String settingsFolder() {
    return settings.toString();
  }

  private static Optional<Path> newest(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
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

  @Override
  public void close() throws IOException {
    FolderTree.delete(settings);
  }
}
