package org.radloom.trainingdata.export;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.radloom.commandline.UsageException;
import org.radloom.transforms.SourceFile;

/** The files that the input globs name, each once, in order of path. */
public final class InputFiles {
  private InputFiles() {}

  /**
   * Returns the files that any of the globs names.
   *
   * @throws UsageException if one of them names none
   */
  public static List<SourceFile> match(List<String> globs) throws UsageException, IOException {
    Map<String, Long> sizes = new TreeMap<>();
    for (String glob : globs) {
      List<MatchResult.Metadata> matched =
          match(glob).stream().filter(file -> !file.resourceId().isDirectory()).toList();
      if (matched.isEmpty()) {
        throw new UsageException("--input=%s matches no file".formatted(glob));
      }
      for (MatchResult.Metadata file : matched) {
        sizes.put(file.resourceId().toString(), file.sizeBytes());
      }
    }
    List<SourceFile> files = new ArrayList<>(sizes.size());
    sizes.forEach((path, bytes) -> files.add(new SourceFile(files.size(), path, bytes)));
    return files;
  }

  private static List<MatchResult.Metadata> match(String glob) throws UsageException, IOException {
    try {
      return FileSystems.match(glob, EmptyMatchTreatment.ALLOW).metadata();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IllegalArgumentException | IllegalStateException e) {
      // What Beam throws for a scheme that it has no file system for, and for broken globs.
      throw new UsageException("--input=%s cannot be opened: %s".formatted(glob, e.getMessage()));
    }
  }
}
