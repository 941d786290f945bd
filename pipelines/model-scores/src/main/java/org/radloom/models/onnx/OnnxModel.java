package org.radloom.models.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.Result;
import ai.onnxruntime.OrtSession.RunOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.radloom.models.Model;
import org.radloom.models.ModelDescription;
import org.radloom.models.ModelOptions;
import org.radloom.models.ModelVersion;
import org.radloom.models.PredictionException;
import org.radloom.models.PredictionTimeoutException;
import org.radloom.models.SharedByKey;
import org.radloom.models.Tensor;
import org.radloom.models.TensorSpec;

/** A model in a session of ONNX Runtime that it shares. */
final class OnnxModel implements Model {
  private final ModelVersion version;
  private final SharedByKey<SharedSessions.Key, OpenSession>.Lease lease;
  private final ModelOptions options;
  private final Set<String> outputs = new LinkedHashSet<>();

  OnnxModel(
      ModelVersion version,
      SharedByKey<SharedSessions.Key, OpenSession>.Lease lease,
      ModelOptions options) {
    this.version = version;
    this.lease = lease;
    this.options = options;
    version.description().outputs().forEach(output -> outputs.add(output.name()));
  }

  @Override
  public ModelDescription metadata() {
    return version.description();
  }

  @Override
  public String sha256() {
    return version.sha256();
  }

  @Override
  public String backend() {
    return lease.value().backend();
  }

  @Override
  public List<Tensor> predict(List<Tensor> batch) throws PredictionException {
    OpenSession open = lease.value();
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    try (RunOptions run = new RunOptions();
        Deadline deadline = Deadline.after(options.timeout(), run)) {
      for (int i = 0; i < batch.size(); i++) {
        TensorSpec input = metadata().inputs().get(i);
        inputs.put(
            input.name(),
            Elements.toOrt(
                OrtEnvironment.getEnvironment(), batch.get(i), open.inputType(input.name())));
      }
      try (Result result = open.session().run(inputs, outputs, run)) {
        return read(result);
      } catch (OrtException e) {
        if (deadline.hasPassed()) {
          throw new PredictionTimeoutException(version.id(), options.timeout(), e);
        }
        throw e;
      }
    } catch (OrtException e) {
      throw new PredictionException(
          "%s: ONNX Runtime failed: %s".formatted(version.id(), OnnxCuda.line(e)), e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private List<Tensor> read(Result result) throws PredictionException {
    List<Tensor> tensors = new ArrayList<>();
    for (String name : outputs) {
      if (!(result.get(name).orElse(null) instanceof OnnxTensor tensor)) {
        throw new PredictionException(
            "%s: the output %s is no tensor".formatted(version.id(), name), null);
      }
      tensors.add(Elements.ofOrt(tensor));
    }
    return tensors;
  }

  @Override
  public void close() {
    lease.close();
  }
}
