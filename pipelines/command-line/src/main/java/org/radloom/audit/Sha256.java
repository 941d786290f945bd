package org.radloom.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of several pieces in a row. */
final class Sha256 {
  private Sha256() {}

  static byte[] of(byte[]... pieces) {
    MessageDigest digest = start();
    for (byte[] piece : pieces) {
      digest.update(piece);
    }
    return digest.digest();
  }

  static String hex(byte[]... pieces) {
    return HexFormat.of().formatHex(of(pieces));
  }

  private static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
