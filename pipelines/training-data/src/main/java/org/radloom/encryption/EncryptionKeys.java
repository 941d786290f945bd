package org.radloom.encryption;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters;
import com.google.crypto.tink.streamingaead.PredefinedStreamingAeadParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that dataset versions are encrypted with: one that encrypts, the primary, and older ones
 * that still decrypt. Immutable; shows ids and no secret.
 *
 * <p>AES-256-GCM-HKDF as Google Tink streams it: each file has a key of its own, derived from a
 * random salt, and is encrypted in segments of 1 MiB, each bound to its place and the last marked,
 * so that no segment can be changed, moved or cut off unseen. Segments are large because versions
 * are read from front to back: a file grows by 40 bytes and 16 for each MiB, and a stream holds a
 * MiB in memory. Tink's other size, 4 KiB, would serve reads in the middle of a file.
 */
public final class EncryptionKeys {
  /** What a manifest calls this way of encrypting. */
  public static final String SCHEME = "tink-streaming-aead/AES256_GCM_HKDF_1MB";

  static {
    try {
      StreamingAeadConfig.register();
    } catch (GeneralSecurityException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final KeysetHandle keyset;
  private final StreamingAead cipher;

  private EncryptionKeys(KeysetHandle keyset, StreamingAead cipher) {
    this.keyset = keyset;
    this.cipher = cipher;
  }

  /** Returns one fresh key. */
  static EncryptionKeys generate() {
    try {
      return of(KeysetHandle.generateNew(PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform lacks AES-GCM", e);
    }
  }

  /**
   * Returns the keys of a keyset.
   *
   * @throws GeneralSecurityException if one of them is for anything else
   */
  static EncryptionKeys of(KeysetHandle keyset) throws GeneralSecurityException {
    for (int i = 0; i < keyset.size(); i++) {
      if (!(keyset.getAt(i).getKey().getParameters() instanceof AesGcmHkdfStreamingParameters)) {
        throw new GeneralSecurityException("a key is not for streaming AES-GCM");
      }
    }
    return new EncryptionKeys(
        keyset, keyset.getPrimitive(RegistryConfiguration.get(), StreamingAead.class));
  }

  /** Returns these keys and a fresh one, which is the primary from now on. */
  EncryptionKeys rotated() {
    try {
      return of(
          KeysetHandle.newBuilder(keyset)
              .addEntry(
                  KeysetHandle.generateEntryFromParameters(
                          PredefinedStreamingAeadParameters.AES256_GCM_HKDF_1MB)
                      .withRandomId()
                      .makePrimary())
              .build());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the keyset takes no further key", e);
    }
  }

  KeysetHandle keyset() {
    return keyset;
  }

  /** Returns the id of the key that encrypts, 8 hex digits. */
  public String primaryId() {
    return id(keyset.getPrimary());
  }

  /** Returns the ids of all keys, 8 hex digits each, oldest first. */
  public List<String> ids() {
    List<String> ids = new ArrayList<>(keyset.size());
    for (int i = 0; i < keyset.size(); i++) {
      ids.add(id(keyset.getAt(i)));
    }
    return ids;
  }

  private static String id(KeysetHandle.Entry entry) {
    return "%08x".formatted(entry.getId());
  }

  /** Encrypts what is written; the file is whole only when the stream is closed. */
  OutputStream encrypting(OutputStream out, String place) throws IOException {
    try {
      return cipher.newEncryptingStream(out, place.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform lacks AES-GCM", e);
    }
  }

  /** Decrypts what is read; fails where anything was changed, or belongs to another place. */
  InputStream decrypting(InputStream in, String place) throws IOException {
    try {
      return cipher.newDecryptingStream(in, place.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java platform lacks AES-GCM", e);
    }
  }

  /** Returns the ids, and no secret. */
  @Override
  public String toString() {
    return "EncryptionKeys" + ids();
  }
}
