package org.radloom.models.onnx;

import ai.onnxruntime.OnnxTensor;

/** A tensor in the engine's memory. Whoever made it closes it. */
public final class KeptTensor implements AutoCloseable {
  private final OnnxTensor value;

  KeptTensor(OnnxTensor value) {
    this.value = value;
  }

  OnnxTensor value() {
    return value;
  }

  /** Gives its memory back. Closing again does nothing. */
  @Override
  public void close() {
    if (!value.isClosed()) {
      value.close();
    }
  }
}
