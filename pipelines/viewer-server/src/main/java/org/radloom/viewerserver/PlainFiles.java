package org.radloom.viewerserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Regular files below a folder, by relative paths that may come from anybody. No path leads out of
 * the folder: links are not followed, and names that begin with a dot are not there.
 */
final class PlainFiles {
  private final Path root;

  /** Files below the folder, which must exist; a link to it is followed. */
  PlainFiles(Path folder) throws IOException {
    this.root = folder.toRealPath();
  }

  Path root() {
    return root;
  }

  /** Returns the file at the path, or nothing if there is none or it is not to be seen. */
  Optional<Path> file(String relative) throws IOException {
    Optional<Path> path = resolve(relative);
    if (path.isEmpty()
        || !Files.isRegularFile(path.get(), LinkOption.NOFOLLOW_LINKS)
        || !path.get().toRealPath().equals(path.get())) {
      return Optional.empty();
    }
    return path;
  }

  private Optional<Path> resolve(String relative) {
    if (!Arrays.stream(relative.split("/", -1)).allMatch(PlainFiles::isPlainName)) {
      return Optional.empty();
    }
    try {
      return Optional.of(root.resolve(relative));
    } catch (InvalidPathException e) {
      // No file of this system can have such a name.
      return Optional.empty();
    }
  }

  /** Returns whether the name is one of a file or folder that may be seen. */
  static boolean isPlainName(String name) {
    return !name.isEmpty()
        && name.charAt(0) != '.'
        && name.chars().noneMatch(c -> c == '\\' || c == '/' || Character.isISOControl(c));
  }
}
