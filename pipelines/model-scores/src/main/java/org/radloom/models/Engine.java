package org.radloom.models;

import java.io.IOException;
import java.nio.file.Path;

/** What runs the models of one format. Found through {@link java.util.ServiceLoader}. */
public interface Engine {

  /** Returns the {@code engine} of the models that it runs. */
  String name();

  /** Returns whether it runs a model: those that name it, if it does not say otherwise. */
  default boolean runs(ModelDescription model) {
    return name().equals(model.engine());
  }

  /** Returns the name of the model's file or folder in a version's folder. */
  String modelFile();

  /**
   * Opens a version whose files were verified. Shapes and axes of what it returns are as the model
   * file has them; tensors are checked before they get there.
   *
   * @throws ModelRefusedException if the file is not what {@code model.json} says
   */
  Model open(ModelVersion version, ModelOptions options) throws ModelRefusedException;

  /**
   * Writes the model with 8-bit weights.
   *
   * @param version whose files were verified
   * @param target a folder that is there and empty; gets {@link #modelFile()}
   * @throws ModelRefusedException if there is nothing in it that can be quantised
   */
  QuantizedWeights quantize(ModelVersion version, Path target)
      throws ModelRefusedException, IOException;
}
