package org.radloom.models.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import org.radloom.models.ModelJson;
import org.radloom.models.ModelOptions;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelWriter;
import org.radloom.models.Refusal;
import org.radloom.models.Tensor;
import org.radloom.models.command.ModelsCommand;
import org.radloom.models.demo.DemoModels;
import org.radloom.models.demo.PhantomMarks;
import org.radloom.models.quantize.ModelQuantization;

final class SavedModelTest {
  private static final ModelOptions OPTIONS = ModelOptions.defaults().on(BackendChoice.CPU);
  private static final String NAME = "demo-lesion-ring";

  private final Path root;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  SavedModelTest(@TempDir Path root) {
    this.root = root;
  }

  private int run(String... args) {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new Commands(List.of(new ModelsCommand()), false).run(args, out, out);
  }

  @Test
  void writesTheSameBytesEachTime() throws Exception {
    DemoModels.write(root.resolve("a"));
    DemoModels.write(root.resolve("b"));

    String file = NAME + "/1/saved_model/saved_model.pb";
    assertThat(root.resolve("a").resolve(file))
        .hasSameBinaryContentAs(root.resolve("b").resolve(file));
  }

  @Test
  void statesItsMeasuredAccuracy() throws Exception {
    DemoModels.write(root);

    assertThat(Files.readString(root.resolve(NAME).resolve("1").resolve(ModelJson.FILE)))
        .contains("17 of 24 masses marked in 24 phantom views, with 0.54 false marks a view");
  }

  @Test
  void allThreeDemoModelsPassTheCheckAndQuantiseToUnderHalfTheirSize() throws Exception {
    assertThat(run("models", "demo", root.toString())).isZero();
    assertThat(run("models", "quantize", root.toString())).isZero();

    assertThat(run("models", "check", root.toString()))
        .as(printed.toString(StandardCharsets.UTF_8))
        .isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("6 checked, 0 refused");
    ModelFolder folder = ModelFolder.at(root);
    for (String name : List.of("demo-lesion-dog", "demo-blood-pool", NAME)) {
      assertThat(bytes(folder, name, "1-int8")).isLessThan(bytes(folder, name, "1") / 2);
    }
  }

  @Test
  @Tag("slow")
  void findsMostMassesOfTwentyFourPhantomViewsWithLessThanOneFalseMarkAView() throws Exception {
    DemoModels.write(root);
    ModelFolder folder = ModelFolder.at(root);
    ModelQuantization.quantize(folder, NAME, "1", null, OPTIONS);

    for (String version : List.of("1", "1-int8")) {
      PhantomMarks marks;
      try (Model model = folder.open(NAME, version, OPTIONS)) {
        marks = PhantomMarks.ofAllViews(model);
      }
      assertThat(marks.masses()).isEqualTo(24);
      // docs/models.md states the counts; processors differ in the last bits.
      assertThat(marks.found()).isBetween(16, 18);
      assertThat(marks.falseMarks()).isBetween(11, 15);
    }
  }

  private static long bytes(ModelFolder folder, String name, String version) throws Exception {
    return folder.read(name, version).bytes().values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void takesImagesWithChannelsFirstAndFindsTheMassOfAPhantom() throws Exception {
    DemoModels.write(root);
    BreastPhantom phantom = BreastPhantom.of(BreastView.R_CC, 166, 3);
    BreastFinding mass = phantom.view().findings().get(0);

    try (Model model = ModelFolder.at(root).open(NAME, "1", OPTIONS)) {
      assertThat(model.inputs().get(0)).hasToString("NCHW [-1, 1, -1, -1]");
      float[] values = new float[phantom.pixels().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = model.metadata().normalisation().apply(phantom.pixels()[i]);
      }
      Tensor image = new Tensor(new int[] {1, 1, phantom.height(), phantom.width()}, values);

      Tensor heat = model.predict(List.of(image)).get(0);

      assertThat(heat.shape()).containsExactly(1, 1, phantom.height(), phantom.width());
      int x = (int) (mass.xMm() / phantom.pixelMm());
      int y = (int) (mass.yMm() / phantom.pixelMm());
      float most = 0;
      for (int dy = -3; dy <= 3; dy++) {
        for (int dx = -3; dx <= 3; dx++) {
          most = Math.max(most, heat.values()[(y + dy) * phantom.width() + x + dx]);
        }
      }
      assertThat(most).isGreaterThan(0.5f);
    }
  }

  @Test
  void takesItsPlaceInAnEnsemble() throws Exception {
    DemoModels.write(root);
    ObjectNode json =
        ModelJson.tree(root.resolve("demo-lesion-dog/1").resolve(ModelJson.FILE), "dog");
    json.put("name", "demo-lesion-mean").put("engine", "ensemble");
    ObjectNode ensemble = json.putObject("ensemble").put("combine", "mean");
    for (String member : List.of("demo-lesion-dog", NAME)) {
      ensemble.withArray("members").addObject().put("model", member).put("version", "1");
    }
    ModelWriter.write(root, json, folder -> {});
    Tensor image = Tensor.zeros(1, 1, 64, 64);
    image.values()[32 * 64 + 32] = 1;

    try (Model both = ModelFolder.at(root).open("demo-lesion-mean", "1", OPTIONS);
        Model dog = ModelFolder.at(root).open("demo-lesion-dog", "1", OPTIONS);
        Model ring = ModelFolder.at(root).open(NAME, "1", OPTIONS)) {
      float[] mean = both.predict(List.of(image)).get(0).values();
      float[] a = dog.predict(List.of(image)).get(0).values();
      float[] b = ring.predict(List.of(image)).get(0).values();
      for (int i = 0; i < mean.length; i++) {
        assertThat(mean[i]).isEqualTo((float) (((double) a[i] + b[i]) / 2));
      }
    }
  }

  @Test
  void loadsAModelOnceForAllThatOpenIt() throws Exception {
    DemoModels.write(root);
    ModelFolder folder = ModelFolder.at(root);
    int before = SharedBundles.count();

    Model first = folder.open(NAME, "1", OPTIONS);
    Model second = folder.open(NAME, "1", OPTIONS);
    assertThat(SharedBundles.count()).isEqualTo(before + 1);
    first.close();
    assertThat(second.predict(List.of(Tensor.zeros(1, 1, 64, 64)))).hasSize(1);
    second.close();

    assertThat(SharedBundles.count()).isEqualTo(before);
  }

  @Test
  void refusesAnotherSignature() throws Exception {
    DemoModels.write(root);
    Path file = root.resolve(NAME).resolve("1").resolve(ModelJson.FILE);
    Files.writeString(file, Files.readString(file).replace("\"heatmap\"", "\"boxes\""));

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> ModelFolder.at(root).open(NAME, "1", OPTIONS).close())
        .withMessage("demo-lesion-ring/1: output: expected boxes, found [heatmap]")
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Refusal.SHAPE));
  }

  @Test
  void refusesAFileThatIsNotTheOneDescribed() throws Exception {
    DemoModels.write(root);
    Path file = root.resolve(NAME).resolve("1/saved_model/saved_model.pb");
    Files.write(file, new byte[] {1, 2, 3});

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> ModelFolder.at(root).open(NAME, "1", OPTIONS).close())
        .satisfies(e -> assertThat(e.reason()).isEqualTo(Refusal.HASH));
  }
}
