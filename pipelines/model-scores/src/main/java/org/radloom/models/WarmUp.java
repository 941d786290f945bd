package org.radloom.models;

import java.util.ArrayList;
import java.util.List;

/**
 * A first prediction, on zeros of the least size, so that the first real one is not the slow one.
 */
public final class WarmUp {
  private static final int FREE_LENGTH = 1;
  private static final long MOST_VALUES = 256L << 20;

  private WarmUp() {}

  /** Asks the model once and returns what it answered. */
  public static List<Tensor> run(Model model) throws PredictionException {
    List<Tensor> zeros = new ArrayList<>();
    for (TensorSpec input : model.inputs()) {
      zeros.add(Tensor.zeros(leastShape(model.metadata(), input, zeros.isEmpty())));
    }
    return model.predict(zeros);
  }

  private static int[] leastShape(ModelDescription model, TensorSpec input, boolean first)
      throws PredictionException {
    int[] shape = new int[input.shape().size()];
    List<Integer> space = input.spaceAxes();
    InputSize size = model.inputSize();
    for (int axis = 0; axis < shape.length; axis++) {
      int length = input.shape().get(axis);
      int inSpace = space.indexOf(axis);
      if (length != TensorSpec.FREE) {
        shape[axis] = length;
      } else if (first && size != null && inSpace >= 0) {
        shape[axis] = size.least(inSpace);
      } else {
        shape[axis] = FREE_LENGTH;
      }
    }
    double values = 1;
    for (int length : shape) {
      values *= length;
    }
    if (values > MOST_VALUES) {
      throw new PredictionException(
          "%s: zeros of the least size of %s would be %.0f values, and %d are the most"
              .formatted(model.id(), input.name(), values, MOST_VALUES),
          null);
    }
    return shape;
  }
}
