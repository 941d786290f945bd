package org.radloom.models.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.radloom.models.onnx.OnnxGraph.attribute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.gpuops.nifti.NiftiWriter;
import org.radloom.gpuops.volume.Space;
import org.radloom.models.Model;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelOptions;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.QuantizedWeights;
import org.radloom.models.Tensor;
import org.radloom.models.TinyModel;
import org.radloom.models.demo.DemoModels;
import org.radloom.models.onnx.OnnxGraph;

final class ModelQuantizationTest {
  private static final ModelOptions OPTIONS = ModelOptions.defaults().on(BackendChoice.CPU);

  private final Path root;

  ModelQuantizationTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void makesTheDemoModelsLessThanHalfAsLargeAndAnswersAlmostTheSame() throws Exception {
    DemoModels.write(root);
    ModelFolder folder = ModelFolder.at(root);

    for (String name : List.of("demo-lesion-dog", "demo-blood-pool")) {
      QuantizationReport report = ModelQuantization.quantize(folder, name, "1", null, OPTIONS);

      assertThat(report.sizeRatio()).isLessThan(0.5);
      assertThat(report.difference().maxAbs()).isPositive().isLessThan(0.2);
      JsonNode json =
          new ObjectMapper()
              .readTree(root.resolve(name).resolve("1-int8/quantization.json").toFile());
      assertThat(json.path("bytes").path("after").asLong())
          .isEqualTo(Files.size(root.resolve(name).resolve("1-int8/model.onnx")));
      assertThat(folder.read(name, "1-int8").description().quantizedFrom()).isEqualTo("1");
    }
  }

  @Test
  void keepsAnExactAnswerOfWeightsThatEightBitsHold() throws Exception {
    // Two output channels; each weight is a whole number of its channel's 127ths.
    float[] weights = new float[2 * 8 * 3 * 3];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i < 72 ? i % 128 : (i % 100) * 0.5f;
    }
    weights[0] = 127;
    weights[72] = 63.5f;
    TinyModel.write(root, eightToTwo("m"), conv(weights));

    QuantizationReport report =
        ModelQuantization.quantize(ModelFolder.at(root), "m", "1", null, OPTIONS);

