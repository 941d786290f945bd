package org.radloom.models.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.radloom.models.Engine;
import org.radloom.models.Model;
import org.radloom.models.ModelDescription;
import org.radloom.models.ModelOptions;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelVersion;
import org.radloom.models.OpsetRange;
import org.radloom.models.QuantizedWeights;
import org.radloom.models.Refusal;
import org.radloom.models.SharedByKey;
import org.radloom.models.Task;
import org.radloom.models.TensorSpec;

/** Runs {@code model.onnx} with ONNX Runtime, on a GPU where its jar and a device are there. */
public final class OnnxEngine implements Engine {
  /** Name of the model's file. */
  public static final String FILE = "model.onnx";

  /** What this ONNX Runtime runs; it takes older sets, but nobody tests with them. */
  static final OpsetRange OPSETS = new OpsetRange(11, 24);

  @Override
  public String name() {
    return "onnx";
  }

  /** Returns whether it is a model of one file; those that transcribe have several. */
  @Override
  public boolean runs(ModelDescription model) {
    return name().equals(model.engine()) && model.task() != Task.TRANSCRIPTION;
  }

  @Override
  public String modelFile() {
    return FILE;
  }

  @Override
  public Model open(ModelVersion version, ModelOptions options) throws ModelRefusedException {
    return open(version, FILE, options);
  }

  /**
   * Opens a file of a version whose files were verified.
   *
   * @param version says inputs, outputs and digests of this file only
   * @param file for example {@code encoder_model.onnx}
   * @throws ModelRefusedException if the file is not what the version says
   */
  public Model open(ModelVersion version, String file, ModelOptions options)
      throws ModelRefusedException {
    return new OnnxModel(version, session(version, file, options, input -> false));
  }

  /**
   * Opens a file of a version whose files were verified, to ask it with what it answered.
   *
   * @param version says inputs, outputs and digests of this file only
   * @param file for example {@code decoder_model_merged.onnx}
   * @param implied inputs that the file may have and the version need not say
   * @throws ModelRefusedException if the file is not what the version says
   */
  public OnnxSession session(
      ModelVersion version, String file, ModelOptions options, Predicate<String> implied)
      throws ModelRefusedException {
    requireFile(version, file);
    refuseOpset(version, file);
    SharedByKey<SharedSessions.Key, OpenSession>.Lease lease;
    try {
      lease = SharedSessions.open(version.file(file), version.sha256(), options);
    } catch (OrtException | LinkageError | RuntimeException e) {
      throw new ModelRefusedException(
          Refusal.ENGINE,
          version.id(),
          file,
          "a model that ONNX Runtime loads",
          String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
    try {
      Map<String, NodeInfo> inputs = lease.value().inputs();
      refuseShapes(version, "input", version.description().inputs(), inputs);
      refuseUnknown(version, inputs, implied);
      refuseShapes(version, "output", version.description().outputs(), lease.value().outputs());
      return new OnnxSession(version.id(), lease, options);
    } catch (ModelRefusedException e) {
      lease.close();
      throw e;
    }
  }

  @Override
  public QuantizedWeights quantize(ModelVersion version, Path target)
      throws ModelRefusedException, IOException {
    QuantizedWeights weights = quantize(version, FILE, target);
    refuseNone(version, weights);
    return weights;
  }

  /**
   * Writes a file of a version with 8-bit weights, as far as it has any that can be quantised.
   *
   * @param target a folder; gets a file of the same name
   */
  public QuantizedWeights quantize(ModelVersion version, String file, Path target)
      throws ModelRefusedException, IOException {
    requireFile(version, file);
    refuseOpset(version, file);
    return OnnxQuantizer.quantize(version, file, target.resolve(file));
  }

  /** Refuses a model in which nothing was quantised. */
  public static void refuseNone(ModelVersion version, QuantizedWeights weights)
      throws ModelRefusedException {
    if (weights.quantized().isEmpty()) {
      throw new ModelRefusedException(
          Refusal.ENGINE,
          version.id(),
          "weights",
          "float weights of Conv, ConvTranspose, Gemm, MatMul or Gather in the file",
          "none");
    }
  }

  private static void requireFile(ModelVersion version, String file) throws ModelRefusedException {
    if (!version.description().sha256().containsKey(file)) {
      throw new ModelRefusedException(
          Refusal.DESCRIPTION,
          version.id(),
          "sha256",
          file,
          version.description().sha256().keySet());
    }
  }

  private static void refuseOpset(ModelVersion version, String file) throws ModelRefusedException {
    OnnxHeader header;
    try {
      header = OnnxHeader.read(version.file(file));
    } catch (IOException e) {
      throw new ModelRefusedException(
          Refusal.UNREADABLE, version.id(), file, "an ONNX file", "something else", e);
    }
    OpsetRange agreed = version.description().opset();
    if (agreed == null) {
      throw new ModelRefusedException(
          Refusal.DESCRIPTION, version.id(), "opset", "a value", "nothing");
    }
    OpsetRange expected = OPSETS.and(agreed);
    if (!expected.holds(header.opset())) {
      throw new ModelRefusedException(
          Refusal.OPSET, version.id(), "opset of " + file, expected, header.opset());
    }
  }

  private static void refuseShapes(
      ModelVersion version, String what, List<TensorSpec> expected, Map<String, NodeInfo> found)
      throws ModelRefusedException {
    for (TensorSpec spec : expected) {
      NodeInfo node = found.get(spec.name());
      if (node == null) {
        throw new ModelRefusedException(
            Refusal.SHAPE, version.id(), what, spec.name(), found.keySet());
      }
      if (!(node.getInfo() instanceof TensorInfo info) || !Elements.canHold(info.type)) {
        throw new ModelRefusedException(
            Refusal.SHAPE,
            version.id(),
            "%s %s".formatted(what, spec.name()),
            "a tensor of numbers",
            node.getInfo());
      }
      List<Integer> shape = OnnxSession.shape(info);
      if (!agrees(spec.shape(), shape)) {
        throw new ModelRefusedException(
            Refusal.SHAPE,
            version.id(),
            "shape of %s %s".formatted(what, spec.name()),
            spec.shape(),
            shape);
      }
    }
  }

  private static void refuseUnknown(
      ModelVersion version, Map<String, NodeInfo> found, Predicate<String> implied)
      throws ModelRefusedException {
    List<String> stated = version.description().inputs().stream().map(TensorSpec::name).toList();
    if (!found.keySet().stream().allMatch(name -> stated.contains(name) || implied.test(name))) {
      throw new ModelRefusedException(
          Refusal.SHAPE, version.id(), "inputs", stated, found.keySet());
    }
  }

  /** A free axis of the file may be stated narrower; a fixed one must be stated as it is. */
  private static boolean agrees(List<Integer> stated, @Nullable List<Integer> found) {
    if (found == null || stated.size() != found.size()) {
      return false;
    }
    for (int axis = 0; axis < stated.size(); axis++) {
      if (found.get(axis) != TensorSpec.FREE && !found.get(axis).equals(stated.get(axis))) {
        return false;
      }
    }
    return true;
  }
}
