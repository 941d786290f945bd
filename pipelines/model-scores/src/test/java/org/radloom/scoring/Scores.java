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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.radloom.commandline.Commands;
import org.radloom.events.JsonEvents;
import org.radloom.gpuops.nifti.NiftiWriter;
import org.radloom.gpuops.phantom.BreastPhantom;
import org.radloom.gpuops.phantom.BreastView;
import org.radloom.gpuops.volume.Space;
import org.radloom.models.demo.DemoModels;
import org.radloom.schemas.Inference;
import org.radloom.scoring.sample.ContrastHeart;

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
    StringBuilder images = new StringBuilder();
    for (BreastView view : BreastView.values()) {
      BreastPhantom phantom = BreastPhantom.of(view, 664, seed);
      String file = "%s-%s.nii.gz".formatted(name, view.name().toLowerCase(java.util.Locale.ROOT));
      double mm = phantom.pixelMm();
      NiftiWriter.writeUnsigned(
          input.resolve(file),
          Space.of(phantom.width(), phantom.height(), 1, mm, mm, 1),
          phantom.pixels());
      images.append(
          "%s{\"file\":\"%s\",\"laterality\":\"%s\",\"view\":\"%s\"}"
              .formatted(images.isEmpty() ? "" : ",", file, view.laterality(), view.code()));
    }
    sidecar(
        name,
        "{\"op\":\"mammography\",\"study\":\"%s\",\"patientId\":\"%s\",\"images\":[%s]}"
            .formatted(study, patient, images));
  }

  /** Writes a heart at both times and its sidecar. */
  void heart(String name, String study, String patient) throws IOException {
    NiftiWriter.write(input.resolve(name + "_ed.nii.gz"), ContrastHeart.END_DIASTOLE.volume());
    NiftiWriter.write(input.resolve(name + "_es.nii.gz"), ContrastHeart.END_SYSTOLE.volume());
    sidecar(
        name,
        """
        {"op":"cardiac","study":"%s","patientId":"%s",
         "endDiastole":"%s_ed.nii.gz","endSystole":"%s_es.nii.gz"}
        """
            .formatted(study, patient, name, name));
  }

  void sidecar(String name, String json) throws IOException {
    Files.writeString(input.resolve(name + ".json"), json);
  }

  /** Runs it and returns the exit code. */
  int run(String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "score",
                "--models=" + models,
                "--input=" + input,
                "--output=" + output,
                "--backend=cpu",
                "--parallelism=2"));
    words.addAll(Arrays.asList(more));
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
