package org.radloom.commandline;

import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** One line about a failure. */
public final class RootCause {

  private RootCause() {}

  /** Returns what the innermost cause says, on one line and in a form a user can act on. */
  public static String describe(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    if (root instanceof FileSystemException fault && fault.getReason() == null) {
      message = "%s: %s".formatted(meaningOf(fault), fault.getFile());
    } else if (root instanceof OutOfMemoryError) {
      message =
          "out of memory (%s); set RADLOOM_HEAP, for example RADLOOM_HEAP=4g".formatted(message);
    } else if (message == null || message.isBlank()) {
      message = root.getClass().getName();
    } else if (root instanceof LinkageError || root instanceof RuntimeException) {
      // What these say is often meant for whoever knows the code: "5", "org/foo/Bar".
      message = "%s (%s)".formatted(message, root.getClass().getSimpleName());
    }
    return message.strip().replaceAll("\\s*\\R\\s*", " / ");
  }

  private static String meaningOf(FileSystemException fault) {
    if (fault instanceof NoSuchFileException) {
      return "no such file or folder";
    } else if (fault instanceof FileAlreadyExistsException) {
      return "already exists";
    } else if (fault instanceof AccessDeniedException) {
      return "permission denied";
    } else if (fault instanceof NotDirectoryException) {
      return "not a folder";
    } else if (fault instanceof DirectoryNotEmptyException) {
      return "folder is not empty";
    }
    return "cannot use";
  }
}
