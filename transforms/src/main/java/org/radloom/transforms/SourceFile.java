package org.radloom.transforms;

import java.io.IOException;
import java.io.Serializable;
import java.nio.channels.ReadableByteChannel;
import java.util.List;

/**
 * One input file.
 *
 * @param number its place in the run's sorted list of files, from 0
 * @param path path or URI that Beam's file systems can open
 * @param bytes its size
 */
public record SourceFile(int number, String path, long bytes) implements Serializable {

  /**
   * Returns the names under which the files are published: their paths from the innermost folder
   * that holds them all, so that it does not matter where that folder is.
   */
  public static List<String> names(List<SourceFile> files) {
    int common = files.isEmpty() ? 0 : files.get(0).path.lastIndexOf('/') + 1;
    for (SourceFile file : files) {
      String first = files.get(0).path;
      while (!file.path.regionMatches(0, first, 0, common)) {
        common = first.lastIndexOf('/', common - 2) + 1;
      }
    }
    int start = common;
    return files.stream().map(file -> file.path.substring(start)).toList();
  }

  /** Opens the file. */
  ReadableByteChannel open() throws IOException {
    return StoredFile.open(path);
  }
}
