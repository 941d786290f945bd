package org.radloom.trainingdata.erase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of an output that may hold patients: a dataset version, a window of a stream, or what a
 * run left behind. Its contents may come from anywhere; links are not followed.
 *
 * @param dataset name of the dataset's folder
 * @param name name of the folder in it
 * @param folder the folder
 */
record OutputVersion(String dataset, String name, Path folder) {
  private static final String WINDOWS = "windows";
  private static final int MAX_MANIFEST_BYTES = 64 << 20;
  private static final int MAX_DEPTH = 32;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A file that cannot be looked into, by its path in the output. */
  interface Problems {
    void skip(Path file, String reason);
  }

  /** Returns every such folder of an output, in order. */
  static List<OutputVersion> in(Path output, Problems problems) {
    List<OutputVersion> found = new ArrayList<>();
    for (Path dataset : folders(output, problems)) {
      for (Path folder : folders(dataset, problems)) {
        String name = name(folder);
        if (hasManifest(folder)
            || name.startsWith(".staging-")
            || name.startsWith(".failed-")
            || name(dataset).equals(WINDOWS)) {
          found.add(new OutputVersion(name(dataset), name, folder));
        }
      }
    }
    return found;
  }

  private static List<Path> folders(Path parent, Problems problems) {
    try (Stream<Path> found = Files.list(parent)) {
      return found
          .filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    } catch (IOException e) {
      problems.skip(parent, "unreadable");
      return List.of();
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private static boolean hasManifest(Path folder) {
    return Files.isRegularFile(folder.resolve("manifest.json"), LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns whether it is published, and not a working folder of a run. */
  boolean isPublished() {
    return !name.startsWith(".") && hasManifest(folder);
  }

  /** Returns the path of a file in it, with forward slashes. */
  String path(Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /** Returns whether the dataset's {@code LATEST} names it. */
  boolean isLatest() {
    Path latest = folder.resolveSibling("LATEST");
    if (!Files.isRegularFile(latest, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(latest)) {
      return new String(in.readNBytes(1024), StandardCharsets.UTF_8).strip().equals(name);
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns its manifest; nothing in it if there is none, or it is damaged. */
  JsonNode manifest() {
    if (!hasManifest(folder)) {
      return JSON.missingNode();
    }
    try (InputStream in = Files.newInputStream(folder.resolve("manifest.json"))) {
      return JSON.readTree(in.readNBytes(MAX_MANIFEST_BYTES));
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  /** Returns its regular files, in order, and tells of everything else. */
  List<Path> files(Problems problems) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.noneOf(FileVisitOption.class),
          MAX_DEPTH,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile()) {
                files.add(file);
              } else {
                problems.skip(file, attributes.isDirectory() ? "too-deep" : "no-regular-file");
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
              problems.skip(file, "unreadable");
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      problems.skip(folder, "unreadable");
    }
    files.sort(null);
    return files;
  }
}
