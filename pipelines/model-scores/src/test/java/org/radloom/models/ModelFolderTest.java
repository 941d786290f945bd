package org.radloom.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.models.onnx.OnnxEngine;
import org.radloom.models.onnx.OnnxGraph;

final class ModelFolderTest {
  private static final ModelOptions OPTIONS = ModelOptions.defaults().on(BackendChoice.CPU);

  private final Path root;

  ModelFolderTest(@TempDir Path root) {
    this.root = root;
  }

  private Model open(String name, String version) throws ModelRefusedException {
    return ModelFolder.at(root).open(name, version, OPTIONS);
  }

  private ModelRefusedException refusal(String name, String version) {
    return Assertions.catchThrowableOfType(
        ModelRefusedException.class, () -> open(name, version).close());
  }

  @ParameterizedTest
  @ValueSource(ints = {13, 14, 15, 16, 17, 18, 19, 20, 21})
  void runsAModelOfEveryOpsetInTheRangeThatWasDroppedIn(int opset) throws Exception {
    TinyModel.write(root, TinyModel.json("m", "1"), TinyModel.affine(opset, 2, 3));

    try (Model model = open("m", "1")) {
      Tensor answer =
          model.predict(List.of(new Tensor(new int[] {1, 1, 1, 2}, values(4, 5)))).get(0);

      // 2 * 4 + 3, 2 * 5 + 3
      assertThat(answer.values()).containsExactly(11, 13);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12, 22, 23, 24})
  void runsTheOldestAndNewestOpsetsThatAreAgreedOn(int opset) throws Exception {
    ObjectNode json = TinyModel.json("m", "1");
    json.putObject("opset").put("min", 1).put("max", 1000);
    TinyModel.write(root, json, TinyModel.affine(opset, 2, 3));

    try (Model model = open("m", "1")) {
      assertThat(model.predict(List.of(Tensor.zeros(1, 1, 1, 1))).get(0).values())
          .containsExactly(3);
    }
  }

  @Test
  void refusesAnOpsetThatTheEngineDoesNotKnowWhateverIsAgreedOn() {
    ObjectNode json = TinyModel.json("m", "1");
    json.putObject("opset").put("min", 1).put("max", 1000);
    TinyModel.write(root, json, TinyModel.affine(99, 2, 3));

    assertThat(refusal("m", "1"))
        .hasMessage("m/1: opset of model.onnx: expected 11 to 24, found 99");
  }

  @Test
  void takesImagesOfAnySizeWithinItsBounds() throws Exception {
    TinyModel.write(root, "m", "1", 1, 0);

    try (Model model = open("m", "1")) {
      assertThat(model.predict(List.of(Tensor.zeros(1, 1, 7, 100))).get(0).shape())
          .containsExactly(1, 1, 7, 100);
      assertThat(model.predict(List.of(Tensor.zeros(3, 1, 2, 5))).get(0).shape())
          .containsExactly(3, 1, 2, 5);
      assertThatExceptionOfType(PredictionException.class)
          .isThrownBy(() -> model.predict(List.of(Tensor.zeros(1, 1, 7, 101))))
          .withMessage("m/1: axis W of x must be 1 to 100 and a multiple of 1, but was: 101");
    }
  }

  @Test
  void cutsABatchIntoPiecesThatTheModelTakes() throws Exception {
    TinyModel.write(root, "m", "1", 10, 0);
    float[] rows = new float[11];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
    }

