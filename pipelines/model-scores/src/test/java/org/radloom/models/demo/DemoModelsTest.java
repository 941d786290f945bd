package org.radloom.models.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.gpuops.phantom.BreastFinding;
import org.radloom.gpuops.phantom.BreastPhantom;
import org.radloom.gpuops.phantom.BreastView;
import org.radloom.models.Model;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelOptions;
import org.radloom.models.Tensor;
import org.radloom.models.quantize.ModelQuantization;
import org.radloom.scoring.sample.ContrastHeart;

final class DemoModelsTest {
  private static final ModelOptions OPTIONS = ModelOptions.defaults().on(BackendChoice.CPU);

  private final Path root;

  DemoModelsTest(@TempDir Path root) {
    this.root = root;
  }

  private Model open(String name) throws Exception {
    DemoModels.write(root);
    return ModelFolder.at(root).open(name, "1", OPTIONS);
  }

  @Test
  void writesTheSameBytesEachTime() throws Exception {
    DemoModels.write(root.resolve("a"));
    DemoModels.write(root.resolve("b"));

    for (String file :
        List.of(
            "manifest.json",
            "demo-lesion-dog/1/model.onnx",
            "demo-lesion-dog/1/model.json",
            "demo-blood-pool/1/model.onnx",
            "demo-blood-pool/1/model.json")) {
      assertThat(root.resolve("a").resolve(file))
          .hasSameBinaryContentAs(root.resolve("b").resolve(file));
    }
    assertThat(DemoModels.write(root.resolve("a"))).isEmpty();
  }

  @Test
  void saysThatItIsForPhantomsOnly() throws Exception {
    DemoModels.write(root);

    for (ModelFolder.Entry entry : ModelFolder.at(root).entries()) {
      assertThat(entry.name()).startsWith("demo-");
      assertThat(ModelFolder.at(root).read(entry.name(), entry.version()).description())
          .satisfies(
              model ->
                  assertThat(model.intendedUse())
                      .isEqualTo("demonstration on phantoms only, not for clinical use"));
    }
  }

  @Test
  void seesADiscAndNoEdgeNorLine() throws Exception {
    int length = 128;
    Tensor image = Tensor.zeros(3, 1, length, length);
    for (int y = 0; y < length; y++) {
      for (int x = 0; x < length; x++) {
        double away = Math.hypot(x - 64, y - 64);
        int i = y * length + x;
        // A disc of 9 mm, 6.4 pixels; an edge; a line of 6 pixels. All of 700 grey levels.
        image.values()[i] = grey(away <= 6.4);
        image.values()[length * length + i] = grey(x < 64);
        image.values()[2 * length * length + i] = grey(Math.abs(x - 64) < 3);
      }
    }

    try (Model model = open("demo-lesion-dog")) {
      float[] answer = model.predict(List.of(image)).get(0).values();

      assertThat(answer[64 * length + 64]).isGreaterThan(0.95f);
      for (int i = 30 * length; i < 98 * length; i++) {
        assertThat(answer[length * length + i]).isLessThan(0.05f);
        assertThat(answer[2 * length * length + i]).isLessThan(0.05f);
      }
    }
  }

  private static float grey(boolean bright) {
    return (bright ? 1600 : 900) / 4095f;
  }

  @Test
  void findsTheLargeMassOfAPhantom() throws Exception {
    BreastPhantom phantom = BreastPhantom.of(BreastView.R_CC, 166, 3);
    BreastFinding mass = phantom.view().findings().get(0);
    float[] values = new float[phantom.pixels().length];
    try (Model model = open("demo-lesion-dog")) {
      for (int i = 0; i < values.length; i++) {
        values[i] = model.metadata().normalisation().apply(phantom.pixels()[i]);
      }
      Tensor image = new Tensor(new int[] {1, 1, phantom.height(), phantom.width()}, values);

      float[] heat = model.predict(List.of(image)).get(0).values();

      float most = 0;
      for (int y = 0; y < phantom.height(); y++) {
        for (int x = 0; x < phantom.width(); x++) {
          double dx = (x + 0.5) * phantom.pixelMm() - mass.xMm();
          double dy = (y + 0.5) * phantom.pixelMm() - mass.yMm();
          if (Math.hypot(dx, dy) < mass.radiusMm() / 2) {
            most = Math.max(most, heat[y * phantom.width() + x]);
          }
        }
      }
      assertThat(most).isGreaterThan(0.5f);
    }
  }

