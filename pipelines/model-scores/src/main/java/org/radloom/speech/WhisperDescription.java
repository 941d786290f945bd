package org.radloom.speech;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.radloom.models.FileDigest;
import org.radloom.models.ModelDescription;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelJson;
import org.radloom.models.ModelOptions;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelVersion;
import org.radloom.models.Normalisation;
import org.radloom.models.OpsetRange;
import org.radloom.models.Refusal;
import org.radloom.models.Task;
import org.radloom.models.TensorSpec;
import org.radloom.models.onnx.OnnxEngine;
import org.radloom.models.onnx.OnnxSession;

/**
 * Writes the {@code model.json} of an exported Whisper model as its files are: inputs and outputs
 * of encoder and decoder, and digests. Licence and intended use are for a person to say.
 */
public final class WhisperDescription {
  private static final OpsetRange OPSETS = new OpsetRange(11, 24);
  private static final String PREPROCESSOR = "preprocessor_config.json";
  private static final int MOST_FILES = 1000;

  /** Files of words that need no digest, but for those that make the text. */
  private static final Set<String> WORDS = Set.of("json", "txt", "md");

  private static final Set<String> LISTED =
      Set.of(
          WhisperFiles.VOCABULARY,
          WhisperFiles.ADDED,
          WhisperFiles.TOKENIZER,
          WhisperFiles.GENERATION);

  private WhisperDescription() {}

