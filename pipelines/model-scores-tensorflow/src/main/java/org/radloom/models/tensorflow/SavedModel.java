package org.radloom.models.tensorflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.radloom.models.Model;
import org.radloom.models.ModelDescription;
import org.radloom.models.ModelOptions;
import org.radloom.models.ModelVersion;
import org.radloom.models.PredictionException;
import org.radloom.models.PredictionTimeoutException;
import org.radloom.models.SharedByKey;
import org.radloom.models.Tensor;
import org.radloom.models.TensorSpec;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.types.TFloat32;

/** A SavedModel in a session that it shares. */
final class SavedModel implements Model {
  private final ModelVersion version;
  private final SharedByKey<SharedBundles.Key, SavedModelBundle>.Lease lease;
  private final SignatureDef signature;
  private final ModelOptions options;

  SavedModel(
      ModelVersion version,
      SharedByKey<SharedBundles.Key, SavedModelBundle>.Lease lease,
      SignatureDef signature,
      ModelOptions options) {
    this.version = version;
    this.lease = lease;
    this.signature = signature;
    this.options = options;
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
    return "cpu";
  }

  @Override
  public List<Tensor> predict(List<Tensor> batch) throws PredictionException {
    List<TFloat32> inputs = new ArrayList<>();
    long started = System.nanoTime();
    try {
      Session.Runner runner = lease.value().session().runner();
      runner.setOptions(
          RunOptions.newBuilder().setTimeoutInMs(options.timeout().toMillis()).build());
      for (int i = 0; i < batch.size(); i++) {
        TensorSpec input = metadata().inputs().get(i);
        TFloat32 tensor = toTensorFlow(batch.get(i));
        inputs.add(tensor);
        runner.feed(info(signature, input, Side.INPUT).getName(), tensor);
      }
      for (TensorSpec output : metadata().outputs()) {
        runner.fetch(info(signature, output, Side.OUTPUT).getName());
      }
      try (Result result = runner.run()) {
        List<Tensor> outputs = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) {
          outputs.add(ofTensorFlow((TFloat32) result.get(i)));
        }
        return outputs;
      }
    } catch (TensorFlowException e) {
      // The library has no exception of its own for it.
      if (System.nanoTime() - started >= options.timeout().toNanos()) {
        throw new PredictionTimeoutException(version.id(), options.timeout(), e);
      }
      throw new PredictionException(
          "%s: TensorFlow failed: %s".formatted(version.id(), e.getClass().getSimpleName()), e);
    } finally {
      inputs.forEach(TFloat32::close);
    }
  }

  private enum Side {
    INPUT,
    OUTPUT
  }

  private static TensorInfo info(SignatureDef signature, TensorSpec spec, Side side) {
    return Objects.requireNonNull(
        (side == Side.INPUT ? signature.getInputsMap() : signature.getOutputsMap())
            .get(spec.name()));
  }

  private static TFloat32 toTensorFlow(Tensor tensor) {
    long[] shape = new long[tensor.shape().length];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = tensor.shape()[axis];
    }
    return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(tensor.values(), true, false));
  }

  private static Tensor ofTensorFlow(TFloat32 tensor) {
    long[] lengths = tensor.shape().asArray();
    int[] shape = new int[lengths.length];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = Math.toIntExact(lengths[axis]);
    }
    float[] values = new float[Math.toIntExact(Tensor.count(shape))];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return new Tensor(shape, values);
  }

  @Override
  public void close() {
    lease.close();
  }
}
