package org.radloom.volumemaps.output;

import java.io.IOException;
import java.io.Serial;

/** A result could not be written: the fault of the output's disk, not of the input. */
public final class UnwritableResultException extends FailedStudyException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Makes one.
   *
   * @param what names the file, without its folder
   */
  public UnwritableResultException(String what, IOException cause) {
    super(
        "unwritable_output",
        "cannot write %s (%s)".formatted(what, cause.getClass().getSimpleName()),
        cause);
  }
}
