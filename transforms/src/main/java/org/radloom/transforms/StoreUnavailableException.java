package org.radloom.transforms;

import java.io.IOException;

/**
 * An object store that fails or is out of reach: nothing is known of the file that was asked for.
 */
final class StoreUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;

  StoreUnavailableException(String message, Exception cause) {
    super(message, cause);
  }
}
