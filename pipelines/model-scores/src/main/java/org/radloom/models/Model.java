package org.radloom.models;

import java.util.List;

/**
 * A model that is open. Any number of threads may ask it at a time. Images are NCHW and volumes
 * NCDHW whatever order the model file has.
 */
public interface Model extends AutoCloseable {

  /** Returns what its {@code model.json} says, with channels before space. */
  ModelDescription metadata();

  /** Returns its name. */
  default String name() {
    return metadata().name();
  }

  /** Returns its version. */
  default String version() {
    return metadata().version();
  }

  /** Returns its task. */
  default Task task() {
    return metadata().task();
  }

  /** Returns its inputs, with shapes and units. */
  default List<TensorSpec> inputs() {
    return metadata().inputs();
  }

  /** Returns its outputs, with shapes and units. */
  default List<TensorSpec> outputs() {
    return metadata().outputs();
  }

  /**
   * Returns the SHA-256 that stands for it in events: of its file if it has one, else of the list
   * of its files' or members' digests.
   */
  String sha256();

  /** Returns what computes, for example {@code cpu}. */
  String backend();

  /**
   * Returns the outputs of a batch, in the order of {@link #outputs()}. A batch of any size is cut
   * into pieces that the model takes.
   *
   * @param batch one tensor for each of {@link #inputs()}, normalised, with equal first axes
   * @throws PredictionTimeoutException if a piece takes too long
   * @throws PredictionException if the batch does not fit or the engine fails
   */
  List<Tensor> predict(List<Tensor> batch) throws PredictionException;

  /** Gives back what it holds. Closing again does nothing. */
  @Override
  void close();
}
