package org.radloom.trainingdata.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.radloom.privacy.KeyFile;
import org.radloom.privacy.Keys;
import org.radloom.privacy.Purpose;
import org.radloom.trainingdata.CommandLine;

/** Calls of {@code radloom export} in this process, on Flink, into one output folder. */
final class Export {
  private final Path output;
  private final Map<String, String> flags = new LinkedHashMap<>();

  /** Exports with keys whose secret bytes are all 1, all 2 and so on. */
  Export(Path input, Path output) {
    this.output = output;
    with("input", input.toString());
    with("output", output.toString());
    with("dataset", "chest");
    with("datasetVersion", "v1");
    with("keyFile", keyFile(output.resolveSibling("test.keys")).toString());
    with("parallelism", "2");
    with("audit", "off");
    with("gate", "off");
  }

  private Export(Export other) {
    output = other.output;
    flags.putAll(other.flags);
  }

  /** Returns the same with a flag set. */
  Export with(String flag, String value) {
    flags.put(flag, value);
    return this;
  }

  /** Returns the same without a flag. */
  Export without(String flag) {
    flags.remove(flag);
    return this;
  }

  /** Returns a copy, which may be changed on its own. */
  Export copy() {
    return new Export(this);
  }

  /** Runs it. */
  CommandLine run(String... more) {
    List<String> words = words();
    words.addAll(Arrays.asList(more));
    return CommandLine.run(words);
  }

  /** Returns the command line. */
  List<String> words() {
    List<String> words = new ArrayList<>(List.of("export"));
    flags.forEach((flag, value) -> words.add("--" + flag + "=" + value));
    return words;
  }

  /** Runs it, which must go well, and returns what was published. */
  PublishedVersion publish() {
    CommandLine call = run();
    assertThat(call.code()).as(call.err()).isZero();
    return new PublishedVersion(folder());
  }

  /** Returns the version's folder. */
  Path folder() {
    return dataset().resolve(flags.getOrDefault("datasetVersion", ""));
  }

  /** Returns the folder of all versions. */
  Path dataset() {
    return output.resolve(flags.getOrDefault("dataset", ""));
  }

  /** Returns what {@code LATEST} says. */
  String latest() {
    try {
      return Files.readString(dataset().resolve("LATEST")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the size and time of everything under the output folder, by path. */
  Map<String, String> everything() {
    Map<String, String> found = new TreeMap<>();
    if (!Files.exists(output)) {
      return found;
    }
    try (Stream<Path> paths = Files.walk(output)) {
      for (Path path : paths.toList()) {
        found.put(
            output.relativize(path).toString(),
            Files.isDirectory(path)
                ? "folder"
                : Files.size(path) + " bytes of " + Files.getLastModifiedTime(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Returns the names in the dataset's folder. */
  List<String> datasetFiles() {
    try (Stream<Path> paths = Files.list(dataset())) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns keys whose secret bytes are all 1, all 2 and so on. */
  static Keys keys() {
    Map<Purpose, byte[]> secrets = new TreeMap<>();
    for (Purpose purpose : Purpose.values()) {
      byte[] secret = new byte[Keys.SECRET_BYTES];
      Arrays.fill(secret, (byte) (purpose.ordinal() + 1));
      secrets.put(purpose, secret);
    }
    return Keys.of(secrets);
  }

  private static Path keyFile(Path file) {
    try {
      Files.createDirectories(file.resolveSibling(""));
      KeyFile.create(file, keys());
    } catch (FileAlreadyExistsException e) {
      // Made by an earlier call, with the same keys.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
