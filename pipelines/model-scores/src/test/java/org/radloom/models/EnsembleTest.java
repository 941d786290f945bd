package org.radloom.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.models.onnx.OnnxGraph;

final class EnsembleTest {
  private static final ModelOptions OPTIONS = ModelOptions.defaults().on(BackendChoice.CPU);

  private final Path root;

  EnsembleTest(@TempDir Path root) {
    this.root = root;
  }

  /** Members that answer x, x + 0.3 and x + 0.6. */
  @BeforeEach
  void writeMembers() {
    TinyModel.write(root, "a", "1", 1, 0);
    TinyModel.write(root, "b", "1", 1, 0.3f);
    TinyModel.write(root, "c", "1", 1, 0.6f);
  }

  private static ObjectNode ensemble(String combine, double... weights) {
    ObjectNode json = TinyModel.json("all", "1").put("engine", "ensemble");
    ObjectNode ensemble = json.putObject("ensemble").put("combine", combine);
    String[] names = {"a", "b", "c"};
    for (int i = 0; i < names.length; i++) {
      ObjectNode member = ensemble.withArray("members").addObject();
      member.put("model", names[i]).put("version", "1");
      if (weights.length > 0) {
        member.put("weight", weights[i]);
      }
    }
    return json;
  }

  private float[] ask(ObjectNode json, Tensor input) throws Exception {
    ModelWriter.write(root, json, folder -> {});
    try (Model model = ModelFolder.at(root).open("all", "1", OPTIONS)) {
      return model.predict(List.of(input)).get(0).values();
    }
  }

  private static Tensor pixels(float... values) {
    return new Tensor(new int[] {1, 1, 1, values.length}, values);
  }

  @Test
  void takesTheMean() throws Exception {
    float[] answer = ask(ensemble("mean"), pixels(0, 1));

    // (0 + 0.3 + 0.6) / 3
    assertThat(answer).containsExactly(new float[] {0.3f, 1.3f}, within(1e-6f));
  }

  @Test
  void takesTheMeanByWeight() throws Exception {
    float[] answer = ask(ensemble("weighted", 1, 1, 2), pixels(0));

    // (0 + 0.3 + 2 * 0.6) / 4
    assertThat(answer).containsExactly(new float[] {0.375f}, within(1e-6f));
  }

  @Test
  void countsWhoVotesForIt() throws Exception {
    float[] answer = ask(ensemble("vote"), pixels(-0.2f, 0, 0.25f, 0.5f));

    // At 0.5 or above: none of -0.2, 0.1, 0.4; 0.6; 0.55 and 0.85; all.
    assertThat(answer).containsExactly(new float[] {0, 1 / 3f, 2 / 3f, 1}, within(1e-6f));
  }

  @Test
  void countsTheHighestChannelOfEach() throws Exception {
    for (String name : List.of("d", "e", "f")) {
      float[] offsets = name.equals("d") ? new float[] {0, 1} : new float[] {1, 0};
      ObjectNode json = twoChannels(TinyModel.json(name, "1"));
      byte[] file =
          new OnnxGraph("two", 17)
              .input("x", -1, 2, -1, -1)
              .output("y", -1, 2, -1, -1)
              .weights("offsets", offsets, 1, 2, 1, 1)
              .node("Add", List.of("x", "offsets"), List.of("y"))
              .bytes();
      TinyModel.write(root, json, file);
    }
    ObjectNode json = twoChannels(TinyModel.json("all", "1").put("engine", "ensemble"));
    ObjectNode ensemble = json.putObject("ensemble").put("combine", "vote");
    for (String name : List.of("d", "e", "f")) {
      ensemble.withArray("members").addObject().put("model", name).put("version", "1");
    }

    float[] answer = ask(json, Tensor.zeros(1, 2, 1, 1));

    // One of three says the second channel, two say the first.
    assertThat(answer).containsExactly(new float[] {2 / 3f, 1 / 3f}, within(1e-6f));
  }

  private static ObjectNode twoChannels(ObjectNode json) {
    for (String key : List.of("inputs", "outputs")) {
      ObjectNode tensor = (ObjectNode) json.path(key).path(0);
      tensor.putArray("shape").add(-1).add(2).add(-1).add(-1);
    }
    return json;
  }

  @Test
  void refusesAMemberOfOtherUnits() throws Exception {
    ObjectNode other = TinyModel.json("c", "2");
    ((ObjectNode) other.path("inputs").path(0)).put("units", "grey level");
    TinyModel.write(root, other, TinyModel.affine(17, 1, 0));
    ObjectNode json = ensemble("mean");
    ((ObjectNode) json.path("ensemble").path("members").path(2)).put("version", "2");
    ModelWriter.write(root, json, folder -> {});

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> ModelFolder.at(root).open("all", "1", OPTIONS).close())
        .withMessage(
            "all/1: inputs of member c/2: expected [NCHW [-1, 1, -1, -1] HU],"
                + " found [NCHW [-1, 1, -1, -1] grey level]");
  }

  @Test
  void refusesAnEnsembleOfItself() throws Exception {
    ObjectNode json = ensemble("mean");
    ((ObjectNode) json.path("ensemble").path("members").path(1)).put("model", "all");
    ModelWriter.write(root, json, folder -> {});

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> ModelFolder.at(root).open("all", "1", OPTIONS).close())
        .withMessage("all/1: members: expected models, found an ensemble");
  }

  @Test
  void refusesAWeightOfNothing() throws Exception {
    ModelWriter.write(root, ensemble("weighted", 1, 0, 2), folder -> {});

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> ModelFolder.at(root).open("all", "1", OPTIONS).close())
        .withMessage("all/1: ensemble.members[1].weight: expected a number > 0, found 0.0");
  }
}
