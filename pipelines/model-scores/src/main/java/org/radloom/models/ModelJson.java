package org.radloom.models;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes {@code model.json}. */
public final class ModelJson {
  /** Name of the file. */
  public static final String FILE = "model.json";

  /** The format that is read and written. */
  public static final String FORMAT = "radloom-model/1";

  /** How an ensemble names its engine. */
  static final String ENSEMBLE = "ensemble";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern AXES = Pattern.compile("[A-Z]{0,8}");
  private static final long MOST_BYTES = 1 << 20;
  private static final int MOST_LENGTH = 1 << 20;
  private static final int MOST_BATCH = 4096;
  private static final int MOST_TENSORS = 256;
  private static final int MOST_MEMBERS = 32;
  private static final int NEWEST_OPSET = 1000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ModelJson() {}

  /** Returns whether it may be the name of a model or version, and so of a folder. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * Returns the object that a JSON file holds.
   *
   * @param model how a refusal names it
   */
  public static ObjectNode tree(Path file, String model) throws ModelRefusedException {
    String name = String.valueOf(file.getFileName());
    try {
      long bytes = Files.size(file);
      if (bytes > MOST_BYTES) {
        throw new ModelRefusedException(
            Refusal.SIZE, model, name, MOST_BYTES + " bytes at most", bytes);
      }
      if (MAPPER.readTree(Files.readAllBytes(file)) instanceof ObjectNode object) {
        return object;
      }
      throw new ModelRefusedException(
          Refusal.DESCRIPTION, model, name, "an object", "something else");
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new ModelRefusedException(
          Refusal.DESCRIPTION, model, name, "JSON", "an error in line " + line, e);
    } catch (IOException e) {
      throw new ModelRefusedException(
          Refusal.UNREADABLE, model, name, "a file", "none that can be read", e);
    }
  }

  /** Returns the bytes of a JSON file, the same on every system. */
  public static byte[] bytes(JsonNode tree) {
    DefaultPrettyPrinter indented =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return (MAPPER.writer(indented).writeValueAsString(tree) + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON cannot be written", e);
    }
  }

  /** Returns an empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Returns the description that a version's {@code model.json} holds. */
  static ModelDescription read(Path folder, String name, String version)
      throws ModelRefusedException {
    String id = name + "/" + version;
    JsonKeys keys = new JsonKeys(id, "", tree(folder.resolve(FILE), id));
    same(keys, "format", FORMAT);
    same(keys, "name", name);
    same(keys, "version", version);
    Task task =
        keys.choice(
            "task", Refusal.TASK, "one of " + Task.codes(), code -> Task.ofCode(code).orElse(null));
    String engine = keys.text("engine");
    List<TensorSpec> inputs = tensors(keys, "inputs");
    EnsembleDescription ensemble = engine.equals(ENSEMBLE) ? ensemble(keys) : null;
    return new ModelDescription(
        name,
        version,
        task,
        engine,
        keys.texts("classes"),
        inputs,
        tensors(keys, "outputs"),
        normalisation(keys.object("normalisation")),
        inputSize(keys, inputs.get(0)),
        keys.has("opset") ? opset(keys.object("opset")) : null,
        ensemble == null ? digests(keys) : new TreeMap<>(),
        keys.text("licence"),
        keys.text("intendedUse"),
        keys.integer("maxBatch", 1, MOST_BATCH),
        keys.has("quantizedFrom") ? keys.text("quantizedFrom") : null,
        ensemble);
  }

  private static void same(JsonKeys keys, String key, String expected)
      throws ModelRefusedException {
    String found = keys.text(key);
    if (!found.equals(expected)) {
      throw keys.refused(Refusal.DESCRIPTION, key, expected, found);
    }
  }

  private static List<TensorSpec> tensors(JsonKeys keys, String key) throws ModelRefusedException {
    List<TensorSpec> specs = new ArrayList<>();
    for (JsonKeys each : keys.objects(key)) {
      List<Integer> shape = each.integers("shape", TensorSpec.FREE, MOST_LENGTH);
      String axes = shape.isEmpty() ? "" : each.text("axes");
      if (!AXES.matcher(axes).matches() || axes.length() != shape.size()) {
        throw each.refused(
            Refusal.DESCRIPTION,
            each.path("axes"),
            "a capital letter for each of %d axes".formatted(shape.size()),
            axes);
      }
      if (axes.startsWith("N") && shape.get(0) != TensorSpec.FREE && shape.get(0) != 1) {
        throw each.refused(
            Refusal.DESCRIPTION, each.path("shape"), "a batch of -1 (any) or 1", shape.get(0));
      }
      specs.add(new TensorSpec(each.text("name"), shape, axes, each.text("units")));
    }
    if (specs.isEmpty() || specs.size() > MOST_TENSORS) {
      throw keys.refused(
          Refusal.DESCRIPTION, key, "1 to %d entries".formatted(MOST_TENSORS), specs.size());
    }
    return specs;
  }

