package org.radloom.models.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.commandline.Commands;
import org.radloom.models.TinyModel;

final class ModelsCommandTest {
  private final Path root;

  ModelsCommandTest(@TempDir Path root) {
    this.root = root;
  }

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private int run(String... args) {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new Commands(List.of(new ModelsCommand()), false).run(args, out, out);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void checksTheDemoModels() {
    assertThat(run("models", "demo", root.toString())).isZero();

    assertThat(run("models", "check", root.toString())).isZero();
    assertThat(printed()).contains("ok       demo-lesion-dog/1  mammography  on cpu");
    assertThat(printed()).contains("2 checked, 0 refused");
  }

  @Test
  void failsWhenOneIsRefusedAndStillChecksTheOthers() throws Exception {
    run("models", "demo", root.toString());
    Files.write(root.resolve("demo-blood-pool/1/model.onnx"), new byte[] {1});

    assertThat(run("models", "check", root.toString())).isEqualTo(1);
    assertThat(printed())
        .contains("refused  demo-blood-pool/1: sha256 of model.onnx: expected ")
        .contains("ok       demo-lesion-dog/1")
        .contains("2 checked, 1 refused");
  }

  @Test
  void refusesAnswersThatAreNoNumbers() {
    // 0 * infinity
    TinyModel.write(root, "m", "1", Float.POSITIVE_INFINITY, 0);

    assertThat(run("models", "check", root.toString())).isEqualTo(1);
    assertThat(printed()).contains("m/1: a run on zeros: expected numbers, found NaN or infinity");
  }

  @Test
  void quantisesAndKeepsTheDefault() throws Exception {
    run("models", "demo", root.toString());

    assertThat(run("models", "quantize", root.toString(), "--backend=cpu")).isZero();
    assertThat(printed()).contains("demo-lesion-dog: 1 -> 1-int8");

    JsonNode manifest = new ObjectMapper().readTree(root.resolve("manifest.json").toFile());
    JsonNode dog = manifest.path("models").path(1);
    assertThat(dog.path("name").asText()).isEqualTo("demo-lesion-dog");
    assertThat(dog.path("task").asText()).isEqualTo("mammography");
    assertThat(dog.path("default").asText()).isEqualTo("1");
    assertThat(dog.path("versions").findValuesAsText("version")).containsExactly("1", "1-int8");
    JsonNode file = dog.path("versions").path(1).path("files").path(0);
    assertThat(file.path("path").asText()).isEqualTo("demo-lesion-dog/1-int8/model.onnx");
    assertThat(file.path("bytes").asLong())
        .isEqualTo(Files.size(root.resolve("demo-lesion-dog/1-int8/model.onnx")));
    assertThat(run("models", "check", root.toString())).isZero();
    assertThat(run("models", "quantize", root.toString())).isZero();
    assertThat(printed()).contains("demo-lesion-dog/1-int8 is there already");
  }

  @Test
  void keepsADefaultThatSomebodyChose() throws Exception {
    run("models", "demo", root.toString());
    run("models", "quantize", root.toString());
    Path manifest = root.resolve("manifest.json");
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(manifest.toFile());
    ((ObjectNode) json.path("models").path(0)).put("default", "1-int8");
    Files.writeString(manifest, json.toString());

    assertThat(run("models", "list", root.toString(), "--manifest=on")).isZero();

    assertThat(
            new ObjectMapper()
                .readTree(manifest.toFile())
                .path("models")
                .findValuesAsText("default"))
        .containsExactly("1-int8", "1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models",
        "models check",
        "models polish DIR",
        "models check DIR --sample=x",
        "models check DIR --model=none",
        "models check DIR --backend=abacus",
        "models list DIR --manifest=perhaps",
        "models quantize DIR --sample=/no/such/folder",
        "models check /no/such/folder"
      })
  void refusesWrongUsageWithTwo(String line) {
    TinyModel.write(root, "m", "1", 1, 0);

    assertThat(run(line.replace("DIR", root.toString()).split(" "))).isEqualTo(2);
  }
}
