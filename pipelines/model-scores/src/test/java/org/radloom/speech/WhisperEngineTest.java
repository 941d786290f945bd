package org.radloom.speech;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.radloom.commandline.Commands;
import org.radloom.models.command.ModelsCommand;
import org.radloom.speech.RandomWhisper.Layout;

/** {@code models} with folders of Whisper. */
final class WhisperEngineTest {
  private final Path root;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  WhisperEngineTest(@TempDir Path root) {
    this.root = root;
  }

  private int run(String... args) {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new Commands(List.of(new ModelsCommand()), false).run(args, out, out);
  }

  private int check() {
    return run("models", "check", root.toString(), "--backend=cpu");
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyLayoutPassesTheCheckAndIsListed() throws Exception {
    TinyWhisper.write(root, "tiny", "1");
    for (Layout layout : Layout.values()) {
      RandomWhisper.SMALL.write(root, layout.name(), layout);
    }
    assertThat(check()).as(printed()).isZero();
    assertThat(printed())
        .contains("ok       tiny/1  transcription  on cpu")
        .contains("ok       MERGED/1  transcription  on cpu")
        .contains("4 checked, 0 refused");
    assertThat(run("models", "list", root.toString(), "--manifest=on")).isZero();
    JsonNode models = new ObjectMapper().readTree(root.resolve("manifest.json").toFile());
    assertThat(models.path("models").findValuesAsText("task")).contains("transcription");
    assertThat(models.path("models").findValuesAsText("path"))
        .contains("tiny/1/vocab.json", "MERGED/1/decoder_model_merged.onnx");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"logits\"|\"logit\"|tiny/1: outputs: expected logits, found [last_hidden_state, logit]",
        "\"input_ids\"|\"ids\"|tiny/1: inputs: expected input_ids, found [input_features, ids,",
        "1516]|1517]|tiny/1: shape of output logits: expected [-1, -1, 1517], found [-1, -1, 1516]",
        "[-1,80,3000]|[-1,81,3000]|tiny/1: shape of input input_features: expected [-1, 80 or 128,",
        "\"min\":13|\"min\":18|tiny/1: opset of encoder_model.onnx: expected 18 to 21, found 17",
        "\"vocab.json\"|\"voc.json\"|tiny/1: voc.json: expected a file, found none"
      })
  void whatIsNotAsStatedIsRefusedWithBoth(String stated, String instead, String message)
      throws IOException {
    Path json = TinyWhisper.write(root, "tiny", "1").resolve("model.json");
    String before = Files.readString(json);
    assertThat(before).contains(stated);
    Files.writeString(json, before.replace(stated, instead));
    assertThat(check()).isEqualTo(1);
    assertThat(printed()).contains("refused  " + message);
  }

  @ParameterizedTest
  @CsvSource({
    "encoder_model.onnx,sha256 of encoder_model.onnx: expected",
    "decoder_model.onnx,sha256 of decoder_model.onnx: expected",
    "vocab.json,sha256 of vocab.json: expected"
  })
  void everyFileIsHashed(String file, String message) throws IOException {
    Path folder = TinyWhisper.write(root, "tiny", "1");
    Files.write(folder.resolve(file), new byte[] {1});
    assertThat(check()).isEqualTo(1);
    assertThat(printed()).contains("refused  tiny/1: " + message);
  }

  @Test
  void aTaskThatIsNotTranscriptionIsNoWhisper() throws IOException {
    Path json = TinyWhisper.write(root, "tiny", "1").resolve("model.json");
    Files.writeString(json, Files.readString(json).replace("\"transcription\"", "\"calcium\""));
    assertThat(check()).isEqualTo(1);
    assertThat(printed()).contains("refused  tiny/1: sha256: expected model.onnx, found [");
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void quantisingMakesItLessThanHalfAsLargeAndItStillRuns(Layout layout) throws Exception {
    RandomWhisper.SMALL.write(root, "random", layout);
    assertThat(run("models", "quantize", root.toString(), "--backend=cpu")).as(printed()).isZero();
    assertThat(printed())
        .contains("random: 1 -> 1-int8")
        .contains("weights  encoder_model: w: 1,280 in 16 channels of axis 1");
    assertThat(check()).as(printed()).isZero();
    JsonNode report =
        new ObjectMapper().readTree(root.resolve("random/1-int8/quantization.json").toFile());
    assertThat(report.path("outputs").path("relative").asDouble()).isBetween(1e-6, .2);
    assertThat(Files.readString(root.resolve("random/1-int8/model.json")))
        .contains("\"vocab.json\"", "\"quantizedFrom\" : \"1\"");
  }

  @Test
  void aModelWithoutWeightsIsNotQuantisedAndToldSo() throws Exception {
    TinyWhisper.write(root, "tiny", "1");
    assertThat(run("models", "quantize", root.toString())).isEqualTo(1);
    assertThat(printed()).contains("tiny/1: weights: expected float weights of Conv");
    assertThat(root.resolve("tiny/1-int8")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void describesAnExportSoThatItPassesTheCheck(Layout layout) throws Exception {
    Path folder = RandomWhisper.SMALL.write(root, "random", layout);
    String byHand = Files.readString(folder.resolve("model.json"));
    Files.delete(folder.resolve("model.json"));
    Files.writeString(folder.resolve("config.json"), "{}");
    String[] words = {
      "models",
      "describe",
      root.toString(),
      "--model=random/1",
      "--licence=MIT",
      "--intendedUse=research",
      "--backend=cpu"
    };
    assertThat(run(words)).as(printed()).isZero();
    assertThat(check()).as(printed()).isZero();
    ObjectMapper mapper = new ObjectMapper();
    JsonNode written = mapper.readTree(folder.resolve("model.json").toFile());
    assertThat(written.path("sha256")).isEqualTo(mapper.readTree(byHand).path("sha256"));
    assertThat(written.path("licence").asText()).isEqualTo("MIT");
    assertThat(run(words)).as("one that is there stays").isEqualTo(1);
  }

  @Test
  void describesNoFolderWithoutAnEncoder() throws Exception {
    Path folder = TinyWhisper.write(root, "tiny", "1");
    Files.delete(folder.resolve("model.json"));
    Files.delete(folder.resolve("encoder_model.onnx"));
    assertThat(
            run(
                "models",
                "describe",
                root.toString(),
                "--model=tiny/1",
                "--licence=MIT",
                "--intendedUse=x"))
        .isEqualTo(1);
    assertThat(printed()).contains("tiny/1: encoder_model.onnx: expected a file, found none");
    assertThat(folder.resolve("model.json")).doesNotExist();
    assertThat(run("models", "describe", root.toString(), "--model=tiny/1")).isEqualTo(2);
  }
}
