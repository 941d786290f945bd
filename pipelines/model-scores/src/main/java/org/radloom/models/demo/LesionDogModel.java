package org.radloom.models.demo;

import static org.radloom.models.onnx.OnnxGraph.attribute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.radloom.models.onnx.OnnxEngine;
import org.radloom.models.onnx.OnnxGraph;

/**
 * {@code demo-lesion-dog}: masses of 5 and 9 mm radius in phantom mammograms, by differences of
 * Gaussians. The confidence is logistic in the least difference over eight directions, greatest
 * over both radii: 0.5 at 300 grey levels, of the 700 by which a mass of the phantom is brighter,
 * with a slope of 60.
 */
final class LesionDogModel {
  private static final String NAME = "demo-lesion-dog";
  private static final int OPSET = 17;
  private static final double[] RADII_MM = {9, 5};
  private static final int DIRECTIONS = 8;
  private static final double HALF_AT = 300;
  private static final double SLOPE = 60;

  private LesionDogModel() {}

  static DemoModel model() {
    ObjectNode json = DemoDescriptions.lesions(NAME, "onnx", "NCHW");
    DemoDescriptions.accuracy(json, 21, 16);
    json.putObject("opset").put("min", 13).put("max", 21);
    return new DemoModel(
        json, folder -> Files.write(folder.resolve(OnnxEngine.FILE), graph().bytes()));
  }

  private static OnnxGraph graph() {
    double[] pixels =
        Arrays.stream(RADII_MM).map(mm -> mm / DemoDescriptions.LESION_PIXEL_MM).toArray();
    DirectedDifferences filters = new DirectedDifferences(pixels, DIRECTIONS, 1.3, 0.3, 0.4);
    int width = filters.width();
    long pad = width / 2;
    long[] sizes = new long[DIRECTIONS];
    Arrays.fill(sizes, pixels.length);
    List<String> directions =
        IntStream.range(0, DIRECTIONS).mapToObj(direction -> "direction" + direction).toList();
    return new OnnxGraph(NAME, OPSET)
        .input("image", -1, 1, -1, -1)
        .output("heatmap", -1, 1, -1, -1)
        .weights(
            "filters",
            filters.weights(DemoDescriptions.GREATEST_GREY / SLOPE),
            filters.kernels(),
            1,
            width,
            width)
        .weights("offset", new float[] {(float) (-HALF_AT / SLOPE)}, 1)
        .integers("sizes", sizes)
        .node(
            "Conv",
            List.of("image", "filters"),
            List.of("differences"),
            attribute("pads", List.of(pad, pad, pad, pad)))
        .node("Split", List.of("differences", "sizes"), directions, attribute("axis", 1))
        .node("Min", directions, List.of("least"))
        .node(
            "ReduceMax",
            List.of("least"),
            List.of("greatest"),
            attribute("axes", Stream.of(1L).toList()),
            attribute("keepdims", 1))
        .node("Add", List.of("greatest", "offset"), List.of("logit"))
        .node("Sigmoid", List.of("logit"), List.of("heatmap"));
  }
}
