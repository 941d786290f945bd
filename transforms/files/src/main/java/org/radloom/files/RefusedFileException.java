package org.radloom.files;

import java.io.IOException;

/** A file is not used, for a reason that its owner can do something about. */
public final class RefusedFileException extends IOException {
  private static final long serialVersionUID = 1;

  private final String reason;

  RefusedFileException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Returns the reason, to follow the name of the file. */
  public String reason() {
    return reason;
  }
}
