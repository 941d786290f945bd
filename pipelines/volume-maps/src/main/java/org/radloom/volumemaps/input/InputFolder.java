package org.radloom.volumemaps.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The folder of a run's input. Nothing outside it is read, whatever a sidecar or a link says. */
public final class InputFolder {
  private final Path folder;

  /** Takes the folder, which must exist. */
  public InputFolder(Path folder) {
    this.folder = folder;
  }

  /** Returns the folder. */
  public Path folder() {
    return folder;
  }

  /**
   * Returns the file of that name.
   *
   * @throws RejectedStudyException if it is missing, lies elsewhere or is no ordinary file
   */
  public Path file(String name) throws RejectedStudyException {
    Path file = inside(name);
    if (!Files.isRegularFile(file)) {
      throw new RejectedStudyException(
          RejectReason.UNREADABLE_FILE, "%s must be an ordinary file".formatted(shown(name)));
    }
    return file;
  }

  /**
   * Returns the file or folder of that name.
   *
   * @throws RejectedStudyException if it is missing or lies elsewhere
   */
  public Path inside(String name) throws RejectedStudyException {
    requireInside("the path", name, name);
    try {
      Path real = folder.resolve(name).toRealPath();
      if (!real.startsWith(folder.toRealPath())) {
        throw new RejectedStudyException(
            RejectReason.BAD_PATH, "%s is a link out of the input folder".formatted(shown(name)));
      }
      return real;
    } catch (IOException e) {
      throw new RejectedStudyException(
          RejectReason.MISSING_FILE, "there is no file %s".formatted(shown(name)));
    }
  }

  /** Checks that a path is relative and does not climb. */
  static void requireInside(String field, String path, String file) throws RejectedStudyException {
    boolean inside;
    try {
      Path relative = Path.of(path);
      inside = !relative.isAbsolute() && !relative.normalize().toString().isEmpty();
      for (Path step : relative) {
        inside &= !step.toString().equals("..");
      }
    } catch (InvalidPathException e) {
      inside = false;
    }
    if (!inside) {
      throw new RejectedStudyException(
          RejectReason.BAD_PATH,
          "%s must stay inside the input folder (file %s)".formatted(field, shown(file)));
    }
  }

  /** Returns a file name as it may stand in a line: control characters can move a terminal. */
  public static String shown(String name) {
    return name.replaceAll("\\p{Cntrl}", "?");
  }
}
