package org.radloom.commandline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file with secrets, which only its owner may open. Where the file system has no POSIX
 * permissions, none are checked or set.
 */
public final class OwnerOnlyFile {
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnlyFile() {}

  /**
   * Returns why the file is refused, to follow its name; nothing if it is a regular file that group
   * and others have no permission on.
   */
  public static Optional<String> problem(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.of("is not there, or is not a regular file");
    }
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

  /** Returns the attributes that a new file of mode 0600 in the folder is made with. */
  public static FileAttribute<?>[] attributes(Path folder) {
    boolean posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null;
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
