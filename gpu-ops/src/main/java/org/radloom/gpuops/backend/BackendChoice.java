package org.radloom.gpuops.backend;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which machine the user wants. */
public enum BackendChoice {
  /** A GPU where there is one and while it works, else the CPU. */
  AUTO,
  /** A GPU or nothing. */
  CUDA,
  /** The CPU; nobody looks for a GPU. */
  CPU;

  /** Returns its name on the command line and in results. */
  public String flag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the one of that name on the command line.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static BackendChoice of(String flag) {
    return Arrays.stream(values())
        .filter(choice -> choice.flag().equals(flag))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "backend must be one of %s, but was: %s".formatted(flags(), flag)));
  }

  private static String flags() {
    return Arrays.stream(values()).map(BackendChoice::flag).collect(Collectors.joining(", "));
  }
}
