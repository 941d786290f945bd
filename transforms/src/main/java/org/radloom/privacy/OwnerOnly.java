package org.radloom.privacy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Whether a file with secrets is open to its owner only. */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> OWNERS =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private OwnerOnly() {}

  /**
   * Returns what is wrong with the file's permissions, to follow its name; nothing if they are
   * right, or the file system has none.
   */
  public static Optional<String> problem(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return Optional.empty();
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    return OWNERS.containsAll(permissions)
        ? Optional.empty()
        : Optional.of(
            "must be open to its owner only, but its permissions are %s; run: chmod 600 '%s'"
                .formatted(PosixFilePermissions.toString(permissions), file));
  }
}
