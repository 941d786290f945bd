package org.radloom.speech;

import static org.radloom.models.onnx.OnnxGraph.OTHER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.radloom.models.onnx.OnnxGraph;

/**
 * A transformer of Whisper's shape with random weights, in each of the layouts that exports have,
 * with their names. It understands nothing; what it says depends on every token so far and on the
 * sound, so that keys and values that went wrong would show.
 *
 * @param width of a token
 * @param heads that the width is divided among
 * @param layers of the decoder
 * @param vocabulary how many tokens it knows
 * @param frameStep one of so many frames of 10 ms is heard
 */
record RandomWhisper(int width, int heads, int layers, int vocabulary, int frameStep) {
  /** Small enough to be written in no time. */
  static final RandomWhisper SMALL = new RandomWhisper(16, 2, 2, SmallVocabulary.COUNT, 100);

  /** The shape of whisper-tiny's decoder. */
  static final RandomWhisper TINY = new RandomWhisper(384, 6, 4, 51_865, 2);

  private static final int OPSET = 17;
  private static final int POSITIONS = 256;

  /** How the decoder is put into files. */
  enum Layout {
    /** One that keeps nothing. */
    PLAIN,
    /** One that begins and one that goes on. */
    PAIR,
    /** One with a branch for each. */
    MERGED
  }

  Path write(Path root, String name, Layout layout) throws IOException {
    Path folder = Files.createDirectories(root.resolve(name).resolve("1"));
    Files.write(folder.resolve("encoder_model.onnx"), encoder());
    switch (layout) {
      case PLAIN -> Files.write(folder.resolve("decoder_model.onnx"), begins(false).bytes());
      case PAIR -> {
        Files.write(folder.resolve("decoder_model.onnx"), begins(true).bytes());
        Files.write(folder.resolve("decoder_with_past_model.onnx"), goesOn().bytes());
      }
      case MERGED -> Files.write(folder.resolve("decoder_model_merged.onnx"), merged().bytes());
    }
    TinyWhisper.describe(folder, 3000 / frameStep, width, vocabulary);
    return folder;
  }

  private byte[] encoder() {
    return new OnnxGraph("encoder", OPSET)
        .input("input_features", -1, 80, 3000)
        .output("last_hidden_state", -1, 3000 / frameStep, width)
        .weights("w", random(1, 80 * width, .3), 80, width)
        .integers("from", 0)
        .integers("to", 3000)
        .integers("axis", 1)
        .integers("step", frameStep)
        .node(
            "Transpose",
            List.of("input_features"),
            List.of("turned"),
            OnnxGraph.attribute("perm", List.of(0L, 2L, 1L)))
        .node("Slice", List.of("turned", "from", "to", "axis", "step"), List.of("some"))
        .node("MatMul", List.of("some", "w"), List.of("mixed"))
        .node("Tanh", List.of("mixed"), List.of("last_hidden_state"))
        .bytes();
  }

  private OnnxGraph begins(boolean presents) {
    OnnxGraph graph =
        new OnnxGraph("decoder", OPSET)
            .integerInput("input_ids", -1, OTHER)
            .input("encoder_hidden_states", -1, OTHER, width);
    weights(graph);
    outputs(graph, presents, presents);
    body(graph, false);
    return graph;
  }

  private OnnxGraph goesOn() {
    OnnxGraph graph = new OnnxGraph("decoder", OPSET).integerInput("input_ids", -1, OTHER);
    pasts(graph);
    weights(graph);
    outputs(graph, true, false);
    body(graph, true);
    return graph;
  }

  private OnnxGraph merged() {
    OnnxGraph graph =
        new OnnxGraph("decoder", OPSET)
            .integerInput("input_ids", -1, OTHER)
            .input("encoder_hidden_states", -1, OTHER, width);
    pasts(graph);
    graph.truthInput("use_cache_branch", 1);
    weights(graph);
    // What comes out where nothing is: whoever takes it for keys hears another sound.
    graph.weights("nothing", new float[width], 1, heads, 1, width / heads);
    List<String> names = outputs(graph, true, true);
    OnnxGraph with = new OnnxGraph("with_past", OPSET);
    outputs(with, true, true);
    body(with, true);
    for (int layer = 0; layer < layers; layer++) {
      for (String part : List.of(".encoder.key", ".encoder.value")) {
        with.node("Identity", List.of("nothing"), List.of("present." + layer + part));
      }
    }
    OnnxGraph without = new OnnxGraph("no_past", OPSET);
    outputs(without, true, true);
    body(without, false);
    return graph.node(
        "If",
        List.of("use_cache_branch"),
        names,
        OnnxGraph.attribute("then_branch", with),
        OnnxGraph.attribute("else_branch", without));
  }

