package org.radloom.gpuops.cuda;

import java.io.Serial;

/** The device refused or failed; the message names the call and the driver's reason. */
public final class DeviceException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /** Makes one. */
  public DeviceException(String message) {
    super(message);
  }

  /** Makes one that keeps what led to it. */
  public DeviceException(String message, Throwable cause) {
    super(message, cause);
  }
}
