package org.radloom.models.quantize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.radloom.models.ModelJson;
import org.radloom.models.QuantizedWeights;

/**
 * What became of a model by quantising it.
 *
 * @param model its name
 * @param from version with the old weights
 * @param to version with the new ones
 * @param bytesBefore size of the old model's files
 * @param bytesAfter size of the new model's files
 * @param weights what was quantised
 * @param sample what the models were compared on, in words
 * @param difference of their answers
 */
public record QuantizationReport(
    String model,
    String from,
    String to,
    long bytesBefore,
    long bytesAfter,
    QuantizedWeights weights,
    String sample,
    OutputDifference difference) {
  /** Name of the report for programs, in the new version's folder. */
  public static final String JSON_FILE = "quantization.json";

  /** Name of the report for people, in the new version's folder. */
  public static final String TEXT_FILE = "quantization.txt";

  /** Returns the new size divided by the old. */
  public double sizeRatio() {
    return (double) bytesAfter / bytesBefore;
  }

  ObjectNode json() {
    ObjectNode json = ModelJson.object().put("format", "radloom-quantization/1");
    json.put("model", model).put("from", from).put("to", to);
    json.put("method", "weights only, 8 bits, symmetric, a scale for each output channel");
    ObjectNode bytes = json.putObject("bytes");
    bytes.put("before", bytesBefore).put("after", bytesAfter).put("ratio", sizeRatio());
    for (QuantizedWeights.Layer layer : weights.quantized()) {
      ObjectNode entry = json.withArray("layers").addObject().put("name", layer.name());
      entry.put("axis", layer.axis()).put("channels", layer.channels());
      entry.put("weights", layer.weights()).put("maxError", layer.maxError());
    }
    json.put("leftFloats", weights.leftFloats());
    ObjectNode outputs = json.putObject("outputs").put("sample", sample);
    outputs.put("items", difference.items());
    outputs.put("maxAbs", difference.maxAbs()).put("meanAbs", difference.meanAbs());
    outputs.put("relative", difference.relative());
    OutputDifference.Accuracy dice = difference.accuracy();
    if (dice != null) {
      ObjectNode accuracy = json.putObject("accuracy").put("metric", "mean Dice at 0.5");
      accuracy.put("before", dice.before()).put("after", dice.after());
    } else {
      json.putNull("accuracy");
    }
    return json;
  }

  /** Returns it in some lines. */
  public String text() {
    StringBuilder text = new StringBuilder();
    line(text, "%s: %s -> %s", model, from, to);
    line(text, "  size     %,d -> %,d bytes (%.2f)", bytesBefore, bytesAfter, sizeRatio());
    for (QuantizedWeights.Layer layer : weights.quantized()) {
      line(
          text,
          "  weights  %s: %,d in %,d channels of axis %d, off by %.2g at most",
          layer.name(),
          layer.weights(),
          layer.channels(),
          layer.axis(),
          layer.maxError());
    }
    line(text, "  floats   %,d stay as they were", weights.leftFloats());
    line(
        text,
        "  outputs  off by %.2g at most, %.2g on average, %.2g relative (%s, %d items)",
        difference.maxAbs(),
        difference.meanAbs(),
        difference.relative(),
        sample,
        difference.items());
    OutputDifference.Accuracy dice = difference.accuracy();
    if (dice != null) {
      line(text, "  accuracy mean Dice %.4f -> %.4f", dice.before(), dice.after());
    } else {
      line(text, "  accuracy not measured: the sample has no truth");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
