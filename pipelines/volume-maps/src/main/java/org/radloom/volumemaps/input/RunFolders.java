package org.radloom.volumemaps.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.radloom.commandline.UsageException;

/**
 * The folders of a run, apart from each other: results among the volumes would be taken for volumes
 * by the next run.
 *
 * @param input exists
 * @param output may not exist yet
 */
public record RunFolders(Path input, Path output) {

  /** Returns the folders that the flags {@code --input} and {@code --output} name. */
  public static RunFolders of(String inputFlag, String outputFlag) throws UsageException {
    Path input = folder("input", inputFlag);
    Path output = folder("output", outputFlag);
    if (!Files.isDirectory(input)) {
      throw new UsageException("--input=%s is no folder".formatted(inputFlag));
    }
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new UsageException("--output=%s is no folder".formatted(outputFlag));
    }
    if (real(output).startsWith(real(input))) {
      throw new UsageException(
          "--output=%s must not lie in the input folder".formatted(outputFlag));
    }
    return new RunFolders(input, output);
  }

  private static Path folder(String flag, String path) throws UsageException {
    if (path.isBlank()) {
      throw new UsageException("--%s must not be empty".formatted(flag));
    }
    try {
      return Path.of(path).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new UsageException("--%s is no path".formatted(flag));
    }
  }

  private static Path real(Path path) {
    for (Path parent = path; parent != null; parent = parent.getParent()) {
      try {
        return parent.toRealPath().resolve(parent.relativize(path)).normalize();
      } catch (IOException e) {
        // Not made yet; whatever it will lie in is.
      }
    }
    return path;
  }
}
