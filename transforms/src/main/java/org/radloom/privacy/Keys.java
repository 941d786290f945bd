package org.radloom.privacy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.radloom.files.Digests;

/**
 * One secret for each {@link Purpose}. Immutable. Secrets come out of {@link #secret} only: not of
 * {@code toString}, and not of an exception. Not serializable on purpose, so that no job graph
 * carries it by accident.
 */
public final class Keys {

  /** Length of a secret, bytes: that of a SHA-256 digest, as RFC 2104 section 3 advises. */
  public static final int SECRET_BYTES = 32;

  private static final int ID_BYTES = 4;

  private final Map<Purpose, byte[]> secrets;
  private final Map<Purpose, String> ids = new EnumMap<>(Purpose.class);

  private Keys(Map<Purpose, byte[]> secrets) {
    this.secrets = secrets;
    secrets.forEach((purpose, secret) -> ids.put(purpose, idOf(secret)));
  }

  /** Returns keys with fresh secrets from {@code random}. */
  public static Keys generate(SecureRandom random) {
    Map<Purpose, byte[]> secrets = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      byte[] secret = new byte[SECRET_BYTES];
      random.nextBytes(secret);
      secrets.put(purpose, secret);
    }
    return new Keys(secrets);
  }

  /**
   * Returns keys with copies of these secrets.
   *
   * @throws IllegalArgumentException if a purpose has none, or one that is not {@link
   *     #SECRET_BYTES} long, or if two purposes share one
   */
  public static Keys of(Map<Purpose, byte[]> secrets) {
    Map<Purpose, byte[]> copies = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      byte[] secret = secrets.get(purpose);
      if (secret == null) {
        throw new IllegalArgumentException("key %s is missing".formatted(purpose.fileName()));
      }
      if (secret.length != SECRET_BYTES) {
        throw new IllegalArgumentException(
            "key %s must have %d bytes, but has %d"
                .formatted(purpose.fileName(), SECRET_BYTES, secret.length));
      }
      copies.forEach(
          (other, taken) -> {
            if (MessageDigest.isEqual(taken, secret)) {
              throw new IllegalArgumentException(
                  "keys %s and %s must differ, but have the same secret"
                      .formatted(other.fileName(), purpose.fileName()));
            }
          });
      copies.put(purpose, secret.clone());
    }
    return new Keys(copies);
  }

  /** Returns a copy of the secret, {@link #SECRET_BYTES} bytes. */
  public byte[] secret(Purpose purpose) {
    byte[] secret = secrets.get(purpose);
    if (secret == null) {
      throw new AssertionError(purpose);
    }
    return secret.clone();
  }

  /**
   * Returns the name under which the key may be published: the first 8 hex digits of SHA-256 over
   * {@code "radloom key id"} and the secret. It says which key made a dataset and nothing about the
   * key.
   */
  public String id(Purpose purpose) {
    String id = ids.get(purpose);
    if (id == null) {
      throw new AssertionError(purpose);
    }
    return id;
  }

  /** Returns the ids of all keys, by the names of their purposes in files. */
  public Map<String, String> ids() {
    Map<String, String> named = new LinkedHashMap<>();
    for (Purpose purpose : Purpose.values()) {
      named.put(purpose.fileName(), id(purpose));
    }
    return named;
  }

  private static String idOf(byte[] secret) {
    byte[] digest = Digests.sha256Of("radloom key id".getBytes(StandardCharsets.US_ASCII), secret);
    return HexFormat.of().formatHex(digest, 0, ID_BYTES);
  }

  /** Returns the ids, and no secret. */
  @Override
  public String toString() {
    return "Keys" + ids;
  }
}