  private static Normalisation normalisation(JsonKeys keys) throws ModelRefusedException {
    List<Double> clip =
        keys.has("clip")
            ? keys.numbers("clip")
            : List.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    double divide = keys.number("divide", 1);
    if (clip.size() != 2 || !(clip.get(0) < clip.get(1))) {
      throw keys.refused(Refusal.DESCRIPTION, keys.path("clip"), "[low, high]", clip);
    }
    if (divide == 0) {
      throw keys.refused(Refusal.DESCRIPTION, keys.path("divide"), "a number other than 0", divide);
    }
    return new Normalisation(clip.get(0), clip.get(1), keys.number("subtract", 0), divide);
  }

  private static @Nullable InputSize inputSize(JsonKeys keys, TensorSpec input)
      throws ModelRefusedException {
    int space = input.spaceAxes().size();
    if (space == 0) {
      return null;
    }
    JsonKeys size = keys.object("inputSize");
    List<Integer> min = size.integers("min", 1, MOST_LENGTH);
    List<Integer> max = size.integers("max", 1, MOST_LENGTH);
    List<Integer> step =
        size.has("multipleOf")
            ? size.integers("multipleOf", 1, MOST_LENGTH)
            : Collections.nCopies(space, 1);
    List<Double> spacing = size.has("spacingMm") ? size.numbers("spacingMm") : null;
    if (min.size() != space
        || max.size() != space
        || step.size() != space
        || (spacing != null && spacing.size() != space)) {
      throw keys.refused(
          Refusal.DESCRIPTION,
          "inputSize",
          "%d numbers in each list, one for each axis of space of %s"
              .formatted(space, input.axes()),
          "another count");
    }
    if (spacing != null && spacing.stream().anyMatch(mm -> !(mm > 0))) {
      throw keys.refused(Refusal.DESCRIPTION, "inputSize.spacingMm", "numbers > 0", spacing);
    }
    for (int axis = 0; axis < space; axis++) {
      if (min.get(axis) > max.get(axis)) {
        throw keys.refused(Refusal.DESCRIPTION, "inputSize", "min at most max", min + ", " + max);
      }
    }
    return new InputSize(min, max, step, spacing);
  }

  private static OpsetRange opset(JsonKeys keys) throws ModelRefusedException {
    int min = keys.integer("min", 1, NEWEST_OPSET);
    return new OpsetRange(min, keys.integer("max", min, NEWEST_OPSET));
  }

  private static SortedMap<String, String> digests(JsonKeys keys) throws ModelRefusedException {
    JsonNode object = keys.node("sha256");
    if (!object.isObject() || object.isEmpty()) {
      throw keys.refused(Refusal.DESCRIPTION, "sha256", "a digest for each file", object);
    }
    if (object.size() > JsonKeys.MOST) {
      throw keys.refused(Refusal.SIZE, "sha256", JsonKeys.MOST + " at most", object.size());
    }
    SortedMap<String, String> digests = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (!isPathBelow(entry.getKey())) {
        throw keys.refused(
            Refusal.DESCRIPTION, "sha256", "paths below the version's folder", entry.getKey());
      }
      if (!SHA256.matcher(entry.getValue().asText()).matches()) {
        throw keys.refused(
            Refusal.DESCRIPTION,
            "sha256." + entry.getKey(),
            "64 lower-case hex digits",
            entry.getValue());
      }
      digests.put(entry.getKey(), entry.getValue().asText());
    }
    return digests;
  }

  private static boolean isPathBelow(String path) {
    return List.of(path.split("/", -1)).stream().allMatch(ModelJson::isName);
  }

  private static EnsembleDescription ensemble(JsonKeys keys) throws ModelRefusedException {
    JsonKeys object = keys.object("ensemble");
    Combination combination =
        object.choice(
            "combine",
            Refusal.DESCRIPTION,
            "mean, weighted or vote",
            code -> Combination.ofCode(code).orElse(null));
    List<EnsembleDescription.Member> members = new ArrayList<>();
    for (JsonKeys each : object.objects("members")) {
      double weight = combination == Combination.WEIGHTED ? each.number("weight", Double.NaN) : 1;
      if (!(weight > 0)) {
        throw each.refused(Refusal.DESCRIPTION, each.path("weight"), "a number > 0", weight);
      }
      String model = each.text("model");
      String version = each.text("version");
      if (!isName(model) || !isName(version)) {
        throw each.refused(Refusal.DESCRIPTION, each.path("model"), "the name of a model", model);
      }
      members.add(new EnsembleDescription.Member(model, version, weight));
    }
    if (members.size() < 2 || members.size() > MOST_MEMBERS) {
      throw object.refused(
          Refusal.DESCRIPTION,
          object.path("members"),
          "2 to %d members".formatted(MOST_MEMBERS),
          members.size());
    }
    return new EnsembleDescription(combination, object.number("threshold", 0.5), members);
  }
}
