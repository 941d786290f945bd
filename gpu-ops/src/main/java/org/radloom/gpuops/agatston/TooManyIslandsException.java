package org.radloom.gpuops.agatston;

import java.io.Serial;

/** The volume falls apart into more islands than any patient has. */
public final class TooManyIslandsException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /** Makes one that says how many were allowed. */
  public TooManyIslandsException(int allowed) {
    super(
        "there must be at most %,d islands of dense voxels, but there are more".formatted(allowed));
  }
}
