package org.radloom.viewerserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is to look at: folders relative to the catalogue, as names and not as URLs. Each ends
 * in {@code /}; the catalogue's own folder is {@code ./}.
 *
 * @param worklists folders with an {@code index.json}
 * @param datasets folders with a {@code LATEST}
 * @param models folders with the {@code manifest.json} of models
 */
record Catalogue(List<String> worklists, List<String> datasets, List<String> models) {
  static final String FILE = "catalog.json";
  static final String FORMAT = "radloom-catalog/1";
  static final String HERE = "./";

  /** What is shown of a folder of models; the models themselves are not. */
  static final String MODELS_FILE = "manifest.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  Catalogue {
    worklists = List.copyOf(worklists);
    datasets = List.copyOf(datasets);
    models = List.copyOf(models);
  }

  /** A catalogue without models. */
  Catalogue(List<String> worklists, List<String> datasets) {
    this(worklists, datasets, List.of());
  }

  boolean isEmpty() {
    return worklists.isEmpty() && datasets.isEmpty() && models.isEmpty();
  }

  /** Returns whether the file, named relative to the catalogue, belongs to what is listed. */
  boolean lists(String file) {
    return worklists.stream().anyMatch(folder -> isOfWorklist(below(folder, file)))
        || datasets.stream().anyMatch(folder -> !below(folder, file).isEmpty())
        || models.stream().anyMatch(folder -> below(folder, file).equals(MODELS_FILE));
  }

  /** Returns whether a worklist leads to the file, named relative to the worklist's folder. */
  static boolean isOfWorklist(String file) {
    return file.equals("index.json") || file.startsWith("studies/");
  }

  private static String below(String folder, String file) {
    String prefix = folder.equals(HERE) ? "" : folder;
    return file.startsWith(prefix) ? file.substring(prefix.length()) : "";
  }

  /** Returns the catalogue as JSON, on one line. */
  String toJson() {
    ObjectNode root = JSON.createObjectNode().put("format", FORMAT);
    ArrayNode lists = root.putArray("worklists");
    worklists.forEach(lists::add);
    ArrayNode sets = root.putArray("datasets");
    datasets.forEach(sets::add);
    if (!models.isEmpty()) {
      ArrayNode folders = root.putArray("models");
      models.forEach(folders::add);
    }
    return root.toString();
  }

  /**
   * Reads what somebody wrote. What is no catalogue lists nothing, and neither does an entry that
   * names anything but a folder below.
   */
  static Catalogue of(JsonNode root) {
    if (!root.path("format").asText().equals(FORMAT)) {
      return new Catalogue(List.of(), List.of());
    }
    return new Catalogue(
        folders(root.path("worklists")),
        folders(root.path("datasets")),
        folders(root.path("models")));
  }

  private static List<String> folders(JsonNode names) {
    List<String> folders = new ArrayList<>();
    for (JsonNode name : names) {
      String folder = name.asText();
      if (folder.equals(HERE) || folder.endsWith("/")) {
        folders.add(folder);
      }
    }
    return folders;
  }
}
