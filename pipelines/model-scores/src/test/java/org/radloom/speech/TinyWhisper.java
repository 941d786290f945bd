package org.radloom.speech;

import static org.radloom.speech.SmallVocabulary.COUNT;
import static org.radloom.speech.SmallVocabulary.END;
import static org.radloom.speech.SmallVocabulary.HEART;
import static org.radloom.speech.SmallVocabulary.NORMAL;
import static org.radloom.speech.SmallVocabulary.NO_SPEECH;
import static org.radloom.speech.SmallVocabulary.SIZE;
import static org.radloom.speech.SmallVocabulary.at;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.radloom.models.FileDigest;
import org.radloom.models.onnx.OnnxGraph;

/**
 * A model with the names of Whisper's exports, whose decoder says the same of every sound but one
 * thing: logits are a table by place. Each likeliest token has a probability of 3/4 and one other
 * that may come 1/4, so the mean log-probability is ln 3/4; the probability of silence is 1/10
 * where there is silence, and less where there is sound.
 */
public final class TinyWhisper {
  /** What it says: 0.00 s Heart size 2.00 s, 2.00 s normal 3.00 s. */
  private static final int[][] LIKELIEST_AND_OTHER = {
    {at(0), at(0.02)},
    {HEART, SIZE},
    {SIZE, NORMAL},
    {at(2), at(2.02)},
    {at(2), at(2.02)},
    {NORMAL, HEART},
    {at(3), at(3.02)},
    {END, at(3)}
  };

  private static final int PROMPT = 3;
  private static final float IMPOSSIBLE = -1e4f;
  private static final JsonMapper MAPPER = new JsonMapper();

  private TinyWhisper() {}

  /** Writes a version into a folder of models and returns its folder. */
  public static Path write(Path root, String name, String version) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name).resolve(version));
    Files.write(folder.resolve("encoder_model.onnx"), encoder());
    Files.write(folder.resolve("decoder_model.onnx"), decoder());
    describe(folder, 1, 1, COUNT);
    return folder;
  }

  /**
   * Writes the vocabulary and {@code model.json} beside ONNX files.
   *
   * @param frames of what the encoder gives
   * @param width of what the encoder gives
   * @param vocabulary how many tokens the decoder knows
   */
  static void describe(Path folder, int frames, int width, int vocabulary) throws IOException {
    MAPPER.writeValue(folder.resolve("vocab.json").toFile(), SmallVocabulary.texts());
    MAPPER.writeValue(folder.resolve("added_tokens.json").toFile(), SmallVocabulary.added());
    ObjectNode json = MAPPER.createObjectNode();
    json.put("format", "radloom-model/1");
    json.put("name", String.valueOf(folder.resolveSibling("").getFileName()));
    json.put("version", String.valueOf(folder.getFileName()));
    json.put("task", "transcription").put("engine", "onnx").put("maxBatch", 1);
    json.put("licence", "CC0-1.0").put("intendedUse", "tests");
    json.putArray("classes");
    json.putObject("normalisation");
    json.putObject("opset").put("min", 13).put("max", 21);
    tensor(json.putArray("inputs").addObject(), "input_features", "NMT", -1, 80, 3000);
    tensor(json.withArray("inputs").addObject(), "input_ids", "NS", -1, -1);
    tensor(json.withArray("inputs").addObject(), "encoder_hidden_states", "NSE", -1, -1, width);
    tensor(json.putArray("outputs").addObject(), "last_hidden_state", "NSE", -1, frames, width);
    tensor(json.withArray("outputs").addObject(), "logits", "NSV", -1, -1, vocabulary);
    ObjectNode digests = json.putObject("sha256");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        digests.put(String.valueOf(file.getFileName()), FileDigest.of(file));
      }
    }
    MAPPER.writeValue(folder.resolve("model.json").toFile(), json);
  }

  private static void tensor(ObjectNode json, String name, String axes, int... shape) {
    json.put("name", name).put("axes", axes).put("units", "1");
    for (int length : shape) {
      json.withArray("shape").add(length);
    }
  }

  /** The mean of the bands, one number a window: -1.5 of silence, more of sound. */
  private static byte[] encoder() {
    return new OnnxGraph("encoder", 17)
        .input("input_features", -1, 80, 3000)
        .output("last_hidden_state", -1, 1, 1)
        .node(
            "ReduceMean",
            List.of("input_features"),
            List.of("last_hidden_state"),
            OnnxGraph.attribute("axes", List.of(1L, 2L)),
            OnnxGraph.attribute("keepdims", 1))
        .bytes();
  }

  /** Rows of a table, as many as there are tokens; silence is told at the first. */
  private static byte[] decoder() {
    int rows = 16;
    float[] table = new float[rows * COUNT];
    Arrays.fill(table, IMPOSSIBLE);
    // 1/10 at the mean of silence: ln(1/9) against 0, less 100 for each unit of mean above.
    table[HEART] = 0;
    table[NO_SPEECH] = (float) -Math.log(9);
    for (int i = 0; i < LIKELIEST_AND_OTHER.length; i++) {
      int row = (PROMPT - 1 + i) * COUNT;
      table[row + LIKELIEST_AND_OTHER[i][0]] = (float) Math.log(3);
      table[row + LIKELIEST_AND_OTHER[i][1]] = 0;
    }
    float[] slope = new float[COUNT];
    slope[NO_SPEECH] = -100;
    return new OnnxGraph("decoder", 17)
        .integerInput("input_ids", -1, -1)
        .input("encoder_hidden_states", -1, -1, 1)
        .output("logits", -1, -1, COUNT)
        .weights("table", table, rows, COUNT)
        .weights("slope", slope, COUNT)
        .weights("silence", new float[] {1.5f}, 1)
        .integers("zero", 0)
        .integers("one", 1)
        .integers("two", 2)
        .node("Shape", List.of("input_ids"), List.of("shape"))
        .node("Slice", List.of("shape", "one", "two"), List.of("length"))
        .node("Slice", List.of("table", "zero", "length"), List.of("said"))
        .node("Unsqueeze", List.of("said", "zero"), List.of("batched"))
        .node("Add", List.of("encoder_hidden_states", "silence"), List.of("loudness"))
        .node("Mul", List.of("loudness", "slope"), List.of("heard"))
        .node("Add", List.of("batched", "heard"), List.of("logits"))
        .bytes();
  }
}
