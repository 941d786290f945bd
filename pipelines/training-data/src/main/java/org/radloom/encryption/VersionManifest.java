package org.radloom.encryption;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The manifest of an encrypted version, checked: it may come from anywhere. */
final class VersionManifest {
  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_PATH_CHARS = 1024;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** Colons and backslashes mean something on other systems; the rest are not for terminals. */
  private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cntrl}\\\\:]");

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.INDENT_OUTPUT);

  private final byte[] bytes;
  private final ObjectNode root;
  private final String dataset;
  private final String version;
  private final String keyId;
  private final List<EncryptedFile> files;

  private VersionManifest(byte[] bytes, ObjectNode root) throws EncryptionException {
    this.bytes = bytes;
    this.root = root;
    dataset = name("dataset");
    version = name("version");
    JsonNode encryption = root.path("encryption");
    if (encryption.isMissingNode()) {
      throw refused("says nothing of encryption: this version is plain");
    }
    if (!encryption.path("scheme").asText().equals(EncryptionKeys.SCHEME)) {
      throw refused("names another way of encrypting than " + EncryptionKeys.SCHEME);
    }
    keyId = encryption.path("keyId").asText();
    files = listed();
  }

  /**
   * Reads the manifest in a version's folder.
   *
   * @throws EncryptionException if it is not the whole manifest of an encrypted version
   */
  static VersionManifest read(Path folder) throws IOException {
    Path file = folder.resolve(VersionEncryption.MANIFEST);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new EncryptionException("%s has no manifest.json".formatted(folder));
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw refused("is too large");
    }
    JsonNode root;
    try {
      root = JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw refused("is not JSON");
    }
    if (root instanceof ObjectNode object) {
      return new VersionManifest(bytes, object);
    }
    throw refused("is not a JSON object");
  }

  private String name(String field) throws EncryptionException {
    String name = root.path(field).asText();
    if (!NAME.matcher(name).matches()) {
      throw refused("has no usable \"%s\"".formatted(field));
    }
    return name;
  }

  private List<EncryptedFile> listed() throws EncryptionException {
    List<EncryptedFile> found = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    for (JsonNode entry : root.path("files")) {
      String where = "files[%d]".formatted(found.size());
      String path = entry.path("path").asText();
      if (!isInside(path) || !paths.add(path)) {
        throw refused(where + " has a path that leads out of the folder, or is no path of a file");
      }
      found.add(
          new EncryptedFile(
              path,
              sha256(entry, "plainSha256", where),
              size(entry, "plainBytes", where),
              sha256(entry, "sha256", where),
              size(entry, "bytes", where)));
    }
    return found;
  }

  /** Returns whether a path names a file below the folder that it is relative to. */
  private static boolean isInside(String path) {
    if (path.length() > MAX_PATH_CHARS
        || FORBIDDEN.matcher(path).find()
        || path.equals(VersionEncryption.MANIFEST)
        || path.equals(VersionEncryption.SEAL)) {
      return false;
    }
    for (String step : path.split("/", -1)) {
      if (step.isEmpty() || step.equals(".") || step.equals("..")) {
        return false;
      }
    }
    return true;
  }

  private static String sha256(JsonNode entry, String field, String where)
      throws EncryptionException {
    String digest = entry.path(field).asText();
    if (!SHA256.matcher(digest).matches()) {
      throw refused("%s has no %s".formatted(where, field));
    }
    return digest;
  }

  private static long size(JsonNode entry, String field, String where) throws EncryptionException {
    JsonNode size = entry.path(field);
    if (!size.isIntegralNumber() || !size.canConvertToLong() || size.asLong() < 0) {
      throw refused("%s has no %s".formatted(where, field));
    }
    return size.asLong();
  }

  private static EncryptionException refused(String reason) {
    return new EncryptionException("manifest.json " + reason);
  }

  byte[] bytes() {
    return bytes;
  }

  String keyId() {
    return keyId;
  }

  /** Returns the names of dataset and version. */
  Map<String, String> names() {
    return Map.of("dataset", dataset, "version", version);
  }

  /** Returns the size of all files without encryption. */
  long plainBytes() {
    return files.stream().mapToLong(EncryptedFile::plainBytes).sum();
  }

  List<EncryptedFile> files() {
    return files;
  }

  /** Returns what a file of this version is bound to. */
  String place(String path) {
    return VersionEncryption.place(dataset, version, path);
  }

  /**
   * Returns the manifest of the plain version, as it would have been written without encryption.
   */
  byte[] plain() throws IOException {
    ObjectNode plain = root.deepCopy();
    plain.remove("encryption");
    for (JsonNode node : plain.path("files")) {
      ObjectNode entry = (ObjectNode) node;
      entry.set("sha256", entry.remove("plainSha256"));
      entry.set("bytes", entry.remove("plainBytes"));
    }
    return (JSON.writeValueAsString(plain) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
