package org.radloom.speech.command;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** The recordings that {@code --input} names. */
final class Recordings {
  private static final int MOST_FILES = 1_000_000;
  private static final int DEEPEST = 16;

  private Recordings() {}

  /**
   * Returns a file, or all files of a folder and those below by path, but for JSON and hidden
   * files. Links are not followed.
   */
  static List<Path> find(Path input) throws IOException {
    if (!Files.isDirectory(input)) {
      return List.of(input);
    }
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        input,
        EnumSet.noneOf(FileVisitOption.class),
        DEEPEST,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            if (attributes.isRegularFile() && !name.startsWith(".") && !name.endsWith(".json")) {
              found.add(file);
            }
            if (found.size() > MOST_FILES) {
              throw new IOException("--input holds more than %d files".formatted(MOST_FILES));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(null);
    return found;
  }
}
