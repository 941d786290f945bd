package org.radloom.models.tensorflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.radloom.gpuops.backend.BackendChoice;
import org.radloom.models.Engine;
import org.radloom.models.Model;
import org.radloom.models.ModelOptions;
import org.radloom.models.ModelRefusedException;
import org.radloom.models.ModelVersion;
import org.radloom.models.QuantizedWeights;
import org.radloom.models.Refusal;
import org.radloom.models.SharedByKey;
import org.radloom.models.TensorSpec;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** Runs {@code saved_model} with TensorFlow, on the CPU: the signature {@code serving_default}. */
public final class SavedModelEngine implements Engine {
  /** Name of the model's folder. */
  public static final String FOLDER = "saved_model";

  static final String SIGNATURE = "serving_default";
  static final String TAG = "serve";

  @Override
  public String name() {
    return "saved_model";
  }

  @Override
  public String modelFile() {
    return FOLDER;
  }

  @Override
  public Model open(ModelVersion version, ModelOptions options) throws ModelRefusedException {
    if (options.backend() == BackendChoice.CUDA) {
      throw new ModelRefusedException(
          Refusal.ENGINE, version.id(), "backend", "cpu, for a SavedModel", "cuda");
    }
    SharedByKey<SharedBundles.Key, SavedModelBundle>.Lease lease;
    try {
      lease = SharedBundles.open(version, options);
    } catch (RuntimeException | LinkageError e) {
      throw new ModelRefusedException(
          Refusal.ENGINE,
          version.id(),
          FOLDER,
          "a SavedModel that TensorFlow loads",
          String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
    try {
      Map<String, SignatureDef> signatures = lease.value().metaGraphDef().getSignatureDefMap();
      SignatureDef signature = signatures.get(SIGNATURE);
      if (signature == null) {
        throw new ModelRefusedException(
            Refusal.SHAPE, version.id(), "signature", SIGNATURE, signatures.keySet());
      }
      refuse(version, "input", version.description().inputs(), signature.getInputsMap());
      refuse(version, "output", version.description().outputs(), signature.getOutputsMap());
      return new SavedModel(version, lease, signature, options);
    } catch (ModelRefusedException e) {
      lease.close();
      throw e;
    }
  }

  private static void refuse(
      ModelVersion version, String what, List<TensorSpec> expected, Map<String, TensorInfo> found)
      throws ModelRefusedException {
    if (what.equals("input") && found.size() != expected.size()) {
      throw new ModelRefusedException(
          Refusal.SHAPE,
          version.id(),
          "inputs",
          expected.stream().map(TensorSpec::name).toList(),
          found.keySet());
    }
    for (TensorSpec spec : expected) {
      TensorInfo info = found.get(spec.name());
      if (info == null) {
        throw new ModelRefusedException(
            Refusal.SHAPE, version.id(), what, spec.name(), found.keySet());
      }
      String name = "%s %s".formatted(what, spec.name());
      if (info.getDtype() != DataType.DT_FLOAT) {
        throw new ModelRefusedException(
            Refusal.SHAPE, version.id(), name, DataType.DT_FLOAT, info.getDtype());
      }
      if (!agrees(spec.shape(), info.getTensorShape())) {
        throw new ModelRefusedException(
            Refusal.SHAPE,
            version.id(),
            "shape of " + name,
            spec.shape(),
            lengths(info.getTensorShape()));
      }
    }
  }

  private static boolean agrees(List<Integer> stated, TensorShapeProto found) {
    if (found.getUnknownRank()) {
      return true;
    }
    List<Long> lengths = lengths(found);
    if (lengths.size() != stated.size()) {
      return false;
    }
    for (int axis = 0; axis < stated.size(); axis++) {
      if (lengths.get(axis) >= 0 && lengths.get(axis) != (long) stated.get(axis)) {
        return false;
      }
    }
    return true;
  }

  private static List<Long> lengths(TensorShapeProto shape) {
    List<Long> lengths = new ArrayList<>();
    shape.getDimList().forEach(dimension -> lengths.add(dimension.getSize()));
    return lengths;
  }

  @Override
  public QuantizedWeights quantize(ModelVersion version, Path target)
      throws ModelRefusedException, IOException {
    return SavedModelQuantizer.quantize(version, target.resolve(FOLDER));
  }
}
