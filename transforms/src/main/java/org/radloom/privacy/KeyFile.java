package org.radloom.privacy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import org.radloom.files.OwnerOnlyFile;
import org.radloom.files.RefusedFileException;

/**
 * The file that holds {@link Keys}: one JSON object,
 *
 * <pre>{@code
 * {"format": "radloom-keys/1",
 *  "keys": {"patient": {"id": "1f0c77aa", "secret": "<base64, 32 bytes>"}, "user": ...}}
 * }</pre>
 *
 * with an entry for each {@link Purpose}. Whoever reads it can undo every pseudonym made with it,
 * so it is written for its owner alone and refused when others may open it. Where the file system
 * has no POSIX permissions, there is nothing to check and nothing is checked.
 */
public final class KeyFile {

  private static final String FORMAT = "radloom-keys/1";

  /** Far above the about 600 bytes of a key file; a wrong path must not fill the heap. */
  private static final long MAX_BYTES = 64 * 1024;

  /** Duplicate keys are refused: which of two secrets counts must not depend on the parser. */
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private KeyFile() {}

  /**
   * Writes a new key file that only its owner can read. The path either gets the whole file or
   * none.
   *
   * @throws FileAlreadyExistsException if there is something at {@code file}, which stays as it is
   * @throws IOException if the parent folder does not exist or cannot be written
   */
  public static void create(Path file, Keys keys) throws IOException {
    OwnerOnlyFile.create(file, format(keys));
  }

  /**
   * Returns the keys in {@code file}.
   *
   * @throws KeyFileException if the group or others have any permission on the file, or it is not a
   *     whole key file
   * @throws NoSuchFileException if there is none
   */
  public static Keys read(Path file) throws IOException {
    byte[] bytes;
    try {
      bytes = OwnerOnlyFile.read(file, MAX_BYTES);
    } catch (RefusedFileException e) {
      throw refused(file, e.reason());
    }
    return parse(file, bytes);
  }

  private static byte[] format(Keys keys) throws IOException {
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT);
    ObjectNode entries = root.putObject("keys");
    for (Purpose purpose : Purpose.values()) {
      entries
          .putObject(purpose.fileName())
          .put("id", keys.id(purpose))
          .put("secret", Base64.getEncoder().encodeToString(keys.secret(purpose)));
    }
    return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Keys parse(Path file, byte[] bytes) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      // Neither the cause nor its message goes on: both quote the text around the fault.
      throw refused(file, "is not JSON (line %d)".formatted(e.getLocation().getLineNr()));
    }
    if (!root.path("format").asText().equals(FORMAT)) {
      throw refused(file, "must have \"format\": \"%s\"".formatted(FORMAT));
    }
    Map<Purpose, byte[]> secrets = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      JsonNode entry = root.path("keys").path(purpose.fileName());
      if (!entry.isMissingNode()) {
        secrets.put(purpose, secret(file, purpose, entry));
      }
    }
    Keys keys;
    try {
      keys = Keys.of(secrets);
    } catch (IllegalArgumentException e) {
      throw refused(file, "is damaged: " + e.getMessage());
    }
    for (Purpose purpose : Purpose.values()) {
      String written = root.path("keys").path(purpose.fileName()).path("id").asText();
      if (!written.equals(keys.id(purpose))) {
        throw refusedKey(file, purpose, "has the id of another secret");
      }
    }
    return keys;
  }

  private static byte[] secret(Path file, Purpose purpose, JsonNode entry) throws KeyFileException {
    JsonNode secret = entry.path("secret");
    if (!secret.isTextual()) {
      throw refusedKey(file, purpose, "has no \"secret\"");
    }
    try {
      return Base64.getDecoder().decode(secret.asText());
    } catch (IllegalArgumentException e) {
      // The decoder's message quotes characters of the secret.
      throw refusedKey(file, purpose, "has a secret that is not base64");
    }
  }

  private static KeyFileException refusedKey(Path file, Purpose purpose, String reason) {
    return refused(file, "is damaged: key %s %s".formatted(purpose.fileName(), reason));
  }

  private static KeyFileException refused(Path file, String reason) {
    return new KeyFileException("key file %s %s".formatted(file, reason));
  }
}
