package org.radloom.viewerserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with files as the jobs leave them, and such as must not be seen. */
final class ResultTree {
  static final String WORKLIST = "{\"format\":\"radloom-worklist/1\",\"studies\":[]}";
  static final String VOLUME = "0123456789";

  private final Path root;

  ResultTree(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  ResultTree file(String path, String content) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.resolveSibling(""));
      Files.write(file, content.getBytes(StandardCharsets.UTF_8));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds what {@code maps} writes into a folder, {@code ""} or ending in a slash. */
  ResultTree worklist(String folder) {
    return file(folder + "index.json", WORKLIST)
        .file(folder + "studies/S1/study.json", "{}")
        .file(folder + "studies/S1/volume.nii.gz", VOLUME);
  }

  /** Adds what {@code export} writes of a dataset with one version. */
  ResultTree dataset(String folder) {
    return file(folder + "LATEST", "v1\n").file(folder + "v1/manifest.json", "{}");
  }
}
