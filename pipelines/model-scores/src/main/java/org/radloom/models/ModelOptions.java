package org.radloom.models;

import java.time.Duration;
import org.radloom.gpuops.backend.BackendChoice;

/**
 * How models are opened and asked.
 *
 * @param backend where to compute
 * @param threads of one prediction, from 1
 * @param memory whether an engine keeps what it has used
 * @param timeout of one piece of a batch
 * @param maxModelBytes of all files of a version
 * @param maxValues of one tensor that goes in
 */
public record ModelOptions(
    BackendChoice backend,
    int threads,
    Memory memory,
    Duration timeout,
    long maxModelBytes,
    long maxValues) {

  /** What an engine does with memory after a prediction. */
  public enum Memory {
    /** Keeps it for the next: faster, and as large as the largest batch so far. */
    KEPT,
    /** Gives it back. */
    RETURNED
  }

  /** Checks the bounds. */
  public ModelOptions {
    if (threads < 1 || timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("threads must be >= 1, and timeout > 0");
    }
  }

  /**
   * Returns the usual ones: the GPU if there is one, one thread a prediction, since workers run in
   * parallel, memory given back, 2 minutes, models to 4 GiB, tensors to 256 Mi values.
   */
  public static ModelOptions defaults() {
    return new ModelOptions(
        BackendChoice.AUTO, 1, Memory.RETURNED, Duration.ofMinutes(2), 4L << 30, 256L << 20);
  }

  /** Returns the same on another backend. */
  public ModelOptions on(BackendChoice other) {
    return new ModelOptions(other, threads, memory, timeout, maxModelBytes, maxValues);
  }

  /** Returns the same with other threads. */
  public ModelOptions withThreads(int other) {
    return new ModelOptions(backend, other, memory, timeout, maxModelBytes, maxValues);
  }

  /** Returns the same with another use of memory. */
  public ModelOptions withMemory(Memory other) {
    return new ModelOptions(backend, threads, other, timeout, maxModelBytes, maxValues);
  }

  /** Returns the same with another timeout. */
  public ModelOptions withTimeout(Duration other) {
    return new ModelOptions(backend, threads, memory, other, maxModelBytes, maxValues);
  }

  /** Returns the same with other bounds of size. */
  public ModelOptions withBounds(long modelBytes, long values) {
    return new ModelOptions(backend, threads, memory, timeout, modelBytes, values);
  }
}