  /**
   * Writes {@code model.json} beside an export and returns it; one that the model's own check
   * refuses does not stay.
   *
   * @param licence of the model, for example {@code MIT}
   * @param intendedUse what it may be used for, in words
   * @throws FileAlreadyExistsException if there is one
   * @throws ModelRefusedException if the files are no Whisper model that can be run
   */
  public static Path write(
      ModelFolder models,
      String name,
      String version,
      String licence,
      String intendedUse,
      ModelOptions options)
      throws IOException, ModelRefusedException {
    Path folder = models.path().resolve(name).resolve(version);
    String id = name + "/" + version;
    if (!ModelJson.isName(name) || !ModelJson.isName(version) || !Files.isDirectory(folder)) {
      throw new ModelRefusedException(Refusal.UNREADABLE, id, "its folder", "a folder", "none");
    }
    Path file = folder.resolve(ModelJson.FILE);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file.toString(), null, "it is never replaced");
    }
    SortedMap<String, String> digests = digests(folder, id);
    ModelVersion found = version(folder, name, version, digests);
    ObjectNode json = ModelJson.object().put("format", ModelJson.FORMAT);
    json.put("name", name).put("version", version);
    json.put("task", Task.TRANSCRIPTION.code()).put("engine", "onnx").put("maxBatch", 1);
    json.put("licence", licence).put("intendedUse", intendedUse);
    json.putArray("classes");
    json.putArray("inputs");
    json.putArray("outputs");
    json.putObject("normalisation");
    json.putObject("opset").put("min", OPSETS.min()).put("max", OPSETS.max());
    encoder(json, found, options);
    decoder(json, found, options);
    ObjectNode hashes = json.putObject("sha256");
    digests.forEach(hashes::put);
    boolean passed = false;
    Files.write(file, ModelJson.bytes(json));
    try {
      WhisperFolder.open(models, name, version, options).close();
      passed = true;
    } finally {
      if (!passed) {
        Files.delete(file);
      }
    }
    return file;
  }

  private static void encoder(ObjectNode json, ModelVersion found, ModelOptions options)
      throws ModelRefusedException {
    try (OnnxSession session = session(found, WhisperFolder.ENCODER, options)) {
      List<Integer> features =
          shape(found, session.inputs().get(WhisperFolder.FEATURES), WhisperFolder.FEATURES, 3);
      int mels = features.get(1) == TensorSpec.FREE ? stated(found) : features.get(1);
      tensor(
          json,
          "inputs",
          WhisperFolder.FEATURES,
          List.of(features.get(0), mels, features.get(2)),
          "NMT",
          "log-mel");
      tensor(
          json,
          "outputs",
          WhisperFolder.HIDDEN,
          shape(found, session.outputs().get(WhisperFolder.HIDDEN), WhisperFolder.HIDDEN, 3),
          "NSE",
          "1");
    }
  }

  private static void decoder(ObjectNode json, ModelVersion found, ModelOptions options)
      throws ModelRefusedException {
    boolean merged = found.description().sha256().containsKey(WhisperFolder.DECODER_MERGED);
    String file = merged ? WhisperFolder.DECODER_MERGED : WhisperFolder.DECODER;
    try (OnnxSession session = session(found, file, options)) {
      tensor(
          json,
          "inputs",
          WhisperFolder.IDS,
          shape(found, session.inputs().get(WhisperFolder.IDS), WhisperFolder.IDS, 2),
          "NS",
          "token");
      tensor(
          json,
          "inputs",
          WhisperFolder.ENCODED,
          shape(found, session.inputs().get(WhisperFolder.ENCODED), WhisperFolder.ENCODED, 3),
          "NSE",
          "1");
      tensor(
          json,
          "outputs",
          WhisperFolder.LOGITS,
          shape(found, session.outputs().get(WhisperFolder.LOGITS), WhisperFolder.LOGITS, 3),
          "NSV",
          "logit");
    }
  }

  private static OnnxSession session(ModelVersion found, String file, ModelOptions options)
      throws ModelRefusedException {
    SortedMap<String, String> digests = new TreeMap<>(found.description().sha256());
    digests.keySet().removeIf(path -> path.endsWith(".onnx") && !path.equals(file));
    ModelVersion part =
        version(found.folder(), found.description().name(), found.description().version(), digests);
    return new OnnxEngine().session(part, file, options, input -> true);
  }

  /** Returns a version of which only the files are known. */
  private static ModelVersion version(
      Path folder, String name, String version, SortedMap<String, String> digests) {
    return new ModelVersion(
        folder,
        new ModelDescription(
            name,
            version,
            Task.TRANSCRIPTION,
            "onnx",
            List.of(),
            List.of(),
            List.of(),
            new Normalisation(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0, 1),
            null,
            OPSETS,
            digests,
            "",
            "",
            1,
            null,
            null));
  }

  private static List<Integer> shape(
      ModelVersion found, @Nullable List<Integer> shape, String tensor, int axes)
      throws ModelRefusedException {
    if (shape == null || shape.size() != axes) {
      throw new ModelRefusedException(
          Refusal.SHAPE,
          found.id(),
          tensor,
          "a tensor of %d axes".formatted(axes),
          shape == null ? "none" : shape);
    }
    return shape;
  }

  /** Returns how many bands the export's own settings state. */
  private static int stated(ModelVersion found) throws ModelRefusedException {
    Path file = found.file(PREPROCESSOR);
    int bands =
        Files.isRegularFile(file)
            ? ModelJson.tree(file, found.id()).path("feature_size").asInt()
            : 0;
    if (bands < 1) {
      throw new ModelRefusedException(
          Refusal.SHAPE,
          found.id(),
          "bands of " + WhisperFolder.FEATURES,
          "a fixed length, or feature_size in " + PREPROCESSOR,
          "neither");
    }
    return bands;
  }

  private static void tensor(
      ObjectNode json, String key, String name, List<Integer> shape, String axes, String units) {
    ObjectNode tensor = json.withArray(key).addObject().put("name", name);
    shape.forEach(tensor.putArray("shape")::add);
    tensor.put("axes", axes).put("units", units);
  }

  private static SortedMap<String, String> digests(Path folder, String id)
      throws IOException, ModelRefusedException {
    SortedMap<String, String> digests = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> children = Files.list(folder)) {
      files = children.limit(MOST_FILES).toList();
    }
    for (Path file : files) {
      String name = String.valueOf(file.getFileName());
      boolean words = WORDS.contains(name.substring(name.lastIndexOf('.') + 1));
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && (LISTED.contains(name) || !words)) {
        digests.put(name, FileDigest.of(file));
      }
    }
    if (!digests.containsKey(WhisperFolder.ENCODER)) {
      throw new ModelRefusedException(
          Refusal.UNREADABLE, id, WhisperFolder.ENCODER, "a file", "none");
    }
    return digests;
  }
}
