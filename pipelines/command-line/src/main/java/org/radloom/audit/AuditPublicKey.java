package org.radloom.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import org.radloom.files.Digests;

/** What digests of a trail are checked with: an Ed25519 public key. */
final class AuditPublicKey {
  static final String ALGORITHM = "Ed25519";
  static final String LABEL = "PUBLIC KEY";

  private static final int ID_DIGITS = 16;
  private static final long MAX_FILE_BYTES = 4096;

  private final PublicKey key;

  AuditPublicKey(PublicKey key) {
    this.key = key;
  }

  /**
   * Reads a PEM file with the key.
   *
   * @throws AuditException if it holds none
   */
  static AuditPublicKey read(Path file) throws IOException {
    return parse(file, read(file, MAX_FILE_BYTES));
  }

  static String read(Path file, long maxBytes) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > maxBytes) {
      throw new AuditException("%s must be a file of at most %d bytes".formatted(file, maxBytes));
    }
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  static AuditPublicKey parse(Path file, String pem) throws AuditException {
    byte[] der =
        Pem.der(LABEL, pem)
            .orElseThrow(() -> new AuditException("%s holds no public key in PEM".formatted(file)));
    try {
      return new AuditPublicKey(
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException e) {
      throw new AuditException("%s holds no %s public key".formatted(file, ALGORITHM));
    }
  }

  /** Returns the first 16 hex digits of the SHA-256 of the key: tells keys apart. */
  String id() {
    return Digests.sha256Hex(key.getEncoded()).substring(0, ID_DIGITS);
  }

  String toPem() {
    return Pem.block(LABEL, key.getEncoded());
  }

  /** Returns whether the signature is this key's over the bytes. */
  boolean signed(byte[] bytes, byte[] signature) {
    try {
      Signature check = Signature.getInstance(ALGORITHM);
      check.initVerify(key);
      check.update(bytes);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      // What Java throws for a signature that is none.
      return false;
    }
  }
}
