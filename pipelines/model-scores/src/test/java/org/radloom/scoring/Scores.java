package org.radloom.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.radloom.commandline.Commands;
import org.radloom.events.JsonEvents;
import org.radloom.models.demo.DemoModels;
import org.radloom.schemas.Inference;
import org.radloom.scoring.sample.ScorePhantoms;

/** Calls of {@code radloom score} in this process, on Flink, with the demo models. */
final class Scores {
  final Path models;
  final Path input;
  final Path output;
  String out = "";
  String err = "";

  Scores(Path folder) throws Exception {
    models = folder.resolve("models");
    input = Files.createDirectory(folder.resolve("in"));
    output = folder.resolve("out");
    DemoModels.write(models);
  }

  /** Writes the four views of a phantom and their sidecar, {@code NAME.json}. */
  void mammogram(String name, String study, String patient, long seed) throws IOException {
    ScorePhantoms.mammogram(input, name, study, patient, seed);
  }

  /** Writes a heart at both times and its sidecar. */
  void heart(String name, String study, String patient) throws IOException {
    ScorePhantoms.heart(input, name, study, patient);
  }

  void sidecar(String name, String json) throws IOException {
    Files.writeString(input.resolve(name + ".json"), json);
  }

  /** Runs it and returns the exit code; a later flag takes the place of an earlier one. */
  int run(String... more) {
    return call(words(more));
  }

  /** Runs it without a flag. */
  int runWithout(String flag) {
    List<String> words = words();
    words.removeIf(word -> word.startsWith("--" + flag + "="));
    return call(words);
  }

  /** Runs it on another runner of Beam. */
  int runOn(String runner, String... more) {
    List<String> words = words(more);
    words.removeIf(word -> word.startsWith("--parallelism="));
    words.add("--runner=" + runner);
    return call(words);
  }

  private List<String> words(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "score",
                "--models=" + models,
                "--input=" + input,
                "--output=" + output,
                "--backend=cpu",
                "--parallelism=2"));
    for (String flag : more) {
      words.removeIf(word -> word.startsWith(flag.replaceFirst("=.*", "=")));
      words.add(flag);
    }
    return words;
  }

  private int call(List<String> words) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    int code =
        new Commands(List.of(new ScoreCommand()), false)
            .run(
                words.toArray(new String[0]),
                new PrintStream(said, true, StandardCharsets.UTF_8),
                new PrintStream(told, true, StandardCharsets.UTF_8));
    out = said.toString(StandardCharsets.UTF_8);
    err = told.toString(StandardCharsets.UTF_8);
    return code;
  }

  JsonNode json(String path) throws IOException {
    return new ObjectMapper().readTree(Files.readAllBytes(output.resolve(path)));
  }

  /** Reads the events of a study as export does. */
  List<Inference> events(String study) throws Exception {
    List<Inference> events = new ArrayList<>();
    for (String line : Files.readAllLines(output.resolve("events/" + study + ".jsonl"))) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      events.add((Inference) new JsonEvents().read(bytes, 0, bytes.length));
    }
    return events;
  }

  /** Returns every file of the output by its path, what the clock says aside. */
  Map<String, String> contents() throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(output)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        found.put(
            output.relativize(path).toString(),
            new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1)
                .replaceAll("\"computedAt\" : \"[^\"]*\"|\"latencyMs\":[0-9.E-]+", ""));
      }
    }
    return found;
  }
}
