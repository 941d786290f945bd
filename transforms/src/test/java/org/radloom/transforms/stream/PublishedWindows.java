package org.radloom.transforms.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.radloom.files.Digests;

/** What lies in the folder of windows, read as a consumer reads it: through the manifests. */
final class PublishedWindows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;

  PublishedWindows(Path folder) {
    root = folder.resolve("out/windows");
  }

  /** Returns the names of windows that have a manifest. */
  List<String> names() {
    return list(root).stream().filter(name -> Files.exists(manifestFile(name))).toList();
  }

  private Path manifestFile(String window) {
    return root.resolve(window).resolve("manifest.json");
  }

  JsonNode manifest(String window) {
    return json(manifestFile(window));
  }

  /** Returns the manifest of the only part of a window. */
  JsonNode onlyPart(String window) {
    JsonNode parts = manifest(window).path("parts");
    if (parts.size() != 1) {
      throw new AssertionError("parts of " + window + ": " + parts);
    }
    return json(
        root.resolve(window).resolve(parts.get(0).path("name").asText()).resolve("manifest.json"));
  }

  /** Returns the lines of all files of that name in a window, by the part they lie in, sorted. */
  List<String> lines(String window, String path) {
    List<String> lines = new ArrayList<>();
    for (JsonNode file : manifest(window).path("files")) {
      if (file.path("path").asText().endsWith("/" + path)) {
        lines.addAll(
            text(root.resolve(window).resolve(file.path("path").asText())).lines().toList());
      }
    }
    return lines;
  }

  /** Returns the CSV rows of all splits in a window, without headers, sorted. */
  List<String> rows(String window, String table) {
    return Stream.of("train", "val", "test")
        .flatMap(split -> lines(window, "csv/%s_%s.csv".formatted(table, split)).stream())
        .filter(line -> !line.startsWith("record_id,"))
        .sorted()
        .toList();
  }

  /** Returns every file there is, dot files too, with its digest. */
  Map<String, String> everything() {
    Map<String, String> found = new TreeMap<>();
    if (!Files.exists(root)) {
      return found;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        found.put(root.relativize(path).toString(), Digests.sha256Hex(Files.readAllBytes(path)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  Path root() {
    return root;
  }

  private static List<String> list(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
