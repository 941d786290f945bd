package org.radloom.trainingdata.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.radloom.files.Digests;
import org.radloom.formats.FileEntry;

/** The manifest of a staged version, to be completed by what is known once it is staged. */
final class VersionManifest {
  static final String FILE = "manifest.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;
  private final ObjectNode json;

  private VersionManifest(Path file, ObjectNode json) {
    this.file = file;
    this.json = json;
  }

  static VersionManifest read(Path file) throws IOException {
    if (JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode json) {
      return new VersionManifest(file, json);
    }
    throw new IOException("the manifest of the staged version is none");
  }

  /** Returns the paths of the files, without the manifest itself. */
  List<String> paths() {
    List<String> paths = new ArrayList<>();
    json.path("files").forEach(entry -> paths.add(entry.path("path").asText()));
    return paths;
  }

  /** Returns whether the files are encrypted, all but the manifest. */
  boolean isEncrypted() {
    return json.has("encryption");
  }

  /** Adds files that lie in the version's folder and hold no records. */
  void list(List<String> made) throws IOException {
    Map<String, JsonNode> files = new TreeMap<>();
    json.path("files").forEach(entry -> files.put(entry.path("path").asText(), entry));
    for (String path : made) {
      byte[] bytes = Files.readAllBytes(file.resolveSibling(path));
      String sha256 = Digests.sha256Hex(bytes);
      files.put(path, JSON.valueToTree(new FileEntry(path, sha256, bytes.length, 0)));
    }
    ArrayNode all = JSON.createArrayNode();
    files.values().forEach(all::add);
    json.set("files", all);
  }

  /** Sets a member. */
  void with(String name, JsonNode value) {
    json.set(name, value);
  }

  /** Returns the manifest. */
  ObjectNode json() {
    return json;
  }

  /** Returns it as it is written. */
  byte[] bytes() throws IOException {
    return (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Writes it back. */
  void write() throws IOException {
    Files.write(file, bytes());
  }
}
