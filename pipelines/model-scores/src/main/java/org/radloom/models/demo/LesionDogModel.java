package org.radloom.models.demo;

import static org.radloom.models.onnx.OnnxGraph.attribute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.radloom.models.onnx.OnnxEngine;
import org.radloom.models.onnx.OnnxGraph;

/**
 * {@code demo-lesion-dog}: masses of 5 and 9 mm radius in phantom mammograms, by differences of
 * Gaussians. The confidence is logistic in the least difference over eight directions, greatest
 * over both radii: 0.5 at 300 grey levels, of the 700 by which a mass of the phantom is brighter,
 * with a slope of 60. The difference of a radius is greatest in the middle of a disc that large, so
 * it holds for the pixels around it too, up to {@value #SPREAD} of the radius in rows and columns:
 * the confidence covers the mass, not its middle alone.
 */
final class LesionDogModel {
  private static final String NAME = "demo-lesion-dog";
  private static final int OPSET = 17;
  private static final double[] RADII_MM = {9, 5};
  private static final int DIRECTIONS = 8;
  private static final double SPREAD = 0.7;
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
    List<String> directions = names("direction", DIRECTIONS);
    List<String> least = names("least", pixels.length);
    List<String> spread = names("spread", pixels.length);
    OnnxGraph graph =
        new OnnxGraph(NAME, OPSET)
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
            .node("Split", List.of("least"), least, attribute("axis", 1));
    for (int radius = 0; radius < pixels.length; radius++) {
      long around = (long) (SPREAD * pixels[radius]);
      graph.node(
          "MaxPool",
          List.of(least.get(radius)),
          List.of(spread.get(radius)),
          attribute("kernel_shape", List.of(2 * around + 1, 2 * around + 1)),
          attribute("pads", List.of(around, around, around, around)));
    }
    return graph
        .node("Max", spread, List.of("greatest"))
        .node("Add", List.of("greatest", "offset"), List.of("logit"))
        .node("Sigmoid", List.of("logit"), List.of("heatmap"));
  }

  /** Returns the names of a value in parts. */
  private static List<String> names(String value, int parts) {
    return IntStream.range(0, parts).mapToObj(part -> value + part).toList();
  }
}
