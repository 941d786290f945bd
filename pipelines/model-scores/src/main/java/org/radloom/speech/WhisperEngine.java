package org.radloom.speech;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.radloom.models.Engine;
import org.radloom.models.Model;
import org.radloom.models.ModelDescription;
import org.radloom.models.ModelOptions;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelVersion;
import org.radloom.models.QuantizedWeights;
import org.radloom.models.Task;
import org.radloom.models.onnx.OnnxEngine;

/** Checks and quantises Whisper's folders as other models; {@link WhisperFolder} uses them. */
public final class WhisperEngine implements Engine {
  private static final String ONNX = ".onnx";

  @Override
  public String name() {
    return new OnnxEngine().name();
  }

  @Override
  public boolean runs(ModelDescription model) {
    return name().equals(model.engine()) && model.task() == Task.TRANSCRIPTION;
  }

  @Override
  public String modelFile() {
    return WhisperFolder.ENCODER;
  }

  @Override
  public Model open(ModelVersion version, ModelOptions options) throws ModelRefusedException {
    WhisperModel whisper = WhisperFolder.open(version, options);
    try {
      return new PromptedWhisper(whisper, version);
    } catch (ModelRefusedException | RuntimeException e) {
      whisper.close();
      throw e;
    }
  }

  /** Writes every ONNX file of it with 8-bit weights, and the others as they are. */
  @Override
  public QuantizedWeights quantize(ModelVersion version, Path target)
      throws ModelRefusedException, IOException {
    List<QuantizedWeights.Layer> layers = new ArrayList<>();
    long left = 0;
    for (String file : version.description().sha256().keySet()) {
      if (!file.endsWith(ONNX)) {
        Files.createDirectories(target.resolve(file).resolveSibling(""));
        Files.copy(version.file(file), target.resolve(file));
        continue;
      }
      QuantizedWeights weights = new OnnxEngine().quantize(version, file, target);
      String part = file.substring(0, file.length() - ONNX.length());
      for (QuantizedWeights.Layer layer : weights.quantized()) {
        layers.add(
            new QuantizedWeights.Layer(
                part + ": " + layer.name(),
                layer.axis(),
                layer.channels(),
                layer.weights(),
                layer.maxError()));
      }
      left += weights.leftFloats();
    }
    QuantizedWeights all = new QuantizedWeights(layers, left);
    OnnxEngine.refuseNone(version, all);
    return all;
  }
}
