package org.radloom.encryption;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.radloom.files.Digests;

/**
 * Encrypts a version before it is published: every file but the manifest, each bound to dataset,
 * version and path, so that no file can take the place of another. The manifest stays readable, and
 * a seal beside it, encrypted too, holds its digest: who has the keys notices any change to it.
 *
 * <pre>{@code
 * EncryptedVersion encrypted = VersionEncryption.encrypt(staged, dataset, version, keyset);
 * encrypted.describeIn(manifest); // then write the manifest
 * VersionEncryption.seal(staged, dataset, version, keyset);
 * }</pre>
 */
public final class VersionEncryption {
  /** Name of the manifest, which is not encrypted. */
  static final String MANIFEST = "manifest.json";

  /** Name of the seal, which like the manifest is no entry of it. */
  public static final String SEAL = "manifest.seal";

  private static final String UNFINISHED = ".encrypting";
  private static final int BUFFER_BYTES = 256 << 10;

  private VersionEncryption() {}

  /** Returns what a file is bound to. */
  static String place(String dataset, String version, String path) {
    return dataset + "/" + version + "/" + path;
  }

  /**
   * Encrypts every file of the folder but the manifest, in place: each is written beside, forced to
   * disk, and renamed. A folder in which this failed half-way is of no use.
   *
   * @param keyset file made by {@link KeysetFile}
   * @throws EncryptionException if the keyset is refused, or the folder holds anything but files
   */
  public static EncryptedVersion encrypt(
      Path stagedVersion, String dataset, String version, Path keyset) throws IOException {
    EncryptionKeys keys = KeysetFile.read(keyset);
    List<EncryptedFile> done = new ArrayList<>();
    for (String path : files(stagedVersion)) {
      done.add(encrypt(stagedVersion.resolve(path), path, place(dataset, version, path), keys));
    }
    return new EncryptedVersion(keys.primaryId(), done);
  }

  /** Writes the seal, which holds for the manifest as it is now. */
  public static void seal(Path stagedVersion, String dataset, String version, Path keyset)
      throws IOException {
    EncryptionKeys keys = KeysetFile.read(keyset);
    byte[] manifest = Files.readAllBytes(stagedVersion.resolve(MANIFEST));
    try (OutputStream file = create(stagedVersion.resolve(SEAL));
        OutputStream out = keys.encrypting(file, place(dataset, version, MANIFEST))) {
      out.write(Digests.sha256Hex(manifest).getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Returns the paths of all files but the manifest, in order. */
  private static List<String> files(Path folder) throws IOException {
    List<String> paths = new ArrayList<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) found::iterator) {
        String path = folder.relativize(file).toString().replace('\\', '/');
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) || path.equals(MANIFEST)) {
          continue;
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          throw new EncryptionException("%s is not a regular file".formatted(file));
        }
        paths.add(path);
      }
    }
    paths.sort(null);
    return paths;
  }

  private static EncryptedFile encrypt(Path file, String path, String place, EncryptionKeys keys)
      throws IOException {
    Path unfinished = file.resolveSibling("." + file.getFileName() + UNFINISHED);
    MessageDigest plain = Digests.sha256();
    MessageDigest encrypted = Digests.sha256();
    long plainBytes;
    try {
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), plain);
          OutputStream target = new DigestOutputStream(create(unfinished), encrypted);
          OutputStream out = keys.encrypting(target, place)) {
        plainBytes = copy(in, out);
      }
      long bytes = Files.size(unfinished);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new EncryptedFile(path, hex(plain), plainBytes, hex(encrypted), bytes);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  static long copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long copied = 0;
    for (int length; (length = in.read(buffer)) >= 0; ) {
      out.write(buffer, 0, length);
      copied += length;
    }
    return copied;
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Opens a new file that is on the disk for good when it is closed. */
  static OutputStream create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new FilterOutputStream(
        new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES)) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        // Closed a second time where streams around it close what they write to.
        if (channel.isOpen()) {
          try (channel) {
            out.flush();
            channel.force(true);
          }
        }
      }
    };
  }
}
