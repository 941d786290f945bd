package org.radloom.volumemaps.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.radloom.commandline.FolderTree;

/**
 * A study that is being written, in a folder of its own in the folder of the run, so that neither a
 * retry nor a twin that was thought dead meets it. {@link #place} puts it where it belongs by
 * rename; until then an earlier result stays as it was.
 */
public final class StagedStudy implements AutoCloseable {
  private static final int PLACE_ATTEMPTS = 100;

  private final Path target;
  private final Path folder;
  private final List<String> names = new ArrayList<>();

  private StagedStudy(Path target, Path folder) {
    this.target = target;
    this.folder = folder;
  }

  /** What goes into a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes it to a file that does not exist. */
    void writeTo(Path file) throws IOException;
  }

  /**
   * Begins one.
   *
   * @param target where it belongs
   * @param work an existing folder on the same file system
   */
  public static StagedStudy in(Path work, Path target) throws UnwritableResultException {
    String name = target.getFileName().toString();
    Path folder = work.resolve("%s@%s".formatted(name, UUID.randomUUID()));
    try {
      // Not its parents: without the folder of the run there is no run.
      Files.createDirectory(folder);
    } catch (IOException e) {
      throw new UnwritableResultException("study " + name, e);
    }
    return new StagedStudy(target, folder);
  }

  /** Writes a file of the study. */
  public void write(String name, Content content) throws UnwritableResultException {
    try {
      content.writeTo(folder.resolve(name));
    } catch (IOException e) {
      throw new UnwritableResultException(name, e);
    }
    names.add(name);
  }

  /** Writes a JSON file of the study. */
  public void write(String name, JsonNode value) throws UnwritableResultException {
    byte[] bytes = ResultJson.fileBytes(value);
    write(name, file -> Files.write(file, bytes));
  }

  /**
   * Lists the files written so far in the description as {@code files}, writes it beside them, and
   * puts the whole in place of whatever was there.
   */
  public void place(ObjectNode description) throws UnwritableResultException {
    try {
      ArrayNode files = description.putArray("files");
      for (String name : names.stream().sorted().toList()) {
        Path file = folder.resolve(name);
        files
            .addObject()
            .put("path", name)
            .put("sha256", Sha256.of(file))
            .put("bytes", Files.size(file));
      }
    } catch (IOException e) {
      throw new UnwritableResultException("what was just written", e);
    }
    write(StudyStore.STUDY_FILE, description);
    try {
      Files.createDirectories(target.resolveSibling(""));
      moveIn();
    } catch (IOException e) {
      throw new UnwritableResultException("study " + target.getFileName(), e);
    }
  }

  /** A folder can't be renamed onto a full one, and a twin may fill the gap in between. */
  private void moveIn() throws IOException {
    for (int attempt = 1; ; attempt++) {
      moveAway();
      try {
        Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
        return;
      } catch (FileSystemException e) {
        if (attempt == PLACE_ATTEMPTS || !Files.exists(target)) {
          throw e;
        }
      }
    }
  }

  private void moveAway() throws IOException {
    Path old = folder.resolveSibling("old@" + UUID.randomUUID());
    try {
      Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return;
    }
    FolderTree.delete(old);
  }

  @Override
  public void close() throws UnwritableResultException {
    try {
      FolderTree.delete(folder);
    } catch (IOException e) {
      throw new UnwritableResultException("study " + target.getFileName(), e);
    }
  }
}