  @Test
  @Tag("slow")
  void findsMostMassesOfTwentyFourPhantomViewsWithLessThanOneFalseMarkAView() throws Exception {
    DemoModels.write(root);
    ModelFolder folder = ModelFolder.at(root);
    ModelQuantization.quantize(folder, "demo-lesion-dog", "1", null, OPTIONS);

    for (String version : List.of("1", "1-int8")) {
      PhantomMarks marks;
      try (Model model = folder.open("demo-lesion-dog", version, OPTIONS)) {
        marks = PhantomMarks.ofAllViews(model);
      }
      assertThat(marks.masses()).isEqualTo(24);
      // docs/models.md states the counts; processors differ in the last bits.
      assertThat(marks.found()).isBetween(20, 22);
      assertThat(marks.falseMarks()).isBetween(14, 18);
    }
  }

  @Test
  @Tag("slow")
  void findsTheVentricleOfThePhantomHeartAndItsEjectionFraction() throws Exception {
    DemoModels.write(root);
    ModelFolder folder = ModelFolder.at(root);
    ModelQuantization.quantize(folder, "demo-blood-pool", "1", null, OPTIONS);

    for (String version : List.of("1", "1-int8")) {
      try (Model model = folder.open("demo-blood-pool", version, OPTIONS)) {
        PhantomVentricle full = PhantomVentricle.of(model, ContrastHeart.END_DIASTOLE);
        PhantomVentricle empty = PhantomVentricle.of(model, ContrastHeart.END_SYSTOLE);

        // 4/3 pi 24^2 46 = 110,987 mm3 and 4/3 pi 18^2 36 = 48,858 mm3: 1 - 48.858 / 110.987.
        double fraction = 100 * (1 - ContrastHeart.END_SYSTOLE.bloodMl() / 110.987);
        assertThat(fraction).isCloseTo(55.98, within(0.01));
        // docs/models.md states the numbers; processors differ in the last bits.
        assertThat(full.dice()).isCloseTo(0.959, within(0.003));
        assertThat(empty.dice()).isCloseTo(0.953, within(0.003));
        assertThat(full.ml()).isCloseTo(120.25, within(0.5));
        assertThat(empty.ml()).isCloseTo(53.46, within(0.5));
        assertThat(100 * (1 - empty.ml() / full.ml())).isCloseTo(55.54, within(0.3));
      }
    }
  }

  @Test
  void statesItsMeasuredAccuracy() throws Exception {
    DemoModels.write(root);

    for (String name : List.of("demo-lesion-dog", "demo-blood-pool")) {
      JsonNode json =
          new ObjectMapper().readTree(root.resolve(name).resolve("1/model.json").toFile());
      assertThat(json.path("accuracy").asText()).contains("phantom", "8-bit");
    }
  }

  @Test
  void marksBloodBetweenMuscleAndBone() throws Exception {
    int length = 32;
    Tensor volume = Tensor.zeros(1, 1, length, length, length);
    // Along x: muscle of 100 HU, blood of 350 HU, bone of 1200 HU.
    for (int i = 0; i < volume.values().length; i++) {
      int x = i % length;
      volume.values()[i] = (x < 10 ? 100 : x < 21 ? 350 : 1200) / 1000f;
    }

    try (Model model = open("demo-blood-pool")) {
      float[] answer = model.predict(List.of(volume)).get(0).values();

      int middle = (16 * length + 16) * length;
      // logistic((100 - 180) / 15) = 0.0048 and logistic((350 - 180) / 15)
      // * logistic((600 - 350) / 40) = 0.99999 * 0.99807
      assertThat(answer[middle + 5]).isCloseTo(0.0048f, within(0.0005f));
      assertThat(answer[middle + 15]).isCloseTo(0.9981f, within(0.0005f));
      assertThat(answer[middle + 26]).isLessThan(0.001f);
    }
  }
}
