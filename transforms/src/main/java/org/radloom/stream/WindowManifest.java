package org.radloom.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.radloom.files.Digests;
import org.radloom.formats.FileEntry;

/**
 * What a window holds: its parts, and every file of each with its digest. It is made of the parts'
 * own manifests, so that it names nothing that is not there.
 */
public final class WindowManifest {
  static final String FORMAT = "radloom-window/1";

  /** Name of the file, in the folder of the window and in that of each part. */
  public static final String FILE = "manifest.json";

  /** What is said of a part that does not name what was done about dates. */
  private static final String UNKNOWN = "unknown";

  /** Reads the manifest of a part. */
  @FunctionalInterface
  public interface Parts {
    /**
     * Returns the bytes of the manifest of the part of that name.
     *
     * @throws IOException if there is none, or it cannot be read
     */
    byte[] manifest(String name) throws IOException;
  }

  private WindowManifest() {}

  /**
   * Returns the manifest of a window.
   *
   * @param names the parts
   * @throws IOException if one of them is not there
   */
  public static byte[] of(String dataset, EventWindow window, Set<String> names, Parts parts)
      throws IOException {
    ObjectNode json = ManifestJson.object(FORMAT, dataset, window);
    WindowCounts counts = new WindowCounts();
    List<FileEntry> files = new ArrayList<>();
    ArrayNode list = ManifestJson.JSON.createArrayNode();
    Set<String> dates = new TreeSet<>();
    long leftOut = 0;
    long updates = 0;
    for (String name : new TreeSet<>(names)) {
      byte[] bytes = parts.manifest(name);
      JsonNode part = ManifestJson.JSON.readTree(bytes);
      if (!part.path("format").asText().equals(PartManifest.FORMAT)) {
        throw new IOException("the manifest of %s is none".formatted(name));
      }
      counts.add(part);
      dates.add(part.path(PartManifest.DATES).asText(UNKNOWN));
      leftOut += part.path("leftOut").path("nearDuplicates").asLong();
      updates += part.path("updates").size();
      list.addObject()
          .put("name", name)
          .put("sha256", Digests.sha256Hex(bytes))
          .put("records", part.path("records").asLong())
          .put("updates", part.path("updates").size());
      for (JsonNode file : part.path("files")) {
        files.add(
            new FileEntry(
                name + "/" + file.path("path").asText(),
                file.path("sha256").asText(),
                file.path("bytes").asLong(),
                file.path("records").asLong()));
      }
    }
    counts.put(json);
    json.putObject("leftOut").put("nearDuplicates", leftOut);
    json.put("updates", updates);
    ManifestJson.strings(json, PartManifest.DATES, dates);
    json.set("parts", list);
    ManifestJson.files(json, files);
    return ManifestJson.bytes(json);
  }

  /** Returns the names of the parts that a manifest lists; none if there is no manifest. */
  public static Set<String> parts(byte @Nullable [] manifest) throws IOException {
    Set<String> names = new TreeSet<>();
    if (manifest != null) {
      for (JsonNode part : ManifestJson.JSON.readTree(manifest).path("parts")) {
        names.add(part.path("name").asText());
      }
    }
    return names;
  }
}
