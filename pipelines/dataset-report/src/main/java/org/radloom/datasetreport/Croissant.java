package org.radloom.datasetreport;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.radloom.split.Split;

/**
 * Metadata of a version in Croissant 1.0 (MLCommons, http://mlcommons.org/croissant/1.0): every
 * file with its SHA-256, the splits as an enumeration, and each CSV file as a set of records with a
 * field a column.
 *
 * <p>Neither an address nor a date of publication is stated: the version does not know them.
 */
final class Croissant {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String SPEC = "http://mlcommons.org/croissant/1.0";
  private static final String SPLITS = "splits";
  private static final String SPLIT_NAME = "splits/name";

  private static final Set<String> FLOATS =
      Set.of(
          "duration_seconds",
          "wer",
          "wer_normalised",
          "confidence",
          "quality",
          "length_score",
          "confidence_score",
          "medical_score",
          "grammar_score",
          "weight",
          "accuracy",
          "latency_ms");
  private static final Set<String> INTEGERS =
      Set.of("recorded_year", "year", "words", "image_width", "image_height");
  private static final Set<String> FLAGS = Set.of("corrected", "template");

  /** Terms of the context, which the spec asks every description to bring. */
  private static final Map<String, String> TERMS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("@language", "en"),
              Map.entry("@vocab", "https://schema.org/"),
              Map.entry("citeAs", "cr:citeAs"),
              Map.entry("column", "cr:column"),
              Map.entry("conformsTo", "dct:conformsTo"),
              Map.entry("cr", "http://mlcommons.org/croissant/"),
              Map.entry("dct", "http://purl.org/dc/terms/"),
              Map.entry("extract", "cr:extract"),
              Map.entry("field", "cr:field"),
              Map.entry("fileObject", "cr:fileObject"),
              Map.entry("fileProperty", "cr:fileProperty"),
              Map.entry("fileSet", "cr:fileSet"),
              Map.entry("format", "cr:format"),
              Map.entry("includes", "cr:includes"),
              Map.entry("isLiveDataset", "cr:isLiveDataset"),
              Map.entry("jsonPath", "cr:jsonPath"),
              Map.entry("key", "cr:key"),
              Map.entry("md5", "cr:md5"),
              Map.entry("parentField", "cr:parentField"),
              Map.entry("path", "cr:path"),
              Map.entry("rai", "http://mlcommons.org/croissant/RAI/"),
              Map.entry("recordSet", "cr:recordSet"),
              Map.entry("references", "cr:references"),
              Map.entry("regex", "cr:regex"),
              Map.entry("repeated", "cr:repeated"),
              Map.entry("replace", "cr:replace"),
              Map.entry("sc", "https://schema.org/"),
              Map.entry("separator", "cr:separator"),
              Map.entry("source", "cr:source"),
              Map.entry("subField", "cr:subField"),
              Map.entry("transform", "cr:transform")));

  private Croissant() {}

  static byte[] of(Path version, VersionManifest manifest) throws IOException {
    ObjectNode root = JSON.objectNode();
    root.set("@context", context());
    root.put("@type", "sc:Dataset");
    root.put("conformsTo", SPEC);
    root.put("name", manifest.dataset());
    root.put("version", manifest.version());
    root.put(
        "description",
        "Radiology training data, pseudonymous: dictations with corrected texts, and readings of"
            + " images by models with the radiologist's truth.");
    root.put("citeAs", "%s, version %s".formatted(manifest.dataset(), manifest.version()));
    ObjectNode licence = root.putObject("license");
    licence.put("@type", "sc:CreativeWork");
    licence.put("name", "not stated");
    root.put("isLiveDataset", false);
    ArrayNode files = root.putArray("distribution");
    for (VersionManifest.ListedFile file : manifest.files()) {
      files.add(fileObject(file));
    }
    ArrayNode sets = root.putArray("recordSet");
    sets.add(splits());
    for (VersionManifest.ListedFile file : manifest.files()) {
      if (isTable(file.path())) {
        sets.add(recordSet(file.path(), CsvTable.columns(version.resolve(file.path()))));
      }
    }
    return Json.bytes(root);
  }

  private static ObjectNode context() {
    ObjectNode context = JSON.objectNode();
    TERMS.forEach(context::put);
    for (String term : List.of("data", "examples")) {
      context.putObject(term).put("@id", "cr:" + term).put("@type", "@json");
    }
    context.putObject("dataType").put("@id", "cr:dataType").put("@type", "@vocab");
    return context;
  }

  private static ObjectNode fileObject(VersionManifest.ListedFile file) {
    ObjectNode node = JSON.objectNode();
    node.put("@type", "cr:FileObject");
    node.put("@id", file.path());
    node.put("name", file.path());
    node.put("contentUrl", file.path());
    node.put("contentSize", file.bytes() + " B");
    node.put("encodingFormat", mediaType(file.path()));
    node.put("sha256", file.sha256());
    return node;
  }

  private static ObjectNode splits() {
    ObjectNode set = JSON.objectNode();
    set.put("@type", "cr:RecordSet");
    set.put("@id", SPLITS);
    set.put("name", SPLITS);
    set.put("description", "The three parts of the data set, apart by patient.");
    set.put("dataType", "cr:Split");
    set.putObject("key").put("@id", SPLIT_NAME);
    ArrayNode fields = set.putArray("field");
    fields.add(field(SPLIT_NAME, "name", "sc:Text"));
    fields.add(field("splits/url", "url", "sc:URL"));
    ArrayNode data = set.putArray("data");
    for (Split split : Split.values()) {
      data.addObject().put(SPLIT_NAME, split.code()).put("splits/url", address(split));
    }
    return set;
  }

  private static String address(Split split) {
    return switch (split) {
      case TRAIN -> "cr:TrainingSplit";
      case VAL -> "cr:ValidationSplit";
      case TEST -> "cr:TestSplit";
    };
  }

  private static ObjectNode recordSet(String path, List<String> columns) {
    String name =
        path.equals(TableFiles.SPLITS)
            ? "patient_splits"
            : path.substring(0, path.length() - ".csv".length()).replace('/', '_');
    ObjectNode set = JSON.objectNode();
    set.put("@type", "cr:RecordSet");
    set.put("@id", name);
    set.put("name", name);
    set.put("description", "The rows of " + path + ".");
    ArrayNode fields = set.putArray("field");
    for (String column : columns) {
      ObjectNode field = field(name + "/" + column, column, dataType(column));
      ObjectNode source = field.putObject("source");
      source.putObject("fileObject").put("@id", path);
      source.putObject("extract").put("column", column);
      if (column.equals("split")) {
        field.putObject("references").putObject("field").put("@id", SPLIT_NAME);
      }
      fields.add(field);
    }
    return set;
  }

  private static ObjectNode field(String id, String name, String dataType) {
    ObjectNode field = JSON.objectNode();
    field.put("@type", "cr:Field");
    field.put("@id", id);
    field.put("name", name);
    field.put("dataType", dataType);
    return field;
  }

  private static boolean isTable(String path) {
    return path.equals(TableFiles.SPLITS)
        || path.matches("(csv|hard_examples)/[a-z]+_(train|val|test)\\.csv");
  }

  private static String dataType(String column) {
    if (FLOATS.contains(column)) {
      return "sc:Float";
    }
    if (INTEGERS.contains(column)) {
      return "sc:Integer";
    }
    return FLAGS.contains(column) ? "sc:Boolean" : "sc:Text";
  }

  private static String mediaType(String path) {
    if (path.endsWith(".csv")) {
      return "text/csv";
    }
    if (path.endsWith(".jsonl")) {
      return "application/jsonlines";
    }
    if (path.endsWith(".json")) {
      return "application/json";
    }
    if (path.endsWith(".pbtxt")) {
      return "text/plain";
    }
    return "application/octet-stream";
  }
}
