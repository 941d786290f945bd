package org.radloom.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.radloom.models.onnx.OnnxEngine;
import org.radloom.models.onnx.OnnxGraph;

/** Tiny models for tests, as somebody else's tool would leave them: y = gain * x + offset. */
public final class TinyModel {
  private TinyModel() {}

  /** Returns a description that fits {@link #affine}. */
  public static ObjectNode json(String name, String version) {
    ObjectNode json = ModelJson.object();
    json.put("name", name).put("version", version).put("task", "lesion_detection");
    json.put("engine", "onnx");
    json.putArray("classes").add("lesion");
    tensor(json, "inputs", "x", "HU");
    tensor(json, "outputs", "y", "1");
    json.putObject("normalisation").put("subtract", 0).put("divide", 1);
    ObjectNode size = json.putObject("inputSize");
    size.putArray("min").add(1).add(1);
    size.putArray("max").add(100).add(100);
    json.putObject("opset").put("min", 13).put("max", 21);
    json.put("licence", "CC0-1.0").put("intendedUse", "tests");
    return json.put("maxBatch", 4);
  }

  private static void tensor(ObjectNode json, String key, String name, String units) {
    ObjectNode tensor = json.putArray(key).addObject().put("name", name);
    tensor.putArray("shape").add(-1).add(1).add(-1).add(-1);
    tensor.put("axes", "NCHW").put("units", units);
  }

  /** Returns the file of y = gain * x + offset over one channel, of any size. */
  public static byte[] affine(int opset, float gain, float offset) {
    return new OnnxGraph("affine", opset)
        .input("x", -1, 1, -1, -1)
        .output("y", -1, 1, -1, -1)
        .weights("gain", new float[] {gain}, 1)
        .weights("offset", new float[] {offset}, 1)
        .node("Mul", List.of("x", "gain"), List.of("scaled"))
        .node("Add", List.of("scaled", "offset"), List.of("y"))
        .bytes();
  }

  /** Adds it to a folder of models. */
  public static Path write(Path root, ObjectNode json, byte[] model) {
    try {
      return ModelWriter.write(
          root, json, folder -> Files.write(folder.resolve(OnnxEngine.FILE), model));
    } catch (IOException | ModelRefusedException e) {
      throw new AssertionError(e);
    }
  }

  /** Adds y = gain * x + offset in opset 17 to a folder of models. */
  public static Path write(Path root, String name, String version, float gain, float offset) {
    return write(root, json(name, version), affine(17, gain, offset));
  }
}
