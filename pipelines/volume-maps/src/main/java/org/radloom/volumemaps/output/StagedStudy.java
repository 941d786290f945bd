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
import org.radloom.files.Digests;

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
            .put("sha256", Digests.sha256Hex(file))
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

  /**
   * A folder can't be renamed onto a full one, so an earlier result goes away first, and comes back
   * where the new one can't take its place. In between a twin may fill the gap, or make another.
   */
  private void moveIn() throws IOException {
    for (int attempt = 1; ; attempt++) {
      Path earlier = folder.resolveSibling("old@" + UUID.randomUUID());
      boolean wasThere = rename(target, earlier);
      try {
        Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
        FolderTree.delete(earlier);
        return;
      } catch (FileSystemException e) {
        if (wasThere) {
          putBack(earlier, e);
        }
        if (attempt == PLACE_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void putBack(Path earlier, FileSystemException failure) throws IOException {
    try {
      rename(earlier, target);
    } catch (FileSystemException e) {
      // A twin's result is there by now, the same.
      failure.addSuppressed(e);
      FolderTree.delete(earlier);
    }
  }

  /** Returns whether there was something to rename. */
  private static boolean rename(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
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
