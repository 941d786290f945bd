package org.radloom.encryption;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.radloom.commandline.FolderTree;
import org.radloom.files.Digests;

/**
 * Makes the plain version of an encrypted one. Everything is checked against the manifest, and the
 * manifest against its seal, before the new folder gets its name: whatever is wrong, nothing is
 * left.
 */
public final class VersionDecryption {
  private static final int BUFFER_BYTES = 256 << 10;

  /** A digest as text, and what encrypting adds to it. */
  private static final int MAX_SEAL_BYTES = 4096;

  private final Path folder;
  private final VersionManifest manifest;
  private final EncryptionKeys keys;

  private VersionDecryption(Path folder, VersionManifest manifest, EncryptionKeys keys) {
    this.folder = folder;
    this.manifest = manifest;
    this.keys = keys;
  }

  /**
   * Writes the plain version to {@code target}, which must not exist and whose folder must; only
   * its owner can open it.
   *
   * @return how many files it has, beside the manifest
   * @throws EncryptionException if the keys are others, or anything is not as the manifest says
   */
  public static int decrypt(Path folder, Path target, EncryptionKeys keys) throws IOException {
    VersionDecryption version = checked(folder, keys);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path parent = target.toAbsolutePath().getParent();
    if (parent == null) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path staged = Files.createTempDirectory(parent, ".radloom-decrypt-");
    try {
      ownersOnly(staged);
      for (EncryptedFile file : version.manifest.files()) {
        version.decrypt(file, staged);
      }
      try (OutputStream out =
          VersionEncryption.create(staged.resolve(VersionEncryption.MANIFEST))) {
        out.write(version.manifest.plain());
      }
      // A folder is never moved over one that has files in it.
      Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      FolderTree.delete(staged);
    }
    return version.manifest.files().size();
  }

  /**
   * Opens one file of an encrypted version to read what it says. Nothing is checked but that it was
   * encrypted under these keys, for this place, and is read to its end.
   *
   * @param dataset name of the dataset
   * @param version name of the version
   * @param path of the file in the version's folder
   */
  public static InputStream open(
      Path file, String dataset, String version, String path, EncryptionKeys keys)
      throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    boolean opened = false;
    try {
      InputStream plain = keys.decrypting(in, VersionEncryption.place(dataset, version, path));
      opened = true;
      return plain;
    } finally {
      if (!opened) {
        in.close();
      }
    }
  }

  private static VersionDecryption checked(Path folder, EncryptionKeys keys) throws IOException {
    VersionManifest manifest = VersionManifest.read(folder);
    if (!keys.ids().contains(manifest.keyId())) {
      throw new EncryptionException(
          "this version was encrypted with another key; the keyset has " + keys.ids());
    }
    Path seal = folder.resolve(VersionEncryption.SEAL);
    if (!Files.isRegularFile(seal, LinkOption.NOFOLLOW_LINKS)) {
      throw new EncryptionException("there is no %s".formatted(VersionEncryption.SEAL));
    }
    byte[] sealed;
    try (InputStream in =
        keys.decrypting(
            new BufferedInputStream(Files.newInputStream(seal)),
            manifest.place(VersionEncryption.MANIFEST))) {
      sealed = in.readNBytes(MAX_SEAL_BYTES);
    } catch (IOException e) {
      throw new EncryptionException(
          "%s was changed, or belongs to another version or key".formatted(VersionEncryption.SEAL));
    }
    byte[] digest = Digests.sha256Hex(manifest.bytes()).getBytes(StandardCharsets.US_ASCII);
    if (!MessageDigest.isEqual(sealed, digest)) {
      throw new EncryptionException("manifest.json was changed after it was sealed");
    }
    return new VersionDecryption(folder, manifest, keys);
  }

  private void decrypt(EncryptedFile file, Path staged) throws IOException {
    Path source = folder;
    for (String step : file.path().split("/", -1)) {
      source = source.resolve(step);
      if (Files.isSymbolicLink(source)) {
        throw new EncryptionException("%s is, or lies behind, a link".formatted(file.path()));
      }
    }
    if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
      throw new EncryptionException("%s is missing".formatted(file.path()));
    }
    if (Files.size(source) != file.bytes() || !Digests.sha256Hex(source).equals(file.sha256())) {
      throw new EncryptionException("%s is not as the manifest says".formatted(file.path()));
    }
    Path target = staged.resolve(file.path());
    Files.createDirectories(target.getParent());
    MessageDigest digest = Digests.sha256();
    long bytes;
    try (OutputStream out = new DigestOutputStream(VersionEncryption.create(target), digest)) {
      bytes = decrypt(source, file, out);
    }
    if (bytes != file.plainBytes() || !VersionEncryption.hex(digest).equals(file.plainSha256())) {
      throw new EncryptionException(
          "%s does not say what the manifest says".formatted(file.path()));
    }
  }

  /** Copies what the file says, and one byte more than the manifest allows at most. */
  private long decrypt(Path source, EncryptedFile file, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long copied = 0;
    try (InputStream in =
        keys.decrypting(
            new BufferedInputStream(Files.newInputStream(source), BUFFER_BYTES),
            manifest.place(file.path()))) {
      while (copied <= file.plainBytes()) {
        int length;
        try {
          length = in.read(buffer);
        } catch (IOException e) {
          throw new EncryptionException(
              "%s belongs to another place or key, or is damaged".formatted(file.path()));
        }
        if (length < 0) {
          break;
        }
        out.write(buffer, 0, length);
        copied += length;
      }
    }
    return copied;
  }

  private static void ownersOnly(Path folder) throws IOException {
    if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }
}
