package org.radloom.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What encrypting a version did, for its manifest.
 *
 * @param keyId id of the key, 8 hex digits
 * @param files every file but the manifest, in order of path
 */
public record EncryptedVersion(String keyId, List<EncryptedFile> files) {
  /** Copies the list. */
  public EncryptedVersion {
    files = List.copyOf(files);
  }

  /**
   * Puts it into the manifest: {@code encryption}, and for each of {@code files} the digest and
   * size of the file as it lies there, with those of the plain file as {@code plainSha256} and
   * {@code plainBytes}.
   *
   * @throws IllegalStateException if the manifest does not list these files, as they were
   */
  public void describeIn(ObjectNode manifest) {
    Map<String, EncryptedFile> left = new TreeMap<>();
    files.forEach(file -> left.put(file.path(), file));
    for (JsonNode node : manifest.path("files")) {
      ObjectNode entry = (ObjectNode) node;
      EncryptedFile file = left.remove(entry.path("path").asText());
      if (file == null || !entry.path("sha256").asText().equals(file.plainSha256())) {
        throw new IllegalStateException("the manifest lists another file than was encrypted");
      }
      entry.put("sha256", file.sha256());
      entry.put("bytes", file.bytes());
      entry.put("plainSha256", file.plainSha256());
      entry.put("plainBytes", file.plainBytes());
    }
    if (!left.isEmpty()) {
      throw new IllegalStateException("a file was encrypted that the manifest does not list");
    }
    manifest.putObject("encryption").put("scheme", EncryptionKeys.SCHEME).put("keyId", keyId);
  }
}
