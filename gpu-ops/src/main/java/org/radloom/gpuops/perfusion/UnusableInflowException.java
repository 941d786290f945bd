package org.radloom.gpuops.perfusion;

import java.io.Serial;

/** A study without an arterial input that maps could be computed with. */
public final class UnusableInflowException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final String reason;

  /**
   * Makes one.
   *
   * @param reason a stable code such as {@code no_bolus}, lower_snake_case
   * @param message one line for the user
   */
  public UnusableInflowException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /**
   * Returns the stable code of what is wrong: {@code empty_aif_mask}, {@code empty_vof_mask},
   * {@code aif_mask_shape}, {@code vof_mask_shape}, {@code aif_voxel_outside}, {@code no_artery},
   * {@code no_bolus} or {@code too_many_frames}.
   */
  public String reason() {
    return reason;
  }
}
