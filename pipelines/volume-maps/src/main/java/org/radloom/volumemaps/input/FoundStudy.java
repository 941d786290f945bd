package org.radloom.volumemaps.input;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One thing in the input folder that a result or a rejection is owed.
 *
 * @param <T> what is known of a study that may be computed
 */
public sealed interface FoundStudy<T extends Serializable> extends Serializable {

  /** Returns the name of the sidecar, or of the file or folder that lacks one. */
  String source();

  /** Returns what it asks for, as sidecars say it; null if that is unknown. */
  @Nullable String op();

  /** Returns the study's name; null if that is unknown. */
  @Nullable String study();

  /**
   * A sidecar that may be computed.
   *
   * @param source name of the sidecar
   * @param what it says, as far as the computation does not read it again
   */
  record Described<T extends Serializable>(String source, String op, String study, T what)
      implements FoundStudy<T> {}

  /**
   * What was turned down at first sight.
   *
   * @param reason a stable code, lower_snake_case
   * @param message one line for the user
   */
  record Refused<T extends Serializable>(
      String source, @Nullable String op, @Nullable String study, String reason, String message)
      implements FoundStudy<T> {}
}
