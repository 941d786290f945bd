package org.radloom.models;

import java.util.List;

/**
 * What became of a model's weights.
 *
 * @param quantized tensors that hold 8 bits a weight now
 * @param leftFloats numbers that stayed as they were
 */
public record QuantizedWeights(List<Layer> quantized, long leftFloats) {

  /** Copies the list. */
  public QuantizedWeights {
    quantized = List.copyOf(quantized);
  }

  /**
   * A tensor of weights.
   *
   * @param name in the model
   * @param axis along which each index has a scale of its own
   * @param channels number of scales
   * @param weights number of weights
   * @param maxError greatest difference of a weight from what it was
   */
  public record Layer(String name, int axis, int channels, long weights, double maxError) {}
}
