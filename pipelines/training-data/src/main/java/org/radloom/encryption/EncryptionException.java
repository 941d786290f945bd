package org.radloom.encryption;

import java.io.IOException;

/**
 * A keyset or an encrypted version that is refused. The message says which file and why, and shows
 * nothing of what is in it.
 */
public final class EncryptionException extends IOException {
  private static final long serialVersionUID = 1L;

  EncryptionException(String message) {
    super(message);
  }
}
