package org.radloom.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * {@code manifest.json} of a folder of models: names, versions, files with SHA-256 and size, tasks
 * and the version to take by default. A static file, for the viewer and its caches.
 */
public final class ModelsManifest {
  /** Name of the file. */
  public static final String FILE = "manifest.json";

  private static final String FORMAT = "radloom-models/1";
  private static final String DEFAULT = "default";

  private ModelsManifest() {}

  /**
   * Writes the manifest of a folder, all at once. A default that the manifest before names stays;
   * else it is the newest version that is not quantised.
   *
   * @throws ModelRefusedException if a version's {@code model.json} is refused
   */
  public static void write(ModelFolder folder) throws IOException, ModelRefusedException {
    ObjectNode manifest = ModelJson.object().put("format", FORMAT);
    ArrayNode models = manifest.putArray("models");
    List<ModelFolder.Entry> entries = folder.entries();
    Map<String, List<String>> versions =
        entries.stream()
            .collect(
                Collectors.groupingBy(
                    ModelFolder.Entry::name,
                    LinkedHashMap::new,
                    Collectors.mapping(ModelFolder.Entry::version, Collectors.toList())));
    for (Map.Entry<String, List<String>> each : versions.entrySet()) {
      models.add(model(folder, each.getKey(), each.getValue()));
    }
    Path next = folder.path().resolve(".%s.%s".formatted(FILE, UUID.randomUUID()));
    try {
      Files.write(next, ModelJson.bytes(manifest));
      Files.move(
          next,
          folder.path().resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  private static ObjectNode model(ModelFolder folder, String name, List<String> versions)
      throws IOException, ModelRefusedException {
    ObjectNode model = ModelJson.object().put("name", name);
    String chosen = defaultVersion(folder, name);
    model.put("task", folder.read(name, chosen).description().task().code());
    model.put(DEFAULT, chosen);
    ArrayNode list = model.putArray("versions");
    for (String version : versions) {
      ModelVersion found = folder.read(name, version);
      SortedMap<String, Long> bytes = found.bytes();
      ObjectNode entry = list.addObject().put("version", version);
      entry.put("task", found.description().task().code());
      entry.put("engine", found.description().engine());
      entry.put("quantizedFrom", found.description().quantizedFrom());
      entry.put("bytes", bytes.values().stream().mapToLong(Long::longValue).sum());
      entry.put("description", "%s/%s/%s".formatted(name, version, ModelJson.FILE));
      ArrayNode files = entry.putArray("files");
      found
          .description()
          .sha256()
          .forEach(
              (path, sha256) ->
                  files
                      .addObject()
                      .put("path", "%s/%s/%s".formatted(name, version, path))
                      .put("sha256", sha256)
                      .put("bytes", bytes.get(path)));
    }
    return model;
  }

  /**
   * Returns the version of a model to take when nobody names one.
   *
   * @throws ModelRefusedException if there is none
   */
  public static String defaultVersion(ModelFolder folder, String name)
      throws IOException, ModelRefusedException {
    List<String> versions = folder.versions(name);
    Optional<String> stated = stated(folder, name).filter(versions::contains);
    if (stated.isPresent()) {
      return stated.get();
    }
    for (int i = versions.size() - 1; i >= 0; i--) {
      if (folder.read(name, versions.get(i)).description().quantizedFrom() == null) {
        return versions.get(i);
      }
    }
    if (versions.isEmpty()) {
      throw new ModelRefusedException(Refusal.UNREADABLE, name, "its versions", "one", "none");
    }
    return versions.get(versions.size() - 1);
  }

  private static Optional<String> stated(ModelFolder folder, String name)
      throws ModelRefusedException {
    if (!Files.exists(folder.path().resolve(FILE))) {
      return Optional.empty();
    }
    for (JsonNode model : ModelJson.tree(folder.path().resolve(FILE), FILE).path("models")) {
      if (model.path("name").asText().equals(name)) {
        return Optional.of(model.path(DEFAULT).asText());
      }
    }
    return Optional.empty();
  }
}
