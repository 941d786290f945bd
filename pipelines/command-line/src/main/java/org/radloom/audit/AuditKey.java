package org.radloom.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import org.radloom.files.OwnerOnlyFile;

/**
 * What digests of a trail are signed with: an Ed25519 key pair (RFC 8032). Its file holds the
 * private key as PKCS#8 and the public key, both in PEM, and is refused if others may open it.
 */
public final class AuditKey {
  private static final String LABEL = "PRIVATE KEY";
  private static final long MAX_FILE_BYTES = 16 * 1024;

  private final PrivateKey privateKey;
  private final AuditPublicKey publicKey;

  private AuditKey(PrivateKey privateKey, AuditPublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /** Makes a key. */
  public static AuditKey generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(AuditPublicKey.ALGORITHM).generateKeyPair();
      return new AuditKey(pair.getPrivate(), new AuditPublicKey(pair.getPublic()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java from 15 on has Ed25519", e);
    }
  }

  /**
   * Reads a key file.
   *
   * @throws AuditException if it is no key file, or others may open it
   */
  public static AuditKey read(Path file) throws IOException {
    Optional<String> problem = OwnerOnlyFile.problem(file);
    if (problem.isPresent()) {
      throw new AuditException("audit key %s %s".formatted(file, problem.get()));
    }
    String pem = AuditPublicKey.read(file, MAX_FILE_BYTES);
    byte[] der = Pem.der(LABEL, pem).orElseThrow(() -> refused(file));
    AuditPublicKey publicKey = AuditPublicKey.parse(file, pem);
    AuditKey key;
    try {
      key =
          new AuditKey(
              KeyFactory.getInstance(AuditPublicKey.ALGORITHM)
                  .generatePrivate(new PKCS8EncodedKeySpec(der)),
              publicKey);
    } catch (GeneralSecurityException e) {
      // The cause does not go on: it may tell of the key.
      throw refused(file);
    }
    byte[] probe = AuditPublicKey.ALGORITHM.getBytes(StandardCharsets.US_ASCII);
    if (!publicKey.signed(probe, key.sign(probe))) {
      throw new AuditException("audit key %s: its two keys are no pair".formatted(file));
    }
    return key;
  }

  /**
   * Writes the key to a new file of mode 0600, and its public half to {@code FILE.pub}.
   *
   * @throws FileAlreadyExistsException if there is either, which stays as it is
   */
  public void create(Path file) throws IOException {
    String pem = Pem.block(LABEL, privateKey.getEncoded()) + publicKey.toPem();
    Path half = publicFile(file);
    if (Files.exists(half)) {
      throw new FileAlreadyExistsException(half.toString());
    }
    OwnerOnlyFile.create(file, pem.getBytes(StandardCharsets.US_ASCII));
    Files.writeString(half, publicKey.toPem(), StandardOpenOption.CREATE_NEW);
  }

  /** Returns where {@link #create} puts the public half. */
  public static Path publicFile(Path file) {
    return file.resolveSibling(file.getFileName() + ".pub");
  }

  /** Returns 16 hex digits that tell keys apart, and nothing about the key. */
  public String id() {
    return publicKey.id();
  }

  AuditPublicKey publicKey() {
    return publicKey;
  }

  byte[] sign(byte[] bytes) {
    try {
      Signature signature = Signature.getInstance(AuditPublicKey.ALGORITHM);
      signature.initSign(privateKey);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key signs whatever it gets", e);
    }
  }

  @Override
  public String toString() {
    return "AuditKey(%s)".formatted(id());
  }

  private static AuditException refused(Path file) {
    return new AuditException(
        "%s is no audit key; make one with ./radloom audit key new FILE".formatted(file));
  }
}
