package org.radloom.encryption;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.radloom.privacy.OwnerOnly;

/**
 * The file that holds {@link EncryptionKeys}: a Tink keyset in Tink's JSON form, which other
 * programs with Tink read too. Written for its owner alone and refused when others may open it.
 * Where the file system has no POSIX permissions, there is nothing to check and nothing is checked.
 */
public final class KeysetFile {
  /** A keyset has about 300 bytes a key; a wrong path must not fill the heap. */
  private static final long MAX_BYTES = 256 * 1024;

  private KeysetFile() {}

  /**
   * Writes a new keyset of one key.
   *
   * @throws FileAlreadyExistsException if there is something at {@code file}, which stays as it is
   */
  public static EncryptionKeys create(Path file) throws IOException {
    EncryptionKeys keys = EncryptionKeys.generate();
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path staged = stage(file, keys);
    try {
      try {
        // A hard link, unlike a rename, never replaces a file.
        Files.createLink(file, staged);
      } catch (UnsupportedOperationException e) {
        Files.move(staged, file);
      }
    } finally {
      Files.deleteIfExists(staged);
    }
    return keys;
  }

  /**
   * Adds a fresh primary key; the older ones stay for reading. The file is replaced at once, and by
   * one caller at a time: of two at the same time one may lose its key.
   */
  public static EncryptionKeys rotate(Path file) throws IOException {
    EncryptionKeys keys = read(file).rotated();
    Path staged = stage(file, keys);
    try {
      Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(staged);
    }
    return keys;
  }

  /**
   * Returns the keys in {@code file}.
   *
   * @throws EncryptionException if the group or others have any permission on the file, or it is
   *     not a whole keyset of this kind
   * @throws NoSuchFileException if there is none
   */
  public static EncryptionKeys read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      if (Files.exists(file)) {
        throw refused(file, "is not a regular file");
      }
      throw new NoSuchFileException(file.toString());
    }
    Optional<String> open = OwnerOnly.problem(file);
    if (open.isPresent()) {
      throw refused(file, open.get());
    }
    if (Files.size(file) > MAX_BYTES) {
      throw refused(file, "has more than %d bytes".formatted(MAX_BYTES));
    }
    String json = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    try {
      return EncryptionKeys.of(
          TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get()));
    } catch (GeneralSecurityException | RuntimeException e) {
      // The cause does not go on: parsers quote the text around the fault.
      throw refused(
          file, "is not a keyset for encryption; make one with: radloom keys new-encryption FILE");
    }
  }

  private static Path stage(Path file, EncryptionKeys keys) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Path staged = Files.createTempFile(folder, ".radloom-keys-", ".tmp", ownerOnly(folder));
    boolean whole = false;
    try (FileChannel channel = FileChannel.open(staged, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(format(keys));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
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

  private static byte[] format(EncryptionKeys keys) {
    try {
      String json =
          TinkJsonProtoKeysetFormat.serializeKeyset(keys.keyset(), InsecureSecretKeyAccess.get());
      return (json + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a keyset of one's own can be written", e);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) {
    boolean posix = Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null;
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static EncryptionException refused(Path file, String reason) {
    return new EncryptionException("keyset %s %s".formatted(file, reason));
  }
}
