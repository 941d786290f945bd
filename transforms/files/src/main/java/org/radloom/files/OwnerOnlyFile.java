package org.radloom.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

  /**
   * Reads a whole file.
   *
   * @param maxBytes more are refused: a wrong path must not fill the heap
   * @throws NoSuchFileException if there is none
   * @throws RefusedFileException if it is not a regular file, others may open it, or it is larger
   */
  public static byte[] read(Path file, long maxBytes) throws IOException {
    if (!Files.isRegularFile(file)) {
      if (Files.exists(file)) {
        throw new RefusedFileException("is not a regular file");
      }
      throw new NoSuchFileException(file.toString());
    }
    Optional<String> problem = problem(file);
    if (problem.isPresent()) {
      throw new RefusedFileException(problem.get());
    }
    if (Files.size(file) > maxBytes) {
      throw new RefusedFileException("has more than %d bytes".formatted(maxBytes));
    }
    return Files.readAllBytes(file);
  }

  /**
   * Writes a new file of mode 0600. The path either gets the whole file or none.
   *
   * @throws FileAlreadyExistsException if there is something at {@code file}, which stays as it is
   */
  public static void create(Path file, byte[] bytes) throws IOException {
    // Checked first for the common case; the link below is what decides between two at once.
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path staged = stage(file, bytes);
    try {
      // A hard link, unlike a rename, never replaces a file.
      Files.createLink(file, staged);
    } catch (UnsupportedOperationException e) {
      Files.move(staged, file);
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  /**
   * Writes a file of mode 0600 at once; what was there is replaced, and not written through if it
   * is a link.
   */
  public static void replace(Path file, byte[] bytes) throws IOException {
    Path staged = stage(file, bytes);
    try {
      Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  /** Writes the bytes, onto the disk, to a file beside the one they are for. */
  private static Path stage(Path file, byte[] bytes) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path staged = Files.createTempFile(folder, ".radloom-", ".tmp", ownerOnly(folder));
    boolean whole = false;
    try (FileChannel channel = FileChannel.open(staged, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
      whole = true;
    } finally {
      if (!whole) {
        Files.deleteIfExists(staged);
      }
    }
    return staged;
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    boolean posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null;
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
