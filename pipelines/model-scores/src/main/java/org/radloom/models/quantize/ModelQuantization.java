package org.radloom.models.quantize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.radloom.models.Engine;
import org.radloom.models.Engines;
import org.radloom.models.Model;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelJson;
import org.radloom.models.ModelOptions;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelVersion;
import org.radloom.models.ModelWriter;
import org.radloom.models.PredictionException;
import org.radloom.models.QuantizedWeights;

/** Writes a version with 8-bit weights beside the one it is made of, and compares the two. */
public final class ModelQuantization {
  /** What the new version's name ends with. */
  public static final String SUFFIX = "-int8";

  private static final int LEAST_OPSET = 13;

  private ModelQuantization() {}

  /**
   * Quantises a version and returns the report, which is also written into the new version.
   *
   * @param sample a folder of images to compare on, or null for noise
   * @throws java.nio.file.FileAlreadyExistsException if the new version is there
   */
  public static QuantizationReport quantize(
      ModelFolder folder, String name, String version, @Nullable Path sample, ModelOptions options)
      throws IOException, ModelRefusedException, PredictionException {
    ModelVersion source = folder.read(name, version);
    Engine engine = Engines.of(source.description());
    source.verify(options.maxModelBytes());
    try (Model before = folder.open(name, version, options)) {
      // First, so that a sample that cannot be read leaves no version behind.
      List<SampleItem> items =
          sample == null ? Samples.noise(before.metadata()) : Samples.of(sample, before.metadata());
      String newVersion = version + SUFFIX;
      List<QuantizedWeights> weights = new ArrayList<>();
      Path made =
          ModelWriter.write(
              folder.path(),
              description(source, newVersion),
              target -> weights.add(engine.quantize(source, target)));
      boolean compared = false;
      try (Model after = folder.open(name, newVersion, options)) {
        QuantizationReport report =
            new QuantizationReport(
                name,
                version,
                newVersion,
                bytes(source),
                bytes(folder.read(name, newVersion)),
                weights.get(0),
                sample == null ? "noise" : "images",
                OutputDifference.of(before, after, items));
        Files.write(made.resolve(QuantizationReport.JSON_FILE), ModelJson.bytes(report.json()));
        Files.writeString(
            made.resolve(QuantizationReport.TEXT_FILE), report.text(), StandardCharsets.UTF_8);
        compared = true;
        return report;
      } finally {
        if (!compared) {
          ModelWriter.delete(made);
        }
      }
    }
  }

  private static ObjectNode description(ModelVersion source, String newVersion)
      throws ModelRefusedException {
    ObjectNode json = ModelJson.tree(source.folder().resolve(ModelJson.FILE), source.id());
    String from = source.description().version();
    json.put("version", newVersion).put("quantizedFrom", from);
    if (json.path("opset") instanceof ObjectNode opset) {
      opset.put("min", Math.max(LEAST_OPSET, opset.path("min").asInt()));
    }
    return json;
  }

  private static long bytes(ModelVersion version) throws ModelRefusedException {
    return version.bytes().values().stream().mapToLong(Long::longValue).sum();
  }
}
