package org.radloom.commandline;

import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;

/** The folder that {@code --output} names. */
public final class OutputFolder {
  private OutputFolder() {}

  /** Returns whether a path is on this machine's disk, and not in an object store. */
  public static boolean isLocal(String path) {
    return FileSystems.matchNewResource(path, true).getScheme().equals("file");
  }

  /** Returns the folder without a trailing slash; of a local disk the absolute path. */
  public static String of(String output) throws UsageException {
    if (output.isBlank()) {
      throw new UsageException("--output must not be empty");
    }
    String folder = output;
    while (folder.length() > 1 && folder.endsWith("/")) {
      folder = folder.substring(0, folder.length() - 1);
    }
    boolean local;
    try {
      local = isLocal(folder);
    } catch (IllegalArgumentException | IllegalStateException e) {
      // What Beam throws for a scheme that it has no file system for.
      throw new UsageException(
          "--output=%s cannot be opened: %s".formatted(output, e.getMessage()));
    }
    return local
        ? Path.of(folder.replaceFirst("^file:(//)?(?=/)", ""))
            .toAbsolutePath()
            .normalize()
            .toString()
        : folder;
  }
}
