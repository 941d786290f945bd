package org.radloom.models.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.commandline.Commands;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.gpuops.phantom.BreastFinding;
import org.radloom.gpuops.phantom.BreastPhantom;
import org.radloom.gpuops.phantom.BreastView;
import org.radloom.models.Model;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelOptions;
import org.radloom.models.demo.DemoModels;
import org.radloom.models.demo.PhantomMarks;
import org.radloom.scoring.ScoreCommand;
import org.radloom.scoring.sample.ScorePhantoms;

/** A SavedModel behind the command that scores. */
@Tag("slow")
final class SavedModelScoreTest {
  private static final double PIXEL_MM = BreastPhantom.FIELD_WIDTH_MM / ScorePhantoms.WIDTH;
  private static final long SEED = 3;

  @Test
  void findsMassesOfAPhantomThroughTheCommand(@TempDir Path folder) throws Exception {
    Path models = folder.resolve("models");
    Path input = Files.createDirectory(folder.resolve("in"));
    Path output = folder.resolve("out");
    DemoModels.write(models);
    ScorePhantoms.mammogram(input, "m", "S-MG", "P-1", SEED);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);

    int code =
        new Commands(List.of(new ScoreCommand()), false)
            .run(
                new String[] {
                  "score",
                  "--models=" + models,
                  "--input=" + input,
                  "--output=" + output,
                  "--model=demo-lesion-ring",
                  "--backend=cpu",
                  "--parallelism=1"
                },
                stream,
                stream);

    assertThat(code).as(printed.toString(StandardCharsets.UTF_8)).isZero();
    List<String> events = Files.readAllLines(output.resolve("events/S-MG.jsonl"));
    assertThat(events).hasSize(4);
    int found = 0;
    for (int i = 0; i < 4; i++) {
      JsonNode event = new ObjectMapper().readTree(events.get(i));
      assertThat(event.path("model").path("name").asText()).isEqualTo("demo-lesion-ring");
      BreastFinding mass =
          BreastView.values()[i].findings().stream()
              .filter(finding -> finding.kind() == BreastFinding.Kind.MASS)
              .findFirst()
              .orElseThrow();
      for (JsonNode detection : event.path("detections")) {
        JsonNode box = detection.path("bbox");
        double x = (box.path(0).asDouble() + box.path(2).asDouble() / 2) * PIXEL_MM;
        double y = (box.path(1).asDouble() + box.path(3).asDouble() / 2) * PIXEL_MM;
        if (Math.hypot(x - mass.xMm(), y - mass.yMm()) < mass.radiusMm()) {
          found++;
          break;
        }
      }
    }
    // The command finds what the model marks when it is asked without a job; one mass a view.
    int marked = 0;
    try (Model model =
        ModelFolder.at(models)
            .open("demo-lesion-ring", "1", ModelOptions.defaults().on(BackendChoice.CPU))) {
      for (BreastView view : BreastView.values()) {
        marked += PhantomMarks.of(model, BreastPhantom.of(view, ScorePhantoms.WIDTH, SEED)).found();
      }
    }
    assertThat(found).isPositive().isEqualTo(marked);
  }
}
