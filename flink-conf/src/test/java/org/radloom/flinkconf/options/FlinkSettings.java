package org.radloom.flinkconf.options;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.radloom.flinkconf.FlinkConfFolder;

/**
 * The Flink options of one place.
 *
 * @param place the file, and which FlinkDeployment in it
 * @param options values by key, keys with dots
 */
record FlinkSettings(String place, Map<String, String> options) {
  /** Fails at a key that stands in a file twice. */
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  @Override
  public String toString() {
    return place;
  }

  /** Returns those of every {@code config.yaml} and every FlinkDeployment of the folder. */
  static List<FlinkSettings> all() {
    return FlinkConfFolder.files(".yaml", ".yml").stream().flatMap(FlinkSettings::in).toList();
  }

  private static java.util.stream.Stream<FlinkSettings> in(Path file) {
    String place = FlinkConfFolder.ROOT.relativize(file).toString();
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
      List<JsonNode> all = documents.readAll();
      if (String.valueOf(file.getFileName()).equals("config.yaml")) {
        return all.stream().map(document -> of(place, document));
      }
      return all.stream()
          .filter(document -> document.path("kind").asText().equals("FlinkDeployment"))
          .map(
              document ->
                  of(
                      place + " " + document.path("metadata").path("name").asText(),
                      document.path("spec").path("flinkConfiguration")));
    } catch (IOException e) {
      throw new IllegalStateException("%s is not YAML".formatted(place), e);
    }
  }

  static FlinkSettings of(String place, JsonNode document) {
    Map<String, String> options = new LinkedHashMap<>();
    flatten("", document, options);
    return new FlinkSettings(place, options);
  }

  private static void flatten(String key, JsonNode value, Map<String, String> options) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              entry ->
                  flatten(
                      key.isEmpty() ? entry.getKey() : key + "." + entry.getKey(),
                      entry.getValue(),
                      options));
    } else {
      options.put(key, value.asText());
    }
  }
}
