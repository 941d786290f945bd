package org.radloom.models.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.radloom.models.ModelOptions;
import org.radloom.models.PredictionException;
import org.radloom.models.PredictionTimeoutException;
import org.radloom.models.SharedByKey;
import org.radloom.models.Tensor;
import org.radloom.models.TensorSpec;

/**
 * An ONNX file that is open. What it answers can stay with the engine and be asked with again, as a
 * decoder's keys and values are. Any number of threads may ask it at a time.
 */
public final class OnnxSession implements AutoCloseable {
  private final String model;
  private final SharedByKey<SharedSessions.Key, OpenSession>.Lease lease;
  private final ModelOptions options;
  private final SortedMap<String, List<Integer>> inputs;
  private final SortedMap<String, List<Integer>> outputs;

  OnnxSession(
      String model,
      SharedByKey<SharedSessions.Key, OpenSession>.Lease lease,
      ModelOptions options) {
    this.model = model;
    this.lease = lease;
    this.options = options;
    this.inputs = shapes(lease.value().inputs());
    this.outputs = shapes(lease.value().outputs());
  }

  /** Returns what computes, for example {@code cpu}. */
  public String backend() {
    return lease.value().backend();
  }

  /** Returns the lengths of the axes of each input by name, -1 where any will do. */
  public SortedMap<String, List<Integer>> inputs() {
    return inputs;
  }

  /** Returns the lengths of the axes of each output by name, -1 where any will do. */
  public SortedMap<String, List<Integer>> outputs() {
    return outputs;
  }

  private static SortedMap<String, List<Integer>> shapes(Map<String, NodeInfo> nodes) {
    TreeMap<String, List<Integer>> shapes = new TreeMap<>();
    nodes.forEach(
        (name, node) -> {
          boolean numbers =
              node.getInfo() instanceof TensorInfo info && Elements.canHold(info.type);
          shapes.put(name, numbers ? shape((TensorInfo) node.getInfo()) : List.of());
        });
    return Collections.unmodifiableSortedMap(shapes);
  }

  static List<Integer> shape(TensorInfo info) {
    List<Integer> shape = new ArrayList<>();
    for (long length : info.getShape()) {
      shape.add(length < 0 ? TensorSpec.FREE : Math.toIntExact(length));
    }
    return shape;
  }

  /** Returns a tensor as an input has it, in the engine's memory. The caller closes it. */
  public KeptTensor keep(String input, Tensor tensor) throws PredictionException {
    try {
      return new KeptTensor(
          Elements.toOrt(OrtEnvironment.getEnvironment(), tensor, lease.value().inputType(input)));
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  /** Returns some outputs. The caller closes the answer. */
  public KeptAnswer run(Map<String, KeptTensor> inputs, Set<String> outputs)
      throws PredictionException {
    Map<String, OnnxTensor> values = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> values.put(name, tensor.value()));
    try (RunOptions run = new RunOptions();
        Deadline deadline = Deadline.after(options.timeout(), run)) {
      try {
        return new KeptAnswer(model, lease.value().session().run(values, outputs, run));
      } catch (OrtException e) {
        if (deadline.hasPassed()) {
          throw new PredictionTimeoutException(model, options.timeout(), e);
        }
        throw e;
      }
    } catch (OrtException e) {
      throw failure(e);
    }
  }

  private PredictionException failure(OrtException e) {
    return new PredictionException(
        "%s: ONNX Runtime failed: %s".formatted(model, OnnxCuda.line(e)), e);
  }

  /** Gives back what it holds. Closing again does nothing. */
  @Override
  public void close() {
    lease.close();
  }
}