    assertThat(report.weights().quantized())
        .containsExactly(new QuantizedWeights.Layer("w", 0, 2, 144, 0));
    assertThat(report.difference().relative()).isLessThan(1e-6);
  }

  @Test
  void quantisesMatrixWeightsAlongTheirColumns() throws Exception {
    float[] weights = new float[16 * 4];
    Random random = new Random(1);
    for (int i = 0; i < weights.length; i++) {
      // Columns of very different size: one scale for all would lose the small ones.
      weights[i] = (float) (random.nextGaussian() * Math.pow(100, i % 4));
    }
    ObjectNode json = TinyModel.json("m", "1");
    flat(json, "inputs", 16);
    flat(json, "outputs", 4);
    json.remove("inputSize");
    byte[] file =
        new OnnxGraph("matrix", 17)
            .input("x", -1, 16)
            .output("y", -1, 4)
            .weights("w", weights, 16, 4)
            .node("MatMul", List.of("x", "w"), List.of("y"))
            .bytes();
    TinyModel.write(root, json, file);

    QuantizationReport report =
        ModelQuantization.quantize(ModelFolder.at(root), "m", "1", null, OPTIONS);

    assertThat(report.weights().quantized().get(0).axis()).isEqualTo(1);
    assertThat(report.weights().quantized().get(0).channels()).isEqualTo(4);
    float[] input = new float[16];
    input[0] = 1;
    try (Model model = ModelFolder.at(root).open("m", "1-int8", OPTIONS)) {
      float[] row = model.predict(List.of(new Tensor(new int[] {1, 16}, input))).get(0).values();
      for (int column = 0; column < 4; column++) {
        float most = 0;
        for (int i = column; i < weights.length; i += 4) {
          most = Math.max(most, Math.abs(weights[i]));
        }
        // Off by one step of the column's own scale at most.
        assertThat(row[column]).isCloseTo(weights[column], within(most / 127 * 1.001f));
      }
    }
  }

  @Test
  void statesTheAccuracyOnASampleWithTruth() throws Exception {
    // y = x: pixels of 0.5 or above are said to be lesion.
    float[] weights = new float[9 * 9];
    weights[4 * 9 + 4] = 1;
    byte[] file =
        new OnnxGraph("same", 17)
            .input("x", -1, 1, -1, -1)
            .output("y", -1, 1, -1, -1)
            .weights("w", weights, 1, 1, 9, 9)
            .node(
                "Conv", List.of("x", "w"), List.of("y"), attribute("pads", List.of(4L, 4L, 4L, 4L)))
            .bytes();
    TinyModel.write(root, TinyModel.json("m", "1"), file);
    Path sample = Files.createDirectory(root.resolve("sample"));
    Space space = Space.of(2, 2, 1, 1, 1, 1);
    NiftiWriter.write(sample.resolve("a.nii.gz"), space, new float[] {1, 1, -1, -1});
    NiftiWriter.write(sample.resolve("a_truth.nii.gz"), space, new float[] {2, 0, 0, 0});

    QuantizationReport report =
        ModelQuantization.quantize(ModelFolder.at(root), "m", "1", sample, OPTIONS);

    // Two pixels found, one true, one both: 2 * 1 / (2 + 1).
    assertThat(report.difference().accuracy())
        .isEqualTo(new OutputDifference.Accuracy(2 / 3.0, 2 / 3.0));
    assertThat(report.text()).contains("mean Dice 0.6667 -> 0.6667");
  }

  @Test
  void leavesNothingBehindWhereTheSampleCannotBeRead() throws Exception {
    DemoModels.write(root);
    Path sample = Files.createDirectory(root.resolve("sample"));
    Space space = Space.of(64, 64, 1, 0.7, 0.7, 1);
    NiftiWriter.write(sample.resolve("a.nii"), space, new float[64 * 64]);

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                ModelQuantization.quantize(
                    ModelFolder.at(root), "demo-lesion-dog", "1", sample, OPTIONS))
        .withMessageContaining("expected pixels [1.4, 1.4] mm apart, found [0.699");
    assertThat(ModelFolder.at(root).versions("demo-lesion-dog")).containsExactly("1");
  }

  @Test
  void neverReplacesAVersion() throws Exception {
    DemoModels.write(root);
    ModelFolder folder = ModelFolder.at(root);
    ModelQuantization.quantize(folder, "demo-blood-pool", "1", null, OPTIONS);

    assertThatExceptionOfType(FileAlreadyExistsException.class)
        .isThrownBy(
            () -> ModelQuantization.quantize(folder, "demo-blood-pool", "1", null, OPTIONS));
  }

  @Test
  void refusesAModelWithoutWeightsAndLeavesNothing() throws Exception {
    TinyModel.write(root, "m", "1", 1, 0);

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> ModelQuantization.quantize(ModelFolder.at(root), "m", "1", null, OPTIONS))
        .withMessageStartingWith("m/1: weights: expected float weights of Conv");
    assertThat(root.resolve("m"))
        .isDirectoryContaining("glob:**1")
        .isDirectoryNotContaining("glob:**.1*");
    assertThat(ModelFolder.at(root).versions("m")).containsExactly("1");
  }

  private static ObjectNode eightToTwo(String name) {
    ObjectNode json = TinyModel.json(name, "1");
    ((ObjectNode) json.path("inputs").path(0)).putArray("shape").add(-1).add(8).add(-1).add(-1);
    ((ObjectNode) json.path("outputs").path(0)).putArray("shape").add(-1).add(2).add(-1).add(-1);
    return json;
  }

  private static byte[] conv(float[] weights) {
    return new OnnxGraph("conv", 17)
        .input("x", -1, 8, -1, -1)
        .output("y", -1, 2, -1, -1)
        .weights("w", weights, 2, 8, 3, 3)
        .node("Conv", List.of("x", "w"), List.of("y"), pads())
        .bytes();
  }

  private static ai.onnx.proto.OnnxMl.AttributeProto pads() {
    return attribute("pads", List.of(1L, 1L, 1L, 1L));
  }

  private static void flat(ObjectNode json, String key, int length) {
    ObjectNode tensor = (ObjectNode) json.path(key).path(0);
    tensor.putArray("shape").add(-1).add(length);
    tensor.put("axes", "NC");
  }
}
