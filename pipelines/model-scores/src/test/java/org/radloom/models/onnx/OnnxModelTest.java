package org.radloom.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.models.Model;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelOptions;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.PredictionTimeoutException;
import org.radloom.models.Tensor;
import org.radloom.models.TinyModel;

final class OnnxModelTest {
  private static final ModelOptions OPTIONS = ModelOptions.defaults().on(BackendChoice.CPU);

  private final Path root;

  OnnxModelTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void sharesOneSessionAmongAllThatOpenTheSameFile() throws Exception {
    TinyModel.write(root, "m", "1", 1, 0);
    // Another name, the same file.
    TinyModel.write(root, "copy", "1", 1, 0);
    TinyModel.write(root, "other", "1", 2, 0);
    int before = SharedSessions.count();

    Model first = open("m");
    Model second = open("copy");
    Model other = open("other");
    assertThat(SharedSessions.count()).isEqualTo(before + 2);

    first.close();
    first.close();
    assertThat(second.predict(List.of(Tensor.zeros(1, 1, 1, 1)))).hasSize(1);
    second.close();
    other.close();
    assertThat(SharedSessions.count()).isEqualTo(before);
  }

  @Test
  void keepsNoSessionOfAModelThatIsRefused() {
    int before = SharedSessions.count();
    ObjectNode json = TinyModel.json("m", "1");
    ((ObjectNode) json.path("outputs").path(0)).put("name", "z");
    TinyModel.write(root, json, TinyModel.affine(17, 1, 0));

    assertThatExceptionOfType(ModelRefusedException.class).isThrownBy(() -> open("m").close());

    assertThat(SharedSessions.count()).isEqualTo(before);
  }

  @Test
  @Timeout(60)
  void endsARunThatTakesTooLongAndRunsAgain() throws Exception {
    TinyModel.write(root, TinyModel.json("m", "1"), CountingModel.to(Long.MAX_VALUE));
    ModelFolder folder = ModelFolder.at(root);

    try (Model model = folder.open("m", "1", OPTIONS.withTimeout(Duration.ofMillis(300)))) {
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(PredictionTimeoutException.class)
            .isThrownBy(() -> model.predict(List.of(Tensor.zeros(1, 1, 1, 1))))
            .withMessage("m/1: did not finish within 300 ms");
      }
    }
  }

  @Test
  void finishesTheSameRunWhenThereIsTime() throws Exception {
    TinyModel.write(root, TinyModel.json("m", "1"), CountingModel.to(5));

    try (Model model = open("m")) {
      assertThat(model.predict(List.of(Tensor.zeros(1, 1, 1, 2))).get(0).values())
          .containsExactly(5, 5);
    }
  }

  @Test
  void readsAndWritesWholeNumbers() throws Exception {
    OnnxGraph graph = new OnnxGraph("cast", 17);
    graph.input("x", -1, 1, -1, -1).output("y", -1, 1, -1, -1);
    graph
        .graph()
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(TensorProto.DataType.INT64_VALUE);
    graph
        .graph()
        .getOutputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(TensorProto.DataType.INT64_VALUE);
    byte[] file = graph.node("Neg", List.of("x"), List.of("y")).bytes();
    TinyModel.write(root, TinyModel.json("m", "1"), file);

    try (Model model = open("m")) {
      Tensor tokens = new Tensor(new int[] {1, 1, 1, 2}, new float[] {50_257, -3});
      assertThat(model.predict(List.of(tokens)).get(0).values()).containsExactly(-50_257, 3);
    }
  }

  @Test
  void saysWhyThereIsNoGpuAndRefusesToComputeElsewhereWhenAskedNotTo() {
    TinyModel.write(root, "m", "1", 1, 0);
    assumeFalse(OnnxCuda.isAvailable());

    assertThat(OnnxCuda.unavailableReason()).contains("onnxruntime_gpu");
    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(
            () -> ModelFolder.at(root).open("m", "1", OPTIONS.on(BackendChoice.CUDA)).close())
        .withMessageContaining("no CUDA");
  }

  @Test
  void computesOnTheCpuWhereThereIsNoGpu() throws Exception {
    TinyModel.write(root, "m", "1", 1, 0);
    assumeFalse(OnnxCuda.isAvailable());

    try (Model model = ModelFolder.at(root).open("m", "1", OPTIONS.on(BackendChoice.AUTO))) {
      assertThat(model.backend()).isEqualTo("cpu");
    }
  }

  private Model open(String name) throws ModelRefusedException {
    return ModelFolder.at(root).open(name, "1", OPTIONS);
  }
}
