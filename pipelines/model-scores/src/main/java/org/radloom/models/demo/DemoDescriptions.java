package org.radloom.models.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.radloom.models.ModelJson;
import org.radloom.models.Task;

/** What the demo models say of themselves. */
public final class DemoDescriptions {
  /** Distance of pixels that the lesion detectors are made for, mm. */
  public static final double LESION_PIXEL_MM = 1.4;

  /** Largest grey level of the phantom mammograms. */
  public static final double GREATEST_GREY = 4095;

  /** The class that the lesion detectors find. */
  public static final String MASS = "mass";

  private static final String VERSION = "1";
  private static final String INTENDED_USE = "demonstration on phantoms only, not for clinical use";
  private static final int MOST_PIXELS = 4096;

  private DemoDescriptions() {}

  /**
   * Returns the description of a detector of masses in mammograms: grey levels in, confidence out,
   * of the same size, dark background.
   *
   * @param axes order of the axes in the model file, NCHW or NHWC
   */
  public static ObjectNode lesions(String name, String engine, String axes) {
    ObjectNode json = start(name, engine, Task.MAMMOGRAPHY, List.of(MASS));
    int[] shape = axes.equals("NHWC") ? new int[] {-1, -1, -1, 1} : new int[] {-1, 1, -1, -1};
    tensor(json, "inputs", "image", shape, axes, "grey level, 0 to 4095");
    tensor(json, "outputs", "heatmap", shape, axes, "confidence, 0 to 1");
    normalisation(json, 0, GREATEST_GREY, GREATEST_GREY);
    inputSize(json, 2, 64, LESION_PIXEL_MM);
    return json;
  }

  /** Returns the start of a description: everything but tensors. */
  static ObjectNode start(String name, String engine, Task task, List<String> classes) {
    ObjectNode json = ModelJson.object().put("name", name).put("version", VERSION);
    json.put("task", task.code()).put("engine", engine);
    classes.forEach(json.putArray("classes")::add);
    json.put("licence", "Apache-2.0").put("intendedUse", INTENDED_USE);
    return json.put("maxBatch", 8);
  }

  /**
   * States what was measured on phantoms.
   *
   * @param found masses marked of the 24 in 24 views
   * @param falseMarks in the 24 views
   */
  public static void accuracy(ObjectNode json, int found, int falseMarks) {
    json.put(
        "accuracy",
        String.format(
            Locale.ROOT,
            "%d of 24 masses marked in 24 phantom views, with %.2f false marks a view; the same"
                + " with 8-bit weights",
            found,
            falseMarks / 24.0));
  }

  static void tensor(
      ObjectNode json, String key, String name, int[] shape, String axes, String units) {
    ObjectNode tensor = json.putArray(key).addObject().put("name", name);
    IntStream.of(shape).forEach(tensor.putArray("shape")::add);
    tensor.put("axes", axes).put("units", units);
  }

  static void normalisation(ObjectNode json, double low, double high, double divide) {
    ObjectNode normalisation = json.putObject("normalisation");
    normalisation.putArray("clip").add(low).add(high);
    normalisation.put("subtract", 0.0).put("divide", divide);
  }

  static void inputSize(ObjectNode json, int axes, int least, double spacingMm) {
    ObjectNode size = json.putObject("inputSize");
    IntStream.range(0, axes).forEach(axis -> array(size, "min").add(least));
    IntStream.range(0, axes).forEach(axis -> array(size, "max").add(MOST_PIXELS));
    IntStream.range(0, axes).forEach(axis -> array(size, "spacingMm").add(spacingMm));
  }

  private static com.fasterxml.jackson.databind.node.ArrayNode array(ObjectNode json, String key) {
    return json.withArray(key);
  }
}
