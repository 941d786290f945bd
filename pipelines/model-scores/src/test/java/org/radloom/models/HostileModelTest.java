package org.radloom.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.radloom.gpuops.backend.BackendChoice;

final class HostileModelTest {
  private static final ModelOptions OPTIONS = ModelOptions.defaults().on(BackendChoice.CPU);

  private final Path root;

  HostileModelTest(@TempDir Path root) {
    this.root = root;
  }

  @Test
  void refusesOrReadsWhateverBecameOfADescription() throws IOException {
    Path folder = TinyModel.write(root, "m", "1", 1, 0);
    Path file = folder.resolve(ModelJson.FILE);
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] changed = bytes.clone();
      for (int flips = 0; flips <= random.nextInt(4); flips++) {
        changed[random.nextInt(changed.length)] = (byte) (32 + random.nextInt(95));
      }
      Files.write(file, changed);
      try {
        ModelFolder.at(root).read("m", "1");
      } catch (ModelRefusedException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(1000, 1999);
  }

  @Test
  void refusesADescriptionThatIsTooLong() throws IOException {
    Path folder = TinyModel.write(root, "m", "1", 1, 0);
    Files.writeString(folder.resolve(ModelJson.FILE), " ".repeat((1 << 20) + 1));

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> ModelFolder.at(root).read("m", "1"))
        .withMessage("m/1: model.json: expected 1048576 bytes at most, found 1048577");
  }

  @Test
  void refusesADescriptionNestedWithoutEnd() throws IOException {
    Path folder = TinyModel.write(root, "m", "1", 1, 0);
    Files.writeString(folder.resolve(ModelJson.FILE), "[".repeat(500_000));

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> ModelFolder.at(root).read("m", "1"));
  }

  @Test
  void refusesNumbersBeyondEveryBound() {
    ObjectNode json = TinyModel.json("m", "1");
    // 2^64 + 4 would be 4 in 64 bits.
    json.put("maxBatch", new java.math.BigInteger("18446744073709551620"));
    TinyModel.write(root, json, TinyModel.affine(17, 1, 0));

    assertThatExceptionOfType(ModelRefusedException.class)
        .isThrownBy(() -> ModelFolder.at(root).read("m", "1"))
        .withMessage(
            "m/1: maxBatch: expected a whole number 1 to 4096, found 18446744073709551620");
  }

  @Test
  void makesNoZerosBeyondTheBound() throws Exception {
    ObjectNode json = TinyModel.json("m", "1");
    ObjectNode size = json.putObject("inputSize");
    size.putArray("min").add(1 << 20).add(1 << 20);
    size.putArray("max").add(1 << 20).add(1 << 20);
    TinyModel.write(root, json, TinyModel.affine(17, 1, 0));

    try (Model model = ModelFolder.at(root).open("m", "1", OPTIONS)) {
      assertThatExceptionOfType(PredictionException.class)
          .isThrownBy(() -> WarmUp.run(model))
          .withMessageContaining("would be 1099511627776 values");
    }
  }
}
