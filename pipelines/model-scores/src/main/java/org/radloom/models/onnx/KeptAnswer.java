package org.radloom.models.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtSession.Result;
import org.radloom.models.PredictionException;
import org.radloom.models.Tensor;

/** What a model answered, in the engine's memory until it is closed. */
public final class KeptAnswer implements AutoCloseable {
  private final String model;
  private final Result result;
  private boolean closed;

  KeptAnswer(String model, Result result) {
    this.model = model;
    this.result = result;
  }

  /** Returns a copy of an output that was asked for. */
  public Tensor tensor(String output) throws PredictionException {
    return Elements.ofOrt(value(output));
  }

  /** Returns an output that was asked for, to ask with; it ends with the answer. */
  public KeptTensor kept(String output) throws PredictionException {
    return new KeptTensor(value(output));
  }

  private OnnxTensor value(String output) throws PredictionException {
    if (!(result.get(output).orElse(null) instanceof OnnxTensor tensor)) {
      throw new PredictionException(
          "%s: the output %s is no tensor".formatted(model, output), null);
    }
    return tensor;
  }

  /** Gives its memory back. Closing again does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      result.close();
    }
  }
}
