package org.radloom.gpuops.backend;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.radloom.gpuops.cuda.DeviceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thing that can be done in two ways: on a device where there is one, and on the CPU where
 * there is none or, if the user left the choice open, after it failed.
 *
 * @param <T> what does it
 */
final class DeviceThenCpu<T> {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceThenCpu.class);

  private final @Nullable T cuda;
  private final T cpu;
  private final BackendChoice choice;
  private String ranOn;

  DeviceThenCpu(@Nullable T cuda, T cpu, BackendChoice choice) {
    this.cuda = cuda;
    this.cpu = cpu;
    this.choice = choice;
    this.ranOn = cuda == null ? Backend.CPU : Backend.CUDA;
  }

  /** What is to be done. */
  interface Task<T, R, E extends Exception> {
    R with(T machine) throws E;
  }

  /** Does it and returns the result of whichever did. */
  <R, E extends Exception> R run(Task<T, R, E> task) throws E {
    return run(true, task);
  }

  /**
   * Does it and returns the result of whichever did.
   *
   * @param worthwhile whether the device would be the sooner one; if not, it is asked only where
   *     the user insists on it
   */
  <R, E extends Exception> R run(boolean worthwhile, Task<T, R, E> task) throws E {
    if (cuda != null && (worthwhile || choice == BackendChoice.CUDA)) {
      try {
        ranOn = Backend.CUDA;
        return task.with(cuda);
      } catch (DeviceException e) {
        if (choice == BackendChoice.CUDA) {
          throw e;
        }
        LOG.warn("The CPU does this study, because the device failed: {}", e.getMessage());
      }
    }
    ranOn = Backend.CPU;
    return task.with(cpu);
  }

  /** Returns what did the latest one: {@code cuda} or {@code cpu}. */
  String ranOn() {
    return ranOn;
  }

  /** Closes both, the second also where the device does not take its memory back. */
  void close(Consumer<T> closing) {
    try {
      if (cuda != null) {
        closing.accept(cuda);
      }
    } catch (DeviceException e) {
      LOG.warn("The device did not take its memory back: {}", e.getMessage());
    } finally {
      closing.accept(cpu);
    }
  }
}
