package org.radloom.volumemaps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Calls of {@code radloom maps} in this process, on Flink, from one folder into another. */
final class Maps {
  private final Path output;
  private final Map<String, String> flags = new LinkedHashMap<>();

  Maps(Path input, Path output) {
    this.output = output;
    with("input", input.toString());
    with("output", output.toString());
    with("backend", "cpu");
    with("parallelism", "2");
  }

  /** Returns the same with a flag set. */
  Maps with(String flag, String value) {
    flags.put(flag, value);
    return this;
  }

  /** Returns the same without a flag. */
  Maps without(String flag) {
    flags.remove(flag);
    return this;
  }

  /** Runs it. */
  CommandLine run(String... more) {
    List<String> words = words();
    words.addAll(Arrays.asList(more));
    return CommandLine.run(words);
  }

  /** Runs it, which must go well, and returns the worklist. */
  JsonNode index() {
    CommandLine call = run();
    assertThat(call.code()).as(call.err()).isZero();
    return json("index.json");
  }

  /** Returns the command line. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of("maps"));
    flags.forEach((flag, value) -> words.add("--" + flag + "=" + value));
    return words;
  }

  /** Returns a JSON file of the output. */
  JsonNode json(String path) {
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(output.resolve(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a file of a study. */
  Path file(String study, String name) {
    return output.resolve("studies").resolve(study).resolve(name);
  }

  /** Returns every file of the output by its path, unpacked, times of computing aside. */
  Map<String, String> contents() {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(output)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        String bytes = new String(unpacked(path), StandardCharsets.ISO_8859_1);
        found.put(
            output.relativize(path).toString(),
            path.toString().endsWith(".json")
                ? bytes.replaceAll("\"computedAt\" : \"[^\"]*\"", "")
                : bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static byte[] unpacked(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return Files.readAllBytes(file);
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }
}
