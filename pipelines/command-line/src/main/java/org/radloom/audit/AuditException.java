package org.radloom.audit;

import java.io.IOException;

/** A trail or an audit key that cannot be used. The message shows nothing secret. */
public final class AuditException extends IOException {
  private static final long serialVersionUID = 1L;

  AuditException(String message) {
    super(message);
  }
}