  private void pasts(OnnxGraph graph) {
    for (int layer = 0; layer < layers; layer++) {
      for (String part : List.of("decoder.key", "decoder.value", "encoder.key", "encoder.value")) {
        graph.input(
            "past_key_values.%d.%s".formatted(layer, part), -1, heads, OTHER, width / heads);
      }
    }
  }

  private List<String> outputs(OnnxGraph graph, boolean ofText, boolean ofSound) {
    List<String> names = new ArrayList<>(List.of("logits"));
    graph.output("logits", -1, OTHER, vocabulary);
    for (int layer = 0; layer < layers; layer++) {
      for (String side : List.of("decoder", "encoder")) {
        for (String part : List.of("key", "value")) {
          if (side.equals("decoder") ? ofText : ofSound) {
            String name = "present.%d.%s.%s".formatted(layer, side, part);
            graph.output(name, -1, heads, OTHER, width / heads);
            names.add(name);
          }
        }
      }
    }
    return names;
  }

  private void weights(OnnxGraph graph) {
    double spread = 1 / Math.sqrt(width);
    graph.weights("embed", random(2, vocabulary * width, 1), vocabulary, width);
    graph.weights("positions", random(3, POSITIONS * width, 1), POSITIONS, width);
    float[] mask = new float[POSITIONS * POSITIONS];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % POSITIONS > i / POSITIONS ? -1e9f : 0;
    }
    graph.weights("mask", mask, POSITIONS, POSITIONS);
    float[] ones = new float[width];
    Arrays.fill(ones, 1);
    graph.weights("ones", ones, width).weights("zeros", new float[width], width);
    graph.weights("scale", new float[] {(float) (1 / Math.sqrt((double) width / heads))}, 1);
    graph.weights("sharp", new float[] {(float) (3 * spread)}, 1);
    graph.integers("split", 0, 0, heads, width / heads).integers("join", 0, 0, width);
    graph.integers("i0", 0).integers("i1", 1).integers("i2", 2).integers("i3", 3);
    for (int layer = 0; layer < layers; layer++) {
      for (String part : List.of("q", "k", "v", "o", "cq", "ck", "cv", "co")) {
        graph.weights(
            part + layer, random(part.hashCode() + layer, width * width, spread), width, width);
      }
      graph.weights("up" + layer, random(50 + layer, 4 * width * width, spread), width, 4 * width);
      graph.weights(
          "down" + layer, random(90 + layer, 4 * width * width, spread / 2), 4 * width, width);
    }
    graph.node(
        "Transpose",
        List.of("embed"),
        List.of("head"),
        OnnxGraph.attribute("perm", List.of(1L, 0L)));
  }

  private void body(OnnxGraph graph, boolean past) {
    graph.node("Shape", List.of("input_ids"), List.of("ids_shape"));
    graph.node("Slice", List.of("ids_shape", "i1", "i2"), List.of("count"));
    String from = "i0";
    if (past) {
      from = "so_far";
      graph.node("Shape", List.of("past_key_values.0.decoder.key"), List.of("past_shape"));
      graph.node("Slice", List.of("past_shape", "i2", "i3"), List.of(from));
    }
    graph.node("Add", List.of(from, "count"), List.of("end"));
    graph.node("Slice", List.of("positions", from, "end", "i0"), List.of("places"));
    graph.node("Slice", List.of("mask", from, "end", "i0"), List.of("mask_rows"));
    graph.node("Slice", List.of("mask_rows", "i0", "end", "i1"), List.of("masked"));
    graph.node("Gather", List.of("embed", "input_ids"), List.of("meant"));
    graph.node("Add", List.of("meant", "places"), List.of("x0"));
    for (int layer = 0; layer < layers; layer++) {
      layer(graph, layer, past);
    }
    normalise(graph, "x" + layers, "last");
    graph.node("MatMul", List.of("last", "head"), List.of("raw"));
    graph.node("Mul", List.of("raw", "sharp"), List.of("logits"));
  }

  private void layer(OnnxGraph graph, int layer, boolean past) {
    String x = "x" + layer;
    String n = String.valueOf(layer);
    String present = "present." + layer;
    String before = "past_key_values." + layer;
    normalise(graph, x, "h" + n);
    split(graph, "h" + n, "q" + n, "hq" + n);
    for (String part : List.of("key", "value")) {
      String own = past ? "new_" + part + n : present + ".decoder." + part;
      split(graph, "h" + n, part.charAt(0) + n, own);
      if (past) {
        graph.node(
            "Concat",
            List.of(before + ".decoder." + part, own),
            List.of(present + ".decoder." + part),
            OnnxGraph.attribute("axis", 2));
      }
    }
    attend(graph, "hq" + n, present + ".decoder.", "masked", "o" + n, "a" + n);
    graph.node("Add", List.of(x, "a" + n), List.of("y" + n));
    normalise(graph, "y" + n, "g" + n);
    split(graph, "g" + n, "cq" + n, "gq" + n);
    if (!past) {
      split(graph, "encoder_hidden_states", "ck" + n, present + ".encoder.key");
      split(graph, "encoder_hidden_states", "cv" + n, present + ".encoder.value");
    }
    attend(graph, "gq" + n, (past ? before : present) + ".encoder.", "", "co" + n, "c" + n);
    graph.node("Add", List.of("y" + n, "c" + n), List.of("z" + n));
    normalise(graph, "z" + n, "m" + n);
    graph.node("MatMul", List.of("m" + n, "up" + n), List.of("wide" + n));
    graph.node("Relu", List.of("wide" + n), List.of("rectified" + n));
    graph.node("MatMul", List.of("rectified" + n, "down" + n), List.of("narrow" + n));
    graph.node("Add", List.of("z" + n, "narrow" + n), List.of("x" + (layer + 1)));
  }

  private static void normalise(OnnxGraph graph, String from, String to) {
    graph.node("LayerNormalization", List.of(from, "ones", "zeros"), List.of(to));
  }

  /** To [batch, head, token, width of a head]. */
  private static void split(OnnxGraph graph, String from, String weights, String to) {
    graph.node("MatMul", List.of(from, weights), List.of(to + "_flat"));
    graph.node("Reshape", List.of(to + "_flat", "split"), List.of(to + "_split"));
    graph.node(
        "Transpose",
        List.of(to + "_split"),
        List.of(to),
        OnnxGraph.attribute("perm", List.of(0L, 2L, 1L, 3L)));
  }

  private static void attend(
      OnnxGraph graph, String query, String side, String mask, String weights, String to) {
    graph.node(
        "Transpose",
        List.of(side + "key"),
        List.of(to + "_turned"),
        OnnxGraph.attribute("perm", List.of(0L, 1L, 3L, 2L)));
    graph.node("MatMul", List.of(query, to + "_turned"), List.of(to + "_raw"));
    graph.node("Mul", List.of(to + "_raw", "scale"), List.of(to + "_scaled"));
    String scores = to + "_scaled";
    if (!mask.isEmpty()) {
      graph.node("Add", List.of(scores, mask), List.of(to + "_seen"));
      scores = to + "_seen";
    }
    graph.node(
        "Softmax", List.of(scores), List.of(to + "_shares"), OnnxGraph.attribute("axis", -1));
    graph.node("MatMul", List.of(to + "_shares", side + "value"), List.of(to + "_heads"));
    graph.node(
        "Transpose",
        List.of(to + "_heads"),
        List.of(to + "_side"),
        OnnxGraph.attribute("perm", List.of(0L, 2L, 1L, 3L)));
    graph.node("Reshape", List.of(to + "_side", "join"), List.of(to + "_joined"));
    graph.node("MatMul", List.of(to + "_joined", weights), List.of(to));
  }

  private static float[] random(long seed, int count, double spread) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * spread);
    }
    return values;
  }
}
