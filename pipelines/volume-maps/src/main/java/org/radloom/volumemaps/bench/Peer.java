package org.radloom.volumemaps.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A Python program that does the same work with scipy or numpy. */
final class Peer {
  private final String python;
  private final Path folder;

  /**
   * Makes one.
   *
   * @param python the interpreter, one that has numpy and scipy
   * @param folder for the program and its input
   */
  Peer(String python, Path folder) {
    this.python = python;
    this.folder = folder;
  }

  /** Returns what the program prints, or empty if it can't run here. */
  Optional<JsonNode> run(String program, List<String> arguments)
      throws IOException, InterruptedException {
    Path script = folder.resolve(program);
    try (InputStream source =
        Objects.requireNonNull(Peer.class.getResourceAsStream(program), program)) {
      Files.write(script, source.readAllBytes());
    }
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    command.addAll(arguments);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      return Optional.empty();
    }
    byte[] printed = process.getInputStream().readAllBytes();
    return process.waitFor() == 0
        ? Optional.of(new ObjectMapper().readTree(printed))
        : Optional.empty();
  }
}
