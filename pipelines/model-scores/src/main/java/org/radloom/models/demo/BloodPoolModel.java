package org.radloom.models.demo;

import static org.radloom.models.onnx.OnnxGraph.attribute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.List;
import org.radloom.models.Task;
import org.radloom.models.onnx.OnnxEngine;
import org.radloom.models.onnx.OnnxGraph;

/**
 * {@code demo-blood-pool}: blood with contrast medium in CT of the heart. Attenuation is smoothed
 * by a Gaussian of 1.2 voxels, and blood is what lies between 180 HU (contrast-filled blood has
 * some 300, muscle some 100) and 600 HU (bone and calcium have more): the product of two logistic
 * curves, of slopes 15 and 40 HU.
 */
final class BloodPoolModel {
  private static final String NAME = "demo-blood-pool";
  private static final int OPSET = 17;
  private static final double SPACING_MM = 1.5;
  private static final double THOUSAND_HU = 1000;
  private static final int WIDTH = 11;
  private static final double SIGMA = 1.2;
  private static final double FROM_HU = 180;
  private static final double FROM_SLOPE_HU = 15;
  private static final double TO_HU = 600;
  private static final double TO_SLOPE_HU = 40;

  private BloodPoolModel() {}

  static DemoModel model() {
    int[] shape = {-1, 1, -1, -1, -1};
    ObjectNode json =
        DemoDescriptions.start(NAME, "onnx", Task.CARDIAC_SEGMENTATION, List.of("blood_pool"));
    DemoDescriptions.tensor(json, "inputs", "volume", shape, "NCDHW", "HU");
    DemoDescriptions.tensor(json, "outputs", "probability", shape, "NCDHW", "probability, 0 to 1");
    DemoDescriptions.normalisation(json, -1024, 3071, THOUSAND_HU);
    DemoDescriptions.inputSize(json, 3, 4, SPACING_MM);
    json.put("maxBatch", 1);
    json.put(
        "accuracy",
        "on a phantom heart of 111.0 and 48.9 ml: Dice 0.959 and 0.953, 120.3 and 53.5 ml,"
            + " ejection fraction 55.5 % of 56.0 %; the same with 8-bit weights");
    json.putObject("opset").put("min", 13).put("max", 21);
    return new DemoModel(
        json, folder -> Files.write(folder.resolve(OnnxEngine.FILE), graph().bytes()));
  }

  private static OnnxGraph graph() {
    long pad = WIDTH / 2;
    OnnxGraph graph =
        new OnnxGraph(NAME, OPSET)
            .input("volume", -1, 1, -1, -1, -1)
            .output("probability", -1, 1, -1, -1, -1)
            .weights("smooth", gaussian(), 1, 1, WIDTH, WIDTH, WIDTH)
            .node(
                "Conv",
                List.of("volume", "smooth"),
                List.of("smoothed"),
                attribute("pads", List.of(pad, pad, pad, pad, pad, pad)));
    logistic(graph, "from", FROM_HU, FROM_SLOPE_HU);
    logistic(graph, "to", TO_HU, -TO_SLOPE_HU);
    return graph.node("Mul", List.of("from", "to"), List.of("probability"));
  }

  /** Adds 1 / (1 + exp(-(HU - half) / slope)). */
  private static void logistic(OnnxGraph graph, String name, double halfHu, double slopeHu) {
    graph
        .weights(name + "_gain", new float[] {(float) (THOUSAND_HU / slopeHu)}, 1)
        .weights(name + "_offset", new float[] {(float) (-halfHu / slopeHu)}, 1)
        .node("Mul", List.of("smoothed", name + "_gain"), List.of(name + "_scaled"))
        .node("Add", List.of(name + "_scaled", name + "_offset"), List.of(name + "_logit"))
        .node("Sigmoid", List.of(name + "_logit"), List.of(name));
  }

  private static float[] gaussian() {
    float[] values = new float[WIDTH * WIDTH * WIDTH];
    int middle = WIDTH / 2;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += value(i, middle);
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (value(i, middle) / sum);
    }
    return values;
  }

  private static double value(int i, int middle) {
    int dx = i % WIDTH - middle;
    int dy = i / WIDTH % WIDTH - middle;
    int dz = i / (WIDTH * WIDTH) - middle;
    return StrictMath.exp(-(dx * dx + dy * dy + dz * dz) / (2 * SIGMA * SIGMA));
  }
}
