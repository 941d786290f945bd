package org.radloom.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;

/** SHA-256 digests, in lower-case hex. */
public final class FileDigest {
  private static final int BUFFER_BYTES = 256 << 10;

  private FileDigest() {}

  /** Returns the digest of a file. */
  public static String of(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the only digest of a list, else that of lines of digest, two blanks and name. */
  static String ofAll(SortedMap<String, String> digests) {
    if (digests.size() == 1) {
      return digests.values().iterator().next();
    }
    MessageDigest digest = sha256();
    for (Map.Entry<String, String> each : digests.entrySet()) {
      String line = "%s  %s\n".formatted(each.getValue(), each.getKey());
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
