package org.radloom.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.radloom.formats.FileEntry;

/** What the manifests of windows and of their parts have in common. */
final class ManifestJson {
  static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ManifestJson() {}

  static ObjectNode object(String format, String dataset, EventWindow window) {
    return JSON.createObjectNode()
        .put("format", format)
        .put("dataset", dataset)
        .put("window", window.name())
        .put("start", Instant.ofEpochMilli(window.start()).toString())
        .put("end", Instant.ofEpochMilli(window.end()).toString());
  }

  static void strings(ObjectNode json, String field, Collection<String> values) {
    ArrayNode array = json.putArray(field);
    values.forEach(array::add);
  }

  static void files(ObjectNode json, List<FileEntry> files) {
    ArrayNode array = json.putArray("files");
    files.stream()
        .sorted(Comparator.comparing(FileEntry::path))
        .forEach(
            file ->
                array
                    .addObject()
                    .put("path", file.path())
                    .put("sha256", file.sha256())
                    .put("bytes", file.bytes())
                    .put("records", file.records()));
  }

  static byte[] bytes(ObjectNode json) {
    try {
      return (JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is always JSON", e);
    }
  }
}
