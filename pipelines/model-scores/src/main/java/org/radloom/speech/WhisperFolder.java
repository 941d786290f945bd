package org.radloom.speech;

import java.util.List;
import java.util.TreeMap;
import org.radloom.models.Model;
import org.radloom.models.ModelDescription;
import org.radloom.models.ModelFolder;
import org.radloom.models.ModelOptions;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelVersion;
import org.radloom.models.Refusal;
import org.radloom.models.Task;
import org.radloom.models.TensorSpec;
import org.radloom.models.onnx.OnnxEngine;
import org.radloom.models.onnx.OnnxSession;

/**
 * Opens a Whisper model in a folder of models: an encoder, a decoder in one file or two, and a
 * vocabulary. {@code model.json} lists the inputs and outputs of encoder and decoder, but for a
 * cache of keys and values, whose names are the same in all exports, and the digests of all files.
 */
public final class WhisperFolder {
  /** Name of the encoder's file. */
  public static final String ENCODER = "encoder_model.onnx";

  /** Name of the decoder's file. */
  public static final String DECODER = "decoder_model.onnx";

  /** Name of a decoder that goes on from keys and values, beside {@link #DECODER}. */
  public static final String DECODER_WITH_PAST = "decoder_with_past_model.onnx";

  /** Name of a decoder that begins and goes on; taken before the two. */
  public static final String DECODER_MERGED = "decoder_model_merged.onnx";

  static final String FEATURES = "input_features";
  static final String HIDDEN = "last_hidden_state";
  static final String IDS = "input_ids";
  static final String ENCODED = "encoder_hidden_states";
  static final String LOGITS = "logits";

  private WhisperFolder() {}

  /**
   * Verifies a version's files and opens it. The caller closes it.
   *
   * @throws ModelRefusedException if it is not what its {@code model.json} says, or no Whisper
   *     model
   */
  public static WhisperModel open(
      ModelFolder models, String name, String version, ModelOptions options)
      throws ModelRefusedException {
    ModelVersion found = models.read(name, version);
    refuseOtherTask(found);
    found.verify(options.maxModelBytes());
    return open(found, options);
  }

  /** Opens a version whose files were verified. The caller closes it. */
  static WhisperModel open(ModelVersion found, ModelOptions options) throws ModelRefusedException {
    int mels = mels(found);
    WhisperFiles files = WhisperFiles.read(found);
    Model encoder =
        new OnnxEngine()
            .open(part(found, ENCODER, List.of(FEATURES), List.of(HIDDEN)), ENCODER, options);
    try {
      return new WhisperModel(found, encoder, decoder(found, options), files, mels);
    } catch (ModelRefusedException | RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  private static WhisperDecoder decoder(ModelVersion found, ModelOptions options)
      throws ModelRefusedException {
    boolean merged = found.description().sha256().containsKey(DECODER_MERGED);
    OnnxSession first =
        session(found, merged ? DECODER_MERGED : DECODER, List.of(IDS, ENCODED), options);
    OnnxSession next = null;
    try {
      if (first.inputs().containsKey(DecoderCache.SWITCH)) {
        return new CachedDecoder(
            found.id(), DecoderCache.of(found.id(), first, first), first, first);
      }
      DecoderCache.refusePast(found.id(), first);
      if (!found.description().sha256().containsKey(DECODER_WITH_PAST)) {
        return new PlainDecoder(found.id(), first);
      }
      next = session(found, DECODER_WITH_PAST, List.of(IDS), options);
      return new CachedDecoder(found.id(), DecoderCache.of(found.id(), first, next), first, next);
    } catch (ModelRefusedException | RuntimeException e) {
      first.close();
      if (next != null) {
        next.close();
      }
      throw e;
    }
  }

  private static OnnxSession session(
      ModelVersion found, String file, List<String> inputs, ModelOptions options)
      throws ModelRefusedException {
    return new OnnxEngine()
        .session(
            part(found, file, inputs, List.of(LOGITS)), file, options, DecoderCache::isImplied);
  }

  private static void refuseOtherTask(ModelVersion found) throws ModelRefusedException {
    if (found.description().task() != Task.TRANSCRIPTION) {
      throw new ModelRefusedException(
          Refusal.TASK,
          found.id(),
          "task",
          Task.TRANSCRIPTION.code(),
          found.description().task().code());
    }
  }

  private static int mels(ModelVersion version) throws ModelRefusedException {
    List<Integer> shape = spec(version, version.description().inputs(), "inputs", FEATURES).shape();
    if (shape.size() != 3
        || (shape.get(1) != 80 && shape.get(1) != 128)
        || (shape.get(2) != LogMel.FRAMES && shape.get(2) != TensorSpec.FREE)) {
      throw new ModelRefusedException(
          Refusal.SHAPE,
          version.id(),
          "shape of input " + FEATURES,
          "[-1, 80 or 128, %d]".formatted(LogMel.FRAMES),
          shape);
    }
    return shape.get(1);
  }

  private static TensorSpec spec(
      ModelVersion version, List<TensorSpec> specs, String what, String name)
      throws ModelRefusedException {
    for (TensorSpec spec : specs) {
      if (spec.name().equals(name)) {
        return spec;
      }
    }
    throw new ModelRefusedException(
        Refusal.DESCRIPTION,
        version.id(),
        what,
        name,
        specs.stream().map(TensorSpec::name).toList());
  }

  /** Returns what {@code model.json} says of one of the two files, and of its weights beside it. */
  private static ModelVersion part(
      ModelVersion version, String file, List<String> inputs, List<String> outputs)
      throws ModelRefusedException {
    ModelDescription all = version.description();
    TreeMap<String, String> digests = new TreeMap<>(all.sha256());
    digests.keySet().removeIf(path -> path.endsWith(".onnx") && !path.equals(file));
    return new ModelVersion(
        version.folder(),
        new ModelDescription(
            all.name(),
            all.version(),
            all.task(),
            all.engine(),
            all.classes(),
            specs(version, all.inputs(), "inputs", inputs),
            specs(version, all.outputs(), "outputs", outputs),
            all.normalisation(),
            all.inputSize(),
            all.opset(),
            digests,
            all.licence(),
            all.intendedUse(),
            all.maxBatch(),
            all.quantizedFrom(),
            null));
  }

  private static List<TensorSpec> specs(
      ModelVersion version, List<TensorSpec> specs, String what, List<String> names)
      throws ModelRefusedException {
    TensorSpec[] found = new TensorSpec[names.size()];
    for (int i = 0; i < found.length; i++) {
      found[i] = spec(version, specs, what, names.get(i));
    }
    return List.of(found);
  }
}
