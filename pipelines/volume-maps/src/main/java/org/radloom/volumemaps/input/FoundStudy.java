package org.radloom.volumemaps.input;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** One thing in the input folder that a result or a rejection is owed. */
public sealed interface FoundStudy extends Serializable {

  /** Returns the name of the sidecar, or of the volume that lacks one. */
  String source();

  /** Returns what it asks for; null if that is unknown. */
  @Nullable Op op();

  /** Returns the study's name; null if that is unknown. */
  @Nullable String study();

  /**
   * A sidecar with its volume.
   *
   * @param source name of the sidecar
   * @param sidecar what it says
   * @param volume name of the NIfTI file, or of the folder of the DICOM series
   */
  record Described(String source, Sidecar sidecar, String volume) implements FoundStudy {
    @Override
    public Op op() {
      return sidecar.op();
    }

    @Override
    public String study() {
      return sidecar.study();
    }
  }

  /**
   * What was turned down at first sight.
   *
   * @param reason a stable code, lower_snake_case
   * @param message one line for the user
   */
  record Refused(
      String source, @Nullable Op op, @Nullable String study, String reason, String message)
      implements FoundStudy {}
}
