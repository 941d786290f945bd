package org.radloom.commandline;

import java.nio.file.Path;

/** A credentials file that cannot be used. The message names the file, never what is in it. */
final class CredentialsFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CredentialsFileException(Path file, String reason) {
    super("credentials file %s %s".formatted(file, reason));
  }
}
