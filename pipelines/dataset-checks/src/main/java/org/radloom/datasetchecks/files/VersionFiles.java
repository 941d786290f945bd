package org.radloom.datasetchecks.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files of a version's folder. Links are never followed, so nothing outside it is read.
 *
 * @param root the folder
 * @param found size of every plain file, by path
 * @param odd paths of what is neither a plain file nor a folder
 */
public record VersionFiles(Path root, SortedMap<String, Long> found, List<String> odd) {
  private static final int MAX_FILES = 100_000;
  private static final int MAX_DEPTH = 12;
  private static final int BUFFER = 1 << 16;

  /**
   * Walks the folder.
   *
   * @throws IOException if it cannot be read, or holds more files than any version does
   */
  public static VersionFiles in(Path root) throws IOException {
    SortedMap<String, Long> found = new TreeMap<>();
    List<String> odd = new java.util.ArrayList<>();
    Files.walkFileTree(
        root,
        java.util.Set.of(),
        MAX_DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String path = root.relativize(file).toString();
            if (attributes.isRegularFile()) {
              found.put(path, attributes.size());
            } else {
              odd.add(path);
            }
            if (found.size() + odd.size() > MAX_FILES) {
              throw new IOException("the folder holds more than %d files".formatted(MAX_FILES));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return new VersionFiles(root, found, List.copyOf(odd));
  }

  /** Returns the paths of a manifest that match, and are there. */
  public List<String> matching(Manifest manifest, Pattern path) {
    return manifest.files().keySet().stream()
        .filter(one -> found.containsKey(one) && path.matcher(one).matches())
        .toList();
  }

  /** Returns where a file of the version is. */
  public Path resolve(String path) {
    return root.resolve(path);
  }

  InputStream open(String path) throws IOException {
    return new BufferedInputStream(
        Files.newInputStream(root.resolve(path), LinkOption.NOFOLLOW_LINKS), BUFFER);
  }
}
