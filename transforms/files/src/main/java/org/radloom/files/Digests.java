package org.radloom.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests that every Java platform has. */
public final class Digests {
  private static final int BUFFER_BYTES = 256 << 10;

  private Digests() {}

  /** Returns a new SHA-256. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Returns the SHA-256 of pieces in a row, 32 bytes. */
  public static byte[] sha256Of(byte[]... pieces) {
    MessageDigest digest = sha256();
    for (byte[] piece : pieces) {
      digest.update(piece);
    }
    return digest.digest();
  }

  /** Returns the SHA-256 of pieces in a row, 64 lower-case hex digits. */
  public static String sha256Hex(byte[]... pieces) {
    return HexFormat.of().formatHex(sha256Of(pieces));
  }

  /** Returns the SHA-256 of a file, 64 lower-case hex digits. */
  public static String sha256Hex(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