    try (Model model = open("m", "1")) {
      // maxBatch is 4: pieces of 4, 4 and 3.
      Tensor answer = model.predict(List.of(new Tensor(new int[] {11, 1, 1, 1}, rows))).get(0);

      assertThat(answer.shape()).containsExactly(11, 1, 1, 1);
      assertThat(answer.values()).containsExactly(0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100);
    }
  }

  @Test
  void givesABatchOneByOneToAModelOfFixedBatch() throws Exception {
    byte[] file =
        new OnnxGraph("fixed", 17)
            .input("x", 1, 1, -1, -1)
            .output("y", 1, 1, -1, -1)
            .node("Neg", List.of("x"), List.of("y"))
            .bytes();
    ObjectNode json = TinyModel.json("m", "1");
    for (String key : List.of("inputs", "outputs")) {
      ObjectNode tensor = (ObjectNode) json.path(key).path(0);
      tensor.putArray("shape").add(1).add(1).add(-1).add(-1);
    }
    TinyModel.write(root, json, file);

    try (Model model = open("m", "1")) {
      assertThat(model.predict(List.of(new Tensor(new int[] {3, 1, 1, 1}, values(1, 2, 3)))).get(0))
          .satisfies(answer -> assertThat(answer.values()).containsExactly(-1, -2, -3));
    }
  }

  @Test
  void turnsTheAxesOfAModelWithChannelsLast() throws Exception {
    // Mean over the channels, kept: the answer tells which values were taken for channels.
    byte[] file =
        new OnnxGraph("last", 17)
            .input("x", -1, -1, -1, 2)
            .output("y", -1, -1, -1, 2)
            .weights("weights", values(1, 10), 2)
            .node("Mul", List.of("x", "weights"), List.of("y"))
            .bytes();
    ObjectNode json = TinyModel.json("m", "1");
    for (String key : List.of("inputs", "outputs")) {
      ObjectNode tensor = (ObjectNode) json.path(key).path(0);
      tensor.putArray("shape").add(-1).add(-1).add(-1).add(2);
      tensor.put("axes", "NHWC");
    }
    TinyModel.write(root, json, file);

    try (Model model = open("m", "1")) {
      assertThat(model.inputs().get(0)).hasToString("NCHW [-1, 2, -1, -1]");
      Tensor answer =
          model
              .predict(List.of(new Tensor(new int[] {1, 2, 1, 3}, values(1, 2, 3, 4, 5, 6))))
              .get(0);

      assertThat(answer.shape()).containsExactly(1, 2, 1, 3);
      // The first channel times 1, the second times 10.
      assertThat(answer.values()).containsExactly(1, 2, 3, 40, 50, 60);
    }
  }

  @Test
  void refusesAnotherOpsetWithBoth() {
    TinyModel.write(root, TinyModel.json("m", "1"), TinyModel.affine(12, 1, 0));

    assertThat(refusal("m", "1"))
        .hasMessage("m/1: opset of model.onnx: expected 13 to 21, found 12")
        .extracting(ModelRefusedException::reason)
        .isEqualTo(Refusal.OPSET);
  }

  @Test
  void refusesAFileThatIsNotTheOneDescribed() throws IOException {
    Path folder = TinyModel.write(root, "m", "1", 1, 0);
    String expected = FileDigest.of(folder.resolve(OnnxEngine.FILE));
    Files.write(folder.resolve(OnnxEngine.FILE), TinyModel.affine(17, 2, 0));
    String found = FileDigest.of(folder.resolve(OnnxEngine.FILE));

    assertThat(refusal("m", "1"))
        .hasMessage("m/1: sha256 of model.onnx: expected %s, found %s".formatted(expected, found))
        .extracting(ModelRefusedException::reason)
        .isEqualTo(Refusal.HASH);
  }

  @Test
  void refusesAFileThatNobodyDescribed() throws IOException {
    Path folder = TinyModel.write(root, "m", "1", 1, 0);
    Files.write(folder.resolve("model.onnx.data"), new byte[3]);

    assertThat(refusal("m", "1"))
        .hasMessage("m/1: sha256 of model.onnx.data: expected one in model.json, found none");
  }

  @Test
  void refusesALinkInPlaceOfAFile() throws IOException {
    Path folder = TinyModel.write(root, "m", "1", 1, 0);
    Path elsewhere = Files.move(folder.resolve(OnnxEngine.FILE), root.resolve("elsewhere"));
    Files.createSymbolicLink(folder.resolve(OnnxEngine.FILE), elsewhere);

    assertThat(refusal("m", "1")).hasMessage("m/1: model.onnx: expected a file, found a link");
  }

  @Test
  void refusesMoreBytesThanAllowed() {
    Path folder = TinyModel.write(root, "m", "1", 1, 0);
    long bytes = folder.resolve(OnnxEngine.FILE).toFile().length();

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> ModelFolder.at(root).open("m", "1", OPTIONS.withBounds(10, 1000)).close())
        .withMessage("m/1: its files: expected 10 bytes at most, found " + bytes);
  }

  @Test
  void refusesShapesThatTheFileDoesNotHave() {
    ObjectNode json = TinyModel.json("m", "1");
    ((ObjectNode) json.path("inputs").path(0)).putArray("shape").add(-1).add(3).add(-1).add(-1);
    TinyModel.write(root, json, TinyModel.affine(17, 1, 0));

    assertThat(refusal("m", "1"))
        .hasMessage("m/1: shape of input x: expected [-1, 3, -1, -1], found [-1, 1, -1, -1]")
        .extracting(ModelRefusedException::reason)
        .isEqualTo(Refusal.SHAPE);
  }

  @Test
  void refusesNamesThatTheFileDoesNotHave() {
    ObjectNode json = TinyModel.json("m", "1");
    ((ObjectNode) json.path("outputs").path(0)).put("name", "heatmap");
    TinyModel.write(root, json, TinyModel.affine(17, 1, 0));

    assertThat(refusal("m", "1")).hasMessage("m/1: output: expected heatmap, found [y]");
  }

  @Test
  void refusesAFileThatIsNoModel() {
    TinyModel.write(
        root,
        TinyModel.json("m", "1"),
        "not a model".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(refusal("m", "1")).isNotNull();
  }

  @Test
  void refusesATaskThatNobodyKnows() {
    TinyModel.write(
        root, TinyModel.json("m", "1").put("task", "palmistry"), TinyModel.affine(17, 1, 0));

    assertThat(refusal("m", "1"))
        .hasMessage(
            "m/1: task: expected one of mammography, lesion_detection, cardiac_segmentation,"
                + " perfusion, calcium, transcription, found palmistry")
        .extracting(ModelRefusedException::reason)
        .isEqualTo(Refusal.TASK);
  }

  @Test
  void refusesAnEngineThatIsNotOnTheClassPath() {
    TinyModel.write(
        root, TinyModel.json("m", "1").put("engine", "saved_model"), TinyModel.affine(17, 1, 0));

    assertThat(refusal("m", "1"))
        .hasMessage(
            "m/1: engine: expected one of [onnx],"
                + " found saved_model, and no TensorFlow on the class path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "task",
        "engine",
        "classes",
        "inputs",
        "outputs",
        "normalisation",
        "inputSize",
        "opset",
        "licence",
        "intendedUse",
        "maxBatch"
      })
  void refusesADescriptionThatLacksAKey(String key) {
    ObjectNode json = TinyModel.json("m", "1");
    json.remove(key);
    TinyModel.write(root, json, TinyModel.affine(17, 1, 0));

    assertThat(refusal("m", "1"))
        .hasMessage("m/1: %s: expected a value, found nothing".formatted(key))
        .extracting(ModelRefusedException::reason)
        .isEqualTo(Refusal.DESCRIPTION);
  }

  @Test
  void refusesADescriptionOfAnotherVersion() throws IOException {
    Path folder = TinyModel.write(root, "m", "1", 1, 0);
    Files.move(folder, folder.resolveSibling("2"));

    assertThat(refusal("m", "2")).hasMessage("m/2: version: expected 2, found 1");
  }

  @Test
  void refusesPathsThatLeadOutOfTheFolder() throws IOException {
    Path folder = TinyModel.write(root, "m", "1", 1, 0);
    Path file = folder.resolve(ModelJson.FILE);
    Files.writeString(
        file, Files.readString(file).replace("\"model.onnx\"", "\"../../other.onnx\""));

    assertThat(refusal("m", "1"))
        .hasMessage(
            "m/1: sha256: expected paths below the version's folder, found ../../other.onnx");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"format\":1,\"format\":2}", "{} {}", "{\"a\":"})
  void refusesWhatIsNoObjectOfJson(String text) throws IOException {
    Path folder = TinyModel.write(root, "m", "1", 1, 0);
    Files.writeString(folder.resolve(ModelJson.FILE), text);

    assertThat(refusal("m", "1").reason()).isEqualTo(Refusal.DESCRIPTION);
  }

  @Test
  void listsVersionsAsPeopleCount() throws IOException {
    for (String version : List.of("10", "2-int8", "2", "1.9", "1.10")) {
      TinyModel.write(root, "m", version, 1, 0);
    }
    Files.createDirectories(root.resolve("empty/1"));

    assertThat(ModelFolder.at(root).versions("m"))
        .containsExactly("1.9", "1.10", "2", "2-int8", "10");
    assertThat(ModelFolder.at(root).entries()).hasSize(5);
  }

  @Test
  void refusesATensorThatIsLargerThanAllowed() throws Exception {
    TinyModel.write(root, "m", "1", 1, 0);

    try (Model model = ModelFolder.at(root).open("m", "1", OPTIONS.withBounds(1 << 20, 99))) {
      assertThatExceptionOfType(PredictionException.class)
          .isThrownBy(() -> model.predict(List.of(Tensor.zeros(1, 1, 10, 10))))
          .withMessage("m/1: 100 values are more than the 99 allowed");
      assertThat(model.predict(List.of(Tensor.zeros(1, 1, 9, 11)))).hasSize(1);
    }
  }

  private static float[] values(float... values) {
    return values;
  }
}
