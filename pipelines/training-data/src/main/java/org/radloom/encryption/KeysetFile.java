package org.radloom.encryption;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.radloom.files.OwnerOnlyFile;
import org.radloom.files.RefusedFileException;

/**
 * The file that holds {@link EncryptionKeys}: a Tink keyset in Tink's JSON form, which other
 * programs with Tink read too. Written for its owner alone and refused when others may open it.
 * Where the file system has no POSIX permissions, there is nothing to check and nothing is checked.
 */
public final class KeysetFile {
  /** A keyset has about 300 bytes a key. */
  private static final long MAX_BYTES = 256 * 1024;

  private KeysetFile() {}

  /**
   * Writes a new keyset of one key.
   *
   * @throws FileAlreadyExistsException if there is something at {@code file}, which stays as it is
   */
  public static EncryptionKeys create(Path file) throws IOException {
    EncryptionKeys keys = EncryptionKeys.generate();
    OwnerOnlyFile.create(file, format(keys));
    return keys;
  }

  /**
   * Adds a fresh primary key; the older ones stay for reading. The file is replaced at once, and by
   * one caller at a time: of two at the same time one may lose its key.
   */
  public static EncryptionKeys rotate(Path file) throws IOException {
    EncryptionKeys keys = read(file).rotated();
    OwnerOnlyFile.replace(file, format(keys));
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
    String json;
    try {
      json = new String(OwnerOnlyFile.read(file, MAX_BYTES), StandardCharsets.UTF_8);
    } catch (RefusedFileException e) {
      throw refused(file, e.reason());
    }
    try {
      return EncryptionKeys.of(
          TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get()));
    } catch (GeneralSecurityException | RuntimeException e) {
      // The cause does not go on: parsers quote the text around the fault.
      throw refused(
          file, "is not a keyset for encryption; make one with: radloom keys new-encryption FILE");
    }
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

  private static EncryptionException refused(Path file, String reason) {
    return new EncryptionException("keyset %s %s".formatted(file, reason));
  }
}
